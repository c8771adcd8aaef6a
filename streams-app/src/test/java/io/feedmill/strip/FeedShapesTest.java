package io.feedmill.strip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What blogs, shows and small papers set above and below their stories. */
class FeedShapesTest {
    private static final String ONE =
            "The crane at Westhaven was switched off on Monday, forty years after its first load.";
    private static final String TWO = "Two of the men had brought their grandchildren to see the lights go out.";
    private static final String STORY = ONE + "\n\n" + TWO;

    private static Stripped content(String language, String html) {
        return Stripper.bundled()
                .strip(new Article(
                        "Crane falls silent",
                        "Gannet Post",
                        "gannet.example",
                        "https://gannet.example/crane",
                        language,
                        null,
                        html,
                        null));
    }

    private static String paragraphs(String... paragraphs) {
        return "<p>" + String.join("</p>\n<p>", paragraphs) + "</p>";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "If you have questions or concerns, feel free to write me an email.",
                "If you have any feedback, let me know in the comments below.",
                "If you know a better way, please share it by commenting below.",
                "I’d like to get your feedback! Please take a moment to post a comment below to let me know your thoughts.",
                "If this post was useful to you, please sign up here to get future emails from me on this topic.",
                "Wenn ihr Fragen habt, schreibt mir gern.",
                "Si vous avez des questions, n’hésitez pas à m’écrire.",
                "Se tiver alguma dúvida, deixe um comentário.",
                "Если у вас остались вопросы, пишите в комментариях.",
                "Comments, Questions, Feedback: show@gannet.example"
            })
    void takesTheWordsThatAskReadersToWrite(String call) {
        assertEquals(STORY, content("en", paragraphs(ONE, TWO, call)).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "If you have any of the recalled lamps, bring them back to the harbour.",
                "If you want to print the map, open the File menu and click Print.",
                "If you have any doubt about the ice, stay ashore."
            })
    void keepsWhatReadersAreToldToDo(String advice) {
        assertEquals(
                STORY + "\n\n" + advice,
                content("en", paragraphs(ONE, TWO, advice)).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Toutes les infos ici.",
                "Alle Infos gibt es <a href='/x'>hier</a>.",
                "Więcej informacji znajdziesz <a href='/x'>tutaj</a>.",
                "Po więcej informacji zapraszamy <a href='/x'>tutaj</a>.",
                "Více informací najdete zde",
                "Подробнее здесь"
            })
    void takesThePointerToMore(String pointer) {
        assertEquals(STORY, content(null, paragraphs(ONE, TWO, pointer)).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#Stitcher Network: http://shows.example/s?fid=8",
                "TuneIn Radio App: http://shows.example/radio",
                "Телеканал Баклан в соц. сетях: Vk: https://vk.com/gannet Teleg: https://t.me/gannet",
                "Gannet en redes sociales: Facebook: https://facebook.com/gannet Twitter: https://twitter.com/gannet",
                "You can find Ada @adasample on Twitter.",
                "Example Beds: Get $50 off select beds with code CRANE. Terms and conditions apply.",
                "Nothing in this podcast is financial advice.",
                "(niks in deze podcast is beleggingsadvies)",
                "A production of Gannet Audio.",
                "Ein Podcast der Gannet Post",
                "Een podcast van Gannet",
                "Your Gannet Post Team",
                "Cheers, Max",
                "Liebe Grüße Max",
                "View fullsize",
                "With that – thanks for reading!",
                "Thank you for listening, and see you next week!",
                "Gracias por leer.",
                "最後までお読みいただきありがとうございました。",
                "Intro music: Boats by Ada Sample",
                "Gannet Post bonus content on PATREON and merchandise on EXAMPLE.",
                "Produced by Gannet Ministry (http://www.ministry.example)",
                "Read this Opinion piece in English",
                "Lire cet article en anglais",
                "- Ada Sample, Harbour API Team",
                "Post tags: harbour, crane",
                "©2025「氷の港」製作委員会",
                "Un texte de Ada Sample, avec La Presse canadienne",
                "本博客所有文章除特别声明外，均采用 CC BY-NC-SA 4.0 许可协议。转载请注明来自塘鹅！"
            })
    void takesWhatShowsAndBlogsEndWith(String line) {
        assertEquals(STORY, content(null, paragraphs(ONE, TWO, line)).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A production of Hamlet opens on Friday.",
                "Un podcast raconte neuf semaines de glace, et le port écoute.",
                "Ein Podcast erzählt von neun Wochen Eis.",
                "The pages https://facebook.com/gannet and https://twitter.com/gannet were closed by the court in May.",
                "Cheers rang through the hall when the ferry came back.",
                "Nothing in this show is told twice.",
                "Mehr Informationen gibt es hier als anderswo.",
                "You can find the film on Twitter.",
                "It reached 42 degrees, which will surprise nobody who was, like us, on the Central line on Monday.",
                "Thanks for reading the meters went to nine men of the port.",
                "A theme song by nine men filled the hall.",
                "Bonus episodes of the film were shown on the ferry.",
                "「氷の港」製作委員会は月曜日に続編を発表した。",
                "Un texte de loi est attendu, avec neuf mois de retard, sur la glace."
            })
    void keepsSentencesThatBeginLikeThose(String sentence) {
        assertEquals(
                STORY + "\n\n" + sentence,
                content(null, paragraphs(ONE, TWO, sentence)).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPINION", "Kommentar", "Комментарий"})
    void takesTheKindOfStoryThatStandsAboveIt(String kind) {
        assertEquals(STORY, content(null, paragraphs(kind, ONE, TWO)).text());
    }

    @Test
    void readsThePhotographerOfAPictureUnderACommonLicence() {
        Stripped stripped = content(
                "en", paragraphs(ONE, TWO, "Photo: “Crane at night” by Ada Sample is licensed under CC BY 2.0"));

        assertEquals(STORY, stripped.text());
        assertEquals(
                List.of("Ada Sample"),
                stripped.credits().stream().map(Stripped.Credit::name).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Bengaluru, May 4: | Bengaluru",
                "Kochi, 4 May 2026: | Kochi",
                "Westhaven, May 4: | Westhaven",
            })
    void readsThePlaceAndTheDayBeforeAColon(String dateline, String place) {
        Stripped stripped = content("en", paragraphs(dateline + " " + ONE, TWO));

        assertEquals(STORY, stripped.text());
        assertEquals(place, stripped.dateline());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Friday, May 4: ", "On Friday, May 4: ", "Round one, May 4: "})
    void keepsADayOfAProgrammeThatIsNoPlace(String day) {
        Stripped stripped = content("en", paragraphs(day + ONE, TWO));

        assertTrue(stripped.text().startsWith(day), stripped::text);
        assertNull(stripped.dateline());
    }

    @Test
    void readsThePlaceBeforeTheDashesOfAChineseService() {
        String story = "起重机在运转四十年之后于周一停了下来，两名男子带来了他们的孙子。";
        Stripped stripped = content("zh", paragraphs("香港——" + story, "灯也熄灭了。"));

        assertEquals("香港", stripped.dateline());
        assertTrue(stripped.text().startsWith(story), stripped::text);
    }

    @Test
    void readsTheCaptionThatAKoreanAgencyDatesAndSigns() {
        String caption = "[대구=뉴시스] 김예제 기자 = 월요일 항구에서 배가 떠나고 있다. 2026.05.04. photo@gannet.example";
        String story = "항구의 기중기가 사십 년 만에 월요일 멈췄다.";
        Stripped stripped = content("ko", paragraphs(story, caption, "두 남자가 손주들을 데리고 왔다."));

        assertEquals(List.of(caption), stripped.captions());
        assertEquals(story + "\n\n두 남자가 손주들을 데리고 왔다.", stripped.text());
    }

    @Test
    void keepsAPlaceThatDashesExplain() {
        String story = "香港——亚洲最大的港口——的起重机在运转四十年之后于周一停了下来。";
        Stripped stripped = content("zh", paragraphs(story, "灯也熄灭了。"));

        assertTrue(stripped.text().startsWith(story), stripped::text);
    }

    @Test
    void readsThePlaceAndTheAgencyOfAChineseService() {
        String story = "总统周一表示，起重机在运转四十年之后停了下来。";
        Stripped stripped = content("zh", paragraphs("墨西哥城（埃菲社）- " + story, "两名男子带来了他们的孙子。"));

        assertEquals("墨西哥城", stripped.dateline());
        assertEquals("EFE", stripped.credits().get(0).name());
        assertTrue(stripped.text().startsWith(story), stripped::text);
    }
}
