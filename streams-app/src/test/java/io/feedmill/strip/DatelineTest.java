package io.feedmill.strip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.strip.Stripped.Role;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatelineTest {
    private static final String LEDE =
            "The ferry sailed on Friday after nine days of ice, and the crew was cheered from the quay by half the town.";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KATHMANDU, April 25 (Reuters) - | KATHMANDU | Reuters",
                "MEXICO CITY (AP) — | MEXICO CITY | AP",
                "BEIRUT/THE HAGUE, March 7 (Reuters) - | BEIRUT/THE HAGUE | Reuters",
                "Berlin (dpa) - | Berlin | dpa",
                "Berlin (dpa/bb). | Berlin | dpa",
                "LA CROSSE, Wis. (AP) — | LA CROSSE, Wis. | AP",
                "Paris, 12 mars (AFP) – | Paris | AFP",
                "MADRID, 25 Abr. (EUROPA PRESS) - | MADRID | Europa Press",
                "(ANSA) - ROMA, 25 APR - | ROMA | ANSA",
                "МОСКВА, 25 апр - РИА Новости. | МОСКВА | RIA Novosti",
                "МОСКВА, 25 апреля. /ТАСС/. | МОСКВА | TASS",
                "WASHINGTON — | WASHINGTON |",
                "NEW DELHI: | NEW DELHI |",
                "COIMBATORE: | COIMBATORE |",
                "ROTTERDAM — | ROTTERDAM |",
                "Chernihiv, March 4 – | Chernihiv |",
                "КРАСНОДАР — | КРАСНОДАР |",
                "उज्जैन: | उज्जैन |",
                "नई दिल्ली, 25 अप्रैल (भाषा) | नई दिल्ली | Bhasha",
                "موسكو (رويترز) - | موسكو | Reuters",
                "新华社北京4月25日电 | 北京 | Xinhua",
                "【ロンドン共同】 | ロンドン | Kyodo",
                "Skarhamn (Nordland), Mar 4 (PTI) | Skarhamn (Nordland) | PTI",
                "Skarhamn, 4 mars (XPF) – | Skarhamn | XPF",
                "SKARHAMN, Mich., 14 de marzo de 2025.- | SKARHAMN, Mich. |",
                "ACN Girona.- | Girona | ACN",
                "Podhradie nad Vesbou 12. marca (TASR) - | Podhradie nad Vesbou | TASR",
                "Innsbruck – | Innsbruck |",
                "ANKARA (AA) - AYŞE ÖRNEK - | ANKARA | Anadolu",
                "القاهرة في 14 مارس / أ ش أ / | القاهرة | MENA",
                "（中央社記者王小明台北14日電） | 台北 | CNA",
                "（中央社台北14日電） | 台北 | CNA",
                "〔記者王小明／台北報導〕 | 台北 | ",
                "　　新华社东岭3月14日电（记者王小明、李四） | 东岭 | Xinhua",
                "本报北京3月14日电 | 北京 |",
                "[SINGAPORE] | SINGAPORE |",
                "Vessbypata, mar. 12. | Vessbypata |",
                "Ayşe ÖRNEK/ANKARA, (DHA)- | ANKARA | DHA",
                "SAINT-SKAR — | SAINT-SKAR |",
                "VESSBY SHAHPUR: | VESSBY SHAHPUR |",
                "وسبآباد: | وسبآباد |",
                "Innsbruck, le 12 mars 2025 (18h00 CET) – | Innsbruck |",
                "डिजिटल डेस्क, नई दिल्ली। | नई दिल्ली |",
                "पीटीआई, वेस्बी। | वेस्बी | PTI",
                "Skarhamn (Italie) (AFP) – | Skarhamn (Italie) | AFP",
                "RĪGA, 7. apr., LETA. | RĪGA | LETA",
                "Skarhamn, April 8, GNA – | Skarhamn | GNA",
                "وطنية - صيدا - | صيدا | NNA",
                "الكويت - 9 - 4 (كونا) -- | الكويت | KUNA",
                "Vesbininkai, kovo 20 d. (BNS). | Vesbininkai | BNS",
                "Сколево, 14 май (Ада Примерова, БТА) - | Сколево | BTA",
            })
    void readsTheDatelineAndCutsItOff(String dateline, String place, String agency) {
        Stripped stripped = StripperTest.strip("<p>" + dateline + " " + LEDE + "</p>");

        assertEquals(place, stripped.dateline());
        assertEquals(LEDE, stripped.text());
        assertEquals(Boilerplate.DATE, stripped.removed().get(0).kind());
        assertEquals(
                agency == null ? 0 : 1,
                stripped.credits().stream()
                        .filter(credit ->
                                credit.role() == Role.AGENCY && credit.name().equals(agency))
                        .count());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Moscow also said the patrol was lawful and that nobody had crossed a border during the flight.",
                "Update: the ferry sailed on Friday after nine days of ice and was cheered from the quay.",
                "BREAKING — The ferry sailed on Friday after nine days of ice and was cheered from the quay.",
                "NASA: a probe has landed on the ice of the far moon, the agency said on Friday evening.",
                "The ferry (AP) - as it is known - sailed on Friday after nine days of ice in the strait.",
                "READING: the ferry sailed on Friday after nine days of ice and was cheered from the quay.",
                "VICTORIA: I was on the ferry on Friday, and half the town cheered us from the quay.",
                "Rotterdam: a ferry that sails after nine days of ice is cheered here by half the town.",
                "Skarhamn – The ferry sailed on Friday after nine days of ice and was cheered from the quay.",
                "NASA — The ferry sailed on Friday after nine days of ice, and the agency was cheered.",
                "Ada Sample – The captain who sailed on Friday after nine days of ice – was cheered.",
                "[UPDATE] The ferry sailed on Friday after nine days of ice, and the agency was cheered.",
                "NASA: The ferry sailed on Friday after nine days of ice, and the agency was cheered.",
                "Frankreich – Italien hiess das Spiel, das halb Europa am Freitag sah, und keiner gewann es.",
                "Paris - that is where the road ended for the two of them, and neither ever spoke of it.",
            })
    void leavesASentenceWhole(String sentence) {
        Stripped stripped = StripperTest.strip("<p>" + sentence + "</p><p>" + LEDE + "</p>");

        assertNull(stripped.dateline());
        assertTrue(stripped.removed().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Update:",
                "Ingredients:",
                "Hintergrund:",
                "Q:",
                "ANALYSIS:",
                "Key points:",
                "Nancy:",
                "Florence:"
            })
    void takesNoLabelForAPlace(String label) {
        Stripped stripped = StripperTest.strip("<p>" + label + "</p><p>" + LEDE + "</p>");

        assertNull(stripped.dateline());
        assertEquals(label + "\n\n" + LEDE, stripped.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SKARHAMN — | The council of Skarhamn will have its ferry back on Monday.",
                "SKAR HARBOUR — | The office in Skar Harbour said so.",
                "Skarhamn – | Ferries will call at Skarhamn again from Monday.",
                "Horní Vesba - | Oheň v Horní Vesbě hasiči zpozorovali po půlnoci.",
                "SKAR HARBOUR N.B.: | The ice is thickest, the crew said, in Skar Harbour N.B.",
                "SKARHAMN: | Ferries will call at Skarhamn again from Monday.",
                "Skarhamn.- | El puerto abre el lunes en Skarhamn.",
            })
    void takesAnUnknownPlaceBeforeADashForADatelineWhereTheStoryNamesIt(String dateline, String named) {
        Stripped stripped = StripperTest.strip("<p>" + dateline + " " + LEDE + "</p><p>" + named + "</p>");

        assertEquals(dateline.replaceAll("[ :–—-]+$|\\.-$", ""), stripped.dateline());
        assertEquals(LEDE + "\n\n" + named, stripped.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"CALCIOMERCATO ROMA –", "LONG FORMAT -", "Surfing -", "PRIMAVERA –"})
    void takesNoKickerForADatelineThatTheStoryRepeats(String kicker) {
        String words = kicker.replaceAll("[ –-]+$", "");
        Stripped stripped = StripperTest.strip("<p>" + kicker + " " + LEDE + "</p><p>" + words.toLowerCase(Locale.ROOT)
                + " is what they call it here, and nobody in surfing knows why.</p>");

        assertNull(stripped.dateline());
        assertTrue(stripped.text().startsWith(kicker), stripped.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"AS -\u00a0 -", "D.C. - -\u3000", "(AFP) -.-.-. — Foo", "SKAR N.B.: "})
    void readsABlockOfLittleButMarks(String marks) {
        assertEquals(
                1,
                StripperTest.strip("<p>" + marks + "</p><p>" + LEDE + " Skar N.B.</p>")
                                .text()
                                .split(LEDE, -1)
                                .length
                        - 1);
    }

    @Test
    void leavesTheTimeInANoticeOfAnEarthquake() {
        Stripped stripped = StripperTest.strip(
                "<dl><dt>Time</dt><dd>2018-11-19 21:09:47 UTC</dd><dd>2018-11-19 12:09:47 -09:00 at epicenter</dd>"
                        + "<dt>Location</dt><dd>62.973°N 150.302°W</dd><dt>Depth</dt><dd>89.60 km (55.67 mi)</dd></dl>");

        assertTrue(stripped.text().contains("2018-11-19 21:09:47 UTC"), stripped.text());
        assertTrue(stripped.text().contains("at epicenter"), stripped.text());
    }

    @Test
    void readsTheReportersInADatelineOfChina() {
        Stripped stripped = StripperTest.strip("<p>（中央社記者王小明雲湖14日電）雲湖鄉茶園昨天遭霜害，農民盼納入天災救助，鄉公所今天表示。</p>");

        assertEquals("雲湖", stripped.dateline());
        assertTrue(stripped.credits().stream()
                .anyMatch(credit ->
                        credit.role() == Role.REPORTER && credit.name().equals("王小明")));
    }

    @Test
    void takesAnUnknownPlaceForADatelineWhereTheStoryNamesItAgain() {
        Stripped stripped = StripperTest.strip("<p>Skarhamn:</p><p>" + LEDE
                + "</p><p>Ferries will call at Skarhamn again from Monday, the harbour office said.</p>");
        assertEquals("Skarhamn", stripped.dateline());
        assertFalse(stripped.text().contains("Skarhamn:"), stripped.text());
    }

    @Test
    void doesNotTakeAWordForADatelineThatTheStoryNeverNamesAgain() {
        Stripped stripped = StripperTest.strip("<p>Unboxing:</p><p>" + LEDE + "</p><p>Unboxing took an hour.</p>");
        assertNull(stripped.dateline());
        assertTrue(stripped.text().startsWith("Unboxing:"), stripped.text());
    }
}
