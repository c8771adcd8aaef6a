package io.feedmill.strip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedmill.words.Words;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocabularyTest {
    private final Vocabulary vocabulary = Stripper.bundled().vocabulary;

    @ParameterizedTest
    @CsvSource({
        "dan, true, as it stands in the list",
        "DAN, true, in capitals",
        "dân, false, another word: people",
        "článek, true, with its marks",
        "clanek, true, without them",
        "c\u030Cla\u0301nek, true, with marks of their own",
        "TAKİP EDİN, true, with the capital of Turkish",
        "ABONNEZ-VOUS, true, without marks",
    })
    void takesNoWordForAnotherWithOtherMarks(String word, boolean known, String why) {
        assertEquals(known, vocabulary.knows(word), why);
    }

    @ParameterizedTest
    @CsvSource({
        "Gannet Vestnik, Читайте Gannet Vestniku, true",
        "Gannet Vestnik, Gannet Vestnika objavio je, true",
        "Dainavos kraštas, Skaitykite „Dainavos kraštą“ – čia, true",
        "Jauhopeukalo, Seuraa Jauhopeukaloa, true",
        "Morgenposten, Følg Morgenpostens kanal, true",
        "Gannet Vestnik, Gannets are seen, false",
        "Skar, Skaren is a town, false",
        "Morgenposten, Morgenpostenheimatverein, false",
    })
    void knowsTheNameOfTheSiteInItsCases(String site, String text, boolean known) {
        Words words = Words.of(text);

        assertEquals(known, new Names("", site, null).areIn(words, 0, words.size(), text.length()));
    }

    @ParameterizedTest
    @CsvSource({
        "문의 02-123-4567로, true",
        "Call 555 010 0199, true",
        "홀몸 노인 1200여명에게는 전화로, false",
        "Tel. 1200abcdefgh, false",
    })
    void tellsATelephoneNumberByItsFigures(String text, boolean number) {
        boolean told = vocabulary.read(Words.of(text), 0).sentences(new Names(null, null, null)).stream()
                .anyMatch(said -> vocabulary.names(said.lists()).contains(Vocabulary.ADDRESS));

        assertEquals(number, told);
    }
}
