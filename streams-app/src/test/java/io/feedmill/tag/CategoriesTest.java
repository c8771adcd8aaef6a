package io.feedmill.tag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CategoriesTest {

    private static List<Topic> filedUnder(String category, String language) {
        return Tagger.bundled()
                .tag(new Story("—", "", null, language, List.of(category), null, List.of()))
                .topics();
    }

    @ParameterizedTest
    @CsvSource({
        "de, Politik, 11000000",
        "de, Wirtschaft, 04000000",
        "de, Sport, 15000000",
        "de, Kultur, 01000000",
        "de, Wissenschaft, 13000000",
        "de, Reise, 10000000",
        "fr, Économie, 04000000",
        "fr, ECONOMIE, 04000000",
        "fr, Politique, 11000000",
        "fr, Santé, 07000000",
        "fr, Environnement, 06000000",
        "es, Deportes, 15000000",
        "es, Economía, 04000000",
        "es, Sucesos, 02000000",
        "pt, Esportes, 15000000",
        "pt, Desporto, 15000000",
        "it, Esteri, 11000000",
        "it, Spettacoli, 01000000",
        "ru, Культура, 01000000",
        "ru, Экономика, 04000000",
        "ar, رياضة, 15000000",
        "ar, اقتصاد, 04000000",
        "hi, खेल, 15000000",
        "hi, मनोरंजन, 01000000",
        "zh, 体育, 15000000",
        "zh, 财经, 04000000",
        "ja, 政治, 11000000",
        "ko, 경제, 04000000",
        "nl, Onderwijs, 05000000",
        "pl, Gospodarka, 04000000",
        "sv, Utrikes & politik, ''",
        "sv, Väder, 17000000",
        "tr, Sağlık, 07000000",
        "uk, Спорт, 15000000",
        "cs, Zdraví, 07000000",
        "el, Κοινωνία, 14000000",
        "he, ספורט, 15000000",
        "id, Olahraga, 15000000",
        "fa, ورزشی, 15000000",
        "sl, Politika, 11000000",
        "en, U.S. politics, 11000000",
    })
    void knowsTheDesksOfPublishersInManyLanguages(String language, String category, String code) {
        List<Topic> topics = filedUnder(category, language);
        if (code.isEmpty()) {
            assertEquals(List.of(), topics);
        } else {
            assertTrue(topics.stream().anyMatch(topic -> topic.code().equals("medtop:" + code)), topics::toString);
        }
    }

    /** Words that say where an item stands and not what it is about, and longer ones that begin as a desk does. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Top news",
                "Uncategorized",
                "Uncategorised",
                "Allgemein",
                "News",
                "Latest",
                "Featured",
                "Home",
                "World",
                "Business class",
                "Non classé",
                "Sin categoría",
                "Без рубрики",
                "Editor's Picks",
                "Front Page",
                "Opinion",
                "Artikel",
                "2026"
            })
    void mapsNothingThatIsNoSubject(String category) {
        for (String language : List.of("en", "de", "fr", "es")) {
            assertEquals(List.of(), filedUnder(category, language));
        }
    }
}
