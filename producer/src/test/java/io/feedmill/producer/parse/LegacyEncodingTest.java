package io.feedmill.producer.parse;

import static io.feedmill.producer.parse.Parsing.parse;
import static io.feedmill.producer.parse.Parsing.rss;
import static io.feedmill.producer.parse.Parsing.titles;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegacyEncodingTest {

    private static final String LANGUAGE = "<language>en-GB</language>";

    private static ParsedFeed read(String language, String title, String charset) throws UnreadableFeedException {
        String document = rss("<item><title>" + title + "</title></item>")
                .replace(LANGUAGE, language == null ? "" : "<language>" + language + "</language>");
        return parse(document.getBytes(Charset.forName(charset)), null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            windows-1251  | Уровень воды в реке поднялся на двадцать сантиметров, мост закрыт до утра
            KOI8-R        | Уровень воды в реке поднялся на двадцать сантиметров, мост закрыт до утра
            IBM866        | Уровень воды в реке поднялся на двадцать сантиметров, мост закрыт до утра
            windows-1253  | Η στάθμη του ποταμού ανέβηκε είκοσι εκατοστά και η γέφυρα έκλεισε μέχρι το πρωί
            windows-1255  | מפלס המים בנהר עלה בעשרים סנטימטרים והגשר ייסגר עד הבוקר
            windows-1256  | ارتفع منسوب المياه في النهر عشرين سنتيمترا واغلق الجسر حتى الصباح
            windows-874   | ระดับน้ำในแม่น้ำสูงขึ้นยี่สิบเซนติเมตร และสะพานจะปิดจนถึงเช้า
            windows-31j   | 川の水位が二十センチ上がり、橋は朝まで通れなくなりました
            EUC-JP        | 川の水位が二十センチ上がり、橋は朝まで通れなくなりました
            x-windows-949 | 강의 수위가 이십 센티미터 올라서 다리는 아침까지 통행이 금지된다고 시가 밝혔다
            GB18030       | 河里的水位上升了二十厘米，这座大桥要到明天早上才会开放，市政府说大家不要在河边停留
            Big5          | 河裡的水位上升了二十公分，這座大橋要到明天早上才會開放，市政府說大家不要在河邊停留
            """)
    void readsAnUndeclaredEncodingByItsLetters(String charset, String title) throws Exception {
        ParsedFeed feed = read(null, title, charset);
        assertEquals(List.of(title), titles(feed));
        assertTrue(
                feed.problems().get(0).contains("to judge by its letters"),
                feed.problems().toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            windows-1251 | iso-8859-1   | Уровень воды в реке поднялся на двадцать сантиметров, мост закрыт до утра
            windows-1253 | windows-1252 | Η στάθμη του ποταμού ανέβηκε είκοσι εκατοστά και η γέφυρα έκλεισε μέχρι το πρωί
            windows-31j  | us-ascii     | 川の水位が二十センチ上がり、橋は朝まで通れなくなりました
            windows-1252 | iso-8859-1   | Für Fußgänger übergroß: Brückenöffnung fällt täglich länger aus
            ISO-2022-JP  | utf-8        | 川の水位が二十センチ上がり、橋は朝まで通れなくなりました
            ISO-2022-JP  | iso-8859-1   | 川の水位が二十センチ上がり、橋は朝まで通れなくなりました
            """)
    void believesLettersMoreThanALabelThatManyUseForWantOfAnother(String charset, String label, String title)
            throws Exception {
        String document = rss("<item><title>" + title + "</title></item>")
                .replace("?>", " encoding=\"" + label + "\"?>")
                .replace(LANGUAGE, "");
        assertEquals(List.of(title), titles(parse(document.getBytes(Charset.forName(charset)), null)));
    }

    @ParameterizedTest
    @CsvSource({"windows-1252", "ISO-8859-1"})
    void undoesUtf8ThatWasEncodedTwice(String takenFor) throws Exception {
        String title = "Größe geöffnet: “Świt” – Œuvre à 5 €";
        String once = new String(
                rss("<item><title>" + title.replace("”", "’") + "</title></item>")
                        .getBytes(UTF_8),
                Charset.forName(takenFor));
        ParsedFeed feed = parse(once.getBytes(UTF_8), null);
        assertEquals(List.of(title.replace("”", "’")), titles(feed));
        assertEquals(List.of("UTF-8 encoded in UTF-8 once more: undone"), feed.problems());
    }

    @Test
    void leavesWrongLettersThatAreMeantOrNotAllWrong() throws Exception {
        String title = "Warum aus ü ein Ã¼ wird, aus ö ein Ã¶ und aus ä ein Ã¤";
        assertEquals(List.of(title), titles(read("de", title, "UTF-8")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fr | Réouverture de l’écluse où l’été fut très éprouvé, à côté du château
            it | Là dove c’è più acqua: così è la città, perché già lunedì pioverà
            de | Für Fußgänger übergroß: Brückenöffnung fällt täglich länger aus, spätestens nächstes Frühjahr
            sv | Älven går över sina bräddar på många håll i västra länen, även på öarna
            pt | Não há previsão de reabertura: a inundação já atingiu três regiões e as estações estão lá
               | Èè àà öö ëë
            """)
    void leavesAccentedLettersInWindows1252(String language, String title) throws Exception {
        assertEquals(List.of(title), titles(read(language, title, "windows-1252")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pl | windows-1250 | Rzeka wzbiera, most zamknięty aż do świtu
            cs | windows-1250 | Řeka stoupá, most zůstane zavřený
            tr | windows-1254 | Nehir yükseliyor, köprü sabaha kadar kapalı, şehir uyarıyor
            lt | windows-1257 | Upė kyla, tiltas uždarytas iki ryto, įspėja miestas
            """)
    void believesTheDeclaredLanguageOfALatinAlphabet(String language, String charset, String title) throws Exception {
        assertEquals(List.of(title), titles(read(language, title, charset)));
    }

    @Test
    void fewLettersProveNothing() throws Exception {
        assertEquals(List.of("Ðåêà"), titles(read(null, "Река", "windows-1251")));
    }

    @Test
    void takesTheControlCharactersOfWindows1252ForWhatTheyAreMeantToBe() throws Exception {
        assertEquals(
                List.of("“Don’t” – 5 €"),
                titles(parse(rss("<item><title>&#147;Don&#146;t\u0094 &#x96; 5 &#128;</title></item>"))));
    }
}
