package io.feedmill.strip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {
    private static final String LEDE =
            "The ferry sailed on Friday after nine days of ice, and the crew was cheered from the quay by half the town.";
    private static final String MORE =
            "The line will sail twice a day until the spring, its master said in the harbour.";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | BACKLINK | The post Ferry sails appeared first on Dunlin.",
                "en | RELATED | Also Read: Ice leaves the strait",
                "en | SIGNOFF | (Reporting by Ada Sample; Editing by Max Muster)",
                "en | COPYRIGHT | Copyright 2024 Dunlin Media. All rights reserved.",
                "en | PROMO | Follow us on Facebook and Twitter",
                "de | BACKLINK | Der Beitrag Fähre fährt erschien zuerst auf Dunlin.",
                "de | TEASER | Weiterlesen …",
                "de | RELATED | Lesen Sie auch: Eis verlässt die Meerenge",
                "de | NOTICE | Dieser Text wurde automatisch von der Agentur übernommen und nicht bearbeitet.",
                "de | AD | Anzeige",
                "fr | BACKLINK | L’article Le bac repart est apparu en premier sur Dunlin.",
                "fr | RELATED | À lire aussi : La glace quitte le détroit",
                "fr | PROMO | Abonnez-vous à notre newsletter",
                "es | BACKLINK | La entrada Zarpa el ferri se publicó primero en Dunlin.",
                "es | RELATED | Lee también: El hielo deja el estrecho",
                "es | COPYRIGHT | Todos los derechos reservados",
                "pt | RELATED | Leia também: O gelo deixa o estreito",
                "pt | AD | Continua após a publicidade",
                "it | RELATED | Leggi anche: Il ghiaccio lascia lo stretto",
                "it | COPYRIGHT | © RIPRODUZIONE RISERVATA",
                "nl | BACKLINK | Het bericht Pont vaart weer verscheen eerst op Dunlin.",
                "nl | RELATED | Lees ook: IJs verlaat de zeestraat",
                "ru | RELATED | Читайте также: Лёд уходит из пролива",
                "ru | PROMO | Подписывайтесь на наш Telegram-канал",
                "hi | RELATED | यह भी पढ़ें: बर्फ हटी",
                "hi | AD | विज्ञापन",
                "ar | RELATED | اقرأ أيضاً: الجليد يغادر المضيق",
                "ar | TEASER | اقرأ المزيد",
                "zh | SIGNOFF | （责编：张三、李四）",
                "zh | TEASER | 阅读全文",
                "ja | RELATED | 関連記事",
                "ja | TEASER | 続きを読む",
            })
    void takesTheBoilerplateOutAndNothingElse(String language, Boilerplate kind, String line) {
        String content = "<p>" + LEDE + "</p><p>" + MORE + "</p><p>" + line + "</p>";
        Article article = new Article("Ferry sails", "Dunlin", "dunlin.example", null, language, null, content, null);

        Stripped stripped = Stripper.bundled().strip(article);

        assertEquals(LEDE + "\n\n" + MORE, stripped.text());
        assertEquals(1, stripped.removed().size());
        assertEquals(kind, stripped.removed().get(0).kind());
        assertEquals(line, stripped.removed().get(0).text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Nine ships sailed on Friday. | 5",
                "Russia’s U.S.-led talks cost 1,000.50 | 5",
                "港は再開した。 | 6",
                "बर्फ नौ दिन रही | 4",
                "ท่าเรือเปิดอีกครั้งแล้ว | 4",
            })
    void countsWordsAsReadersDo(String text, int words) {
        assertEquals(words, Lengths.words(text));
    }

    @Test
    void doesNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        String content =
                StripperTest.SYNDICATED + "<p>LIKE US ON FACEBOOK</p><DIV CLASS=\"SHARING SHAREDADDY\">IIII</DIV>";
        Stripped expected = StripperTest.strip(content);
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertEquals(expected, StripperTest.strip(content));
        } finally {
            Locale.setDefault(before);
        }
        assertEquals(
                2,
                expected.removed().stream()
                        .filter(removed -> removed.position() > 9)
                        .count());
    }
}
