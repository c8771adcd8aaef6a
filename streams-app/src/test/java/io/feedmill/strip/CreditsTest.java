package io.feedmill.strip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedmill.strip.Stripped.Credit;
import io.feedmill.strip.Stripped.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who wrote a story and who made its picture, where no word says so. */
class CreditsTest {
    private static final String LEDE =
            "The ferry sailed on Friday after nine days of ice, and the crew was cheered from the quay by half the town.";

    @ParameterizedTest
    @ValueSource(strings = {"Ada Sample", "Ada van der Muster-Sample", "Άννα Παράδειγμα", "Анна Примерова"})
    void takesANameBelowAStoryThatDoesNotMentionItForThatOfTheReporter(String name) {
        Stripped stripped = StripperTest.strip("<p>" + LEDE + "</p><p><em>" + name + "</em></p>");

        assertEquals(LEDE, stripped.text());
        assertEquals(List.of("REPORTER " + name), credits(stripped));
    }

    @ParameterizedTest
    @CsvSource({
        "it, di Ada Bianchi, Ada Bianchi",
        "en, By Ada Sample, Ada Sample",
        "fr, Ada LE MARCHAND., Ada LE MARCHAND",
        "es, XA, ''",
        "bg, /АП/, ''",
        "ja, ［見本 花，Example Post］, 見本 花",
        "id, (Ada Contoh), Ada Contoh",
        "uk, 'Ада Прикладна, Example Post', Ада Прикладна",
        "ar, م ع/ س ط/ ر ق, ''",
        "ar, ======= ر.ح.ق, ''",
    })
    void takesWhatSignsAStoryBelowIt(String language, String line, String name) {
        Stripped stripped = strip(language, "<p>" + LEDE + "</p><p>" + line + "</p>");

        assertEquals(LEDE, stripped.text());
        assertEquals(name.isEmpty() ? List.of() : List.of("REPORTER " + name), credits(stripped));
    }

    @ParameterizedTest
    @CsvSource({"EFE, EFE", "/БТА/, BTA", "PTI KLM ABC, PTI"})
    void cutsTheAgencyOffTheEndOfTheLastSentence(String mark, String agency) {
        Stripped stripped = strip("en", "<p>" + LEDE + "</p><p>The ice is gone, said the port. " + mark + "</p>");

        assertEquals(LEDE + "\n\nThe ice is gone, said the port.", stripped.text());
        assertEquals(
                List.of(agency), stripped.credits().stream().map(Credit::name).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Captain Half",
                "Dedicato al Maestro",
                "Vessby Town Hall",
                "Sample",
                "Ada Sample!",
                "Stay Safe",
                "Rio de Janeiro",
            })
    void keepsALastLineThatIsNoNameOrOneOfTheStory(String line) {
        Stripped stripped = StripperTest.strip("<p>Captain Ida Half was there. " + LEDE + "</p><p>" + line + "</p>");

        assertEquals("Captain Ida Half was there. " + LEDE + "\n\n" + line, stripped.text());
        assertEquals(List.of(), credits(stripped));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Af Ada Sample, ada@example.org",
                "Av Ada Sample",
                "Autor: Ada Sample",
                "Szerző: Ada Sample",
                "Del Ada Sample"
            })
    void readsABylineAboveTheStoryInManyLanguages(String line) {
        Stripped stripped = StripperTest.strip("<p>" + line + "</p><p>" + LEDE + "</p>");

        boolean known = !line.startsWith("Del ");
        assertEquals(known ? LEDE : line + "\n\n" + LEDE, stripped.text());
        assertEquals(known ? List.of("REPORTER Ada Sample") : List.of(), credits(stripped));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "The harbour in August. Ada Sample / Example Radio ~ Ada Sample, Example Radio",
                "One of the stalls on the square of the old town | Ada Sample (AFP) ~ AFP, Ada Sample",
                "A small bat in a cave of the hills. Ada Sample, CC BY-SA ~ Ada Sample",
                "The council of the town at its last meeting - CITY OF VESSBY - Archive ~ CITY OF VESSBY",
                "The quay at dawn (photo Coast Guard) ~ Coast Guard",
                "Nabrzeże o świcie, fot. Straż Miejska ~ Straż Miejska",
                "Der Kai im Morgenlicht. (Bild: zVg Muster) ~ Muster",
                "Пристань на рассвете (Фото: А. Примеров) ~ А. Примеров",
                "Nábřeží za úsvitu. Ilustrační foto: Ada Příkladná ~ Ada Příkladná",
                "The quay at dawn. Foto: Cortesía Bomberos Vessby ~ Bomberos Vessby",
                "The ferry at the quay in ice. The Captain ~ ''",
                "The ferry at the quay in ice. New York ~ ''",
                "The match of Vessby - Skar ~ ''",
            })
    void readsTheMakerAtTheEndOfACaption(String caption, String makers) {
        Stripped stripped = StripperTest.strip(
                "<figure><img src='a.jpg'><figcaption>" + caption + "</figcaption></figure><p>" + LEDE);

        assertEquals(List.of(caption), stripped.captions());
        assertEquals(
                makers,
                String.join(", ", stripped.credits().stream().map(Credit::name).toList()));
    }

    @Test
    void takesTheLinesBelowAPictureOfWhichTheLastIsItsCredit() {
        Stripped stripped =
                StripperTest.strip("<img src='a.jpg'><br>The quay on Friday at noon<br>Guarda/Divulgação<br>" + LEDE
                        + "<br>The ice is gone, the harbour master said, and it will not be back.<br>");

        assertEquals(List.of("The quay on Friday at noon Guarda/Divulgação"), stripped.captions());
        assertEquals(LEDE + "\nThe ice is gone, the harbour master said, and it will not be back.", stripped.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"The quay on Friday.<br>Foto: Ada Sample/STA", "The quay on Friday at noon<br/>Photo: A. Sample"
            })
    void takesTheLinesOfOneBlockBelowAPictureForOneCaption(String lines) {
        Stripped stripped = StripperTest.strip("<p><img src='a.jpg'></p><p>" + lines + "</p><p>" + LEDE + "</p>");

        assertEquals(List.of(lines.replaceFirst("<br/?>", " ")), stripped.captions());
        assertEquals(LEDE, stripped.text());
    }

    @Test
    void keepsTheLinesOfATextWithoutAPicture() {
        Stripped stripped = StripperTest.strip("The quay on Friday at noon<br>Guarda/Divulgação<br>" + LEDE);

        assertEquals("The quay on Friday at noon\nGuarda/Divulgação\n" + LEDE, stripped.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "fr ~ Odile Marchand ~ Odile Marchand",
                "de ~ Fabio Muster, Leonie Brunner ~ Fabio Muster, Leonie Brunner",
                "en ~ — Ada Sample ~ Ada Sample",
                "en ~ Ada Sample, Local Democracy Reporter ~ Ada Sample",
                "fr ~ Ousmane Marchand (correspondant) ~ Ousmane Marchand",
                "en ~ Ada Sample, Lagos ~ Ada Sample",
                "en ~ Climate Change ~ ''",
                "de ~ Aktuelle Stunde ~ ''",
                "fr ~ Vie locale ~ ''",
                "it ~ Porto Vecchio ~ ''",
            })
    void readsNamesAboveAStoryThatDoesNotMentionThem(String language, String line, String names) {
        Stripped stripped = strip(language, "<p>" + line + "</p><p>" + LEDE + "</p><p>Il Porto Vecchio was full.</p>");

        assertEquals(!names.isEmpty(), !stripped.text().startsWith(line), stripped::text);
        assertEquals(
                names,
                String.join(", ", stripped.credits().stream().map(Credit::name).toList()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div class='field field--name-field-author'><div class='field__item'>Ada Sample</div></div>",
                "<p class='article-author'>By Ada Sample</p>",
                "<div class='xy-authorName'><a href='/people/7'>Ada Sample</a></div>"
            })
    void readsTheAuthorByTheWordsOfAClass(String html) {
        Stripped stripped = strip("en", html + "<p>" + LEDE + "</p><p>The ice is gone now.</p>");

        assertEquals(LEDE + "\n\nThe ice is gone now.", stripped.text());
        assertEquals(List.of("REPORTER Ada Sample"), credits(stripped));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div class='author'>" + LEDE + " The ice is gone.</div>",
                "<p>He met the <span class='author'>author</span> of the plan on Friday at noon in the old harbour.</p>",
                "<p class='stepauthorized'>Three more ships may sail on Friday.</p>"
            })
    void keepsTextThatStandsUnderAWordOfAClass(String html) {
        Stripped stripped = strip("en", html + "<p>" + LEDE + "</p>");

        assertEquals(2, stripped.blocks().size(), stripped::text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"October 8, 2025", "17. September 2025", "3 mars 2025"})
    void takesADayAboveAStoryThatHasNoOther(String day) {
        assertEquals(LEDE, strip("en", "<p>" + day + "</p><p>" + LEDE + "</p>").text());

        Stripped chronicle =
                strip("en", "<p>" + day + "</p><p>" + LEDE + "</p><p>9 October 2025</p><p>" + LEDE + "</p>");
        assertEquals(4, chronicle.blocks().size(), chronicle::text);
    }

    @Test
    void takesNoSentenceOfAScriptWithoutCapitalsForAName() {
        String lede = "台湾の会社は、手のひらに収まる「Ferry N3」を10月3日に発売する。価格は3万9,800円。";

        assertEquals(
                lede + "\n\n港に入るのは九日後だ。",
                strip("ja", "<p>" + lede + "</p><p>港に入るのは九日後だ。</p>").text());
    }

    @Test
    void keepsAHeadingOfGermanNounsBelowAStory() {
        Stripped stripped = strip("de", "<p>" + LEDE + "</p><p>Nährstofflieferant Hühnersuppe</p>");

        assertEquals(LEDE + "\n\nNährstofflieferant Hühnersuppe", stripped.text());
    }

    private static Stripped strip(String language, String html) {
        return Stripper.bundled()
                .strip(new Article(
                        "Ice leaves the harbour",
                        "Example Post",
                        "example.org",
                        "https://example.org/a",
                        language,
                        null,
                        html,
                        null));
    }

    private static List<String> credits(Stripped stripped) {
        return stripped.credits().stream()
                .filter(credit -> credit.role() == Role.REPORTER)
                .map(credit -> credit.role() + " " + credit.name())
                .toList();
    }
}
