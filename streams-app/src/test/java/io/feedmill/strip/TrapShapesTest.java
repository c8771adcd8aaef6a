package io.feedmill.strip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Boilerplate in the shapes in which it is hard to tell from the story. */
class TrapShapesTest {
    private static final String ONE =
            "The crane at Westhaven was switched off on Monday, forty years after its first load.";
    private static final String TWO = "Two of the men had brought their grandchildren to see the lights go out.";
    private static final String STORY = ONE + "\n\n" + TWO;

    private static Stripped content(String html) {
        return Stripper.bundled()
                .strip(new Article(
                        "Crane falls silent",
                        "Gannet Post",
                        "gannet.example",
                        "https://gannet.example/crane",
                        "en",
                        null,
                        html,
                        null));
    }

    private static Stripped plain(String language, String site, String text) {
        return Stripper.bundled()
                .strip(new Article(
                        "x", site, "gannet.example", "https://gannet.example/crane", language, null, null, text));
    }

    private static String paragraphs(String... paragraphs) {
        return "<p>" + String.join("</p>\n<p>", paragraphs) + "</p>";
    }

    @Test
    void readsALetterThatIsSetInTablesWithinTables() {
        Stripped stripped =
                content("<table><tr><td><table><tr><td><p>View this email in your browser</p></td></tr></table>"
                        + "<table><tr><td>" + paragraphs(ONE, TWO) + "</td></tr></table></td></tr><tr><td>"
                        + "<p><a href='https://g.example/u'>Unsubscribe</a> | <a href='https://g.example/p'>Manage your preferences</a></p>"
                        + "</td></tr></table>");

        assertEquals(STORY, stripped.text());
    }

    @Test
    void takesTheCaptionsOfAGalleryAndReadsThem() {
        Stripped stripped =
                content("<p>" + ONE + "</p><div class='gallery'><figure><img src='a.jpg'><figcaption>The cab."
                        + " (Photo: Piet Verhoeven/Reuters)</figcaption></figure><figure><img src='b.jpg'><figcaption>The hook."
                        + " REUTERS/Ada Sample</figcaption></figure></div><p>" + TWO + "</p>");

        assertEquals(STORY, stripped.text());
        assertEquals(
                List.of("AGENCY Reuters", "PHOTOGRAPHER Piet Verhoeven", "PHOTOGRAPHER Ada Sample"),
                stripped.credits().stream()
                        .map(credit -> credit.role() + " " + credit.name())
                        .toList());
    }

    @Test
    void undoesWhatWasEscapedTwiceAndThreeTimes() {
        String once = paragraphs(ONE, TWO, "Sign up for our daily newsletter.");
        String twice = once.replace("<", "&lt;").replace(">", "&gt;");

        assertEquals(STORY, content(twice).text());
        assertEquals(STORY, content(twice.replace("&", "&amp;")).text());
    }

    @Test
    void undoesWhatWasEscapedTwiceWithAPictureHungOnBehind() {
        String twice = paragraphs(ONE, TWO).replace("<", "&lt;").replace(">", "&gt;");

        assertEquals(
                STORY,
                content(twice + "\n<img src='https://count.example/1.gif' width='1' height='1' />\n")
                        .text());
    }

    @Test
    void keepsTheMarkupThatATextIsAbout() {
        String about = "<p>The tag &lt;p&gt; opens a paragraph, and &lt;/p&gt; closes it.</p><img src='a.png'>";

        assertTrue(content(about).text().startsWith("The tag <p> opens a paragraph"));
    }

    @Test
    void takesTheRowOfLinksToTags() {
        String tags = "<p><a href='https://tags.example/tags/Harbour' rel='tag'>Harbour</a>,"
                + " <a href='https://tags.example/tags/Cranes' rel='tag'>Cranes</a></p>";

        assertEquals(STORY, content(paragraphs(ONE, TWO) + tags).text());
        assertTrue(content(paragraphs(ONE, TWO) + tags.replace("<p>", "<p>See what they say on "))
                .text()
                .contains("Cranes"));
    }

    @Test
    void keepsLinksThatThePublisherOnlySendsOn() {
        String links =
                "<ul><li>Link 1: <a href='https://gannet.example/redirect/7'>The museum of the port</a></li></ul>";

        assertTrue(content(paragraphs(ONE, TWO) + links).text().endsWith("The museum of the port"));
    }

    @Test
    void readsCdataWithinTheText() {
        assertEquals(
                STORY,
                content("<![CDATA[" + paragraphs(ONE, TWO) + "]]>\n<p>Source link</p>]]>")
                        .text());
    }

    @Test
    void takesLinesOutOfOneBlockWithBreaks() {
        Stripped stripped = content("<p>By Ada Sample<br>" + ONE + "<br>Advertisement<br>" + TWO
                + "<br>(dpa/lno)<br>Follow us on Facebook</p>");

        assertEquals(Fold.bare(ONE + TWO), Fold.bare(stripped.text()));
    }

    @Test
    void takesLinesOutOfOneDivision() {
        Stripped stripped = content("<div>" + ONE + "<br><br>READ MORE: <a href='/t'>Tugs return</a><br><br>" + TWO
                + "<br><br>👉 Join our WhatsApp channel<br><br>Source: AFP/Reuters</div>");

        assertEquals(STORY, stripped.text());
        assertEquals(
                List.of("AFP", "Reuters"),
                stripped.credits().stream().map(Stripped.Credit::name).toList());
    }

    @Test
    void takesABarToShareThatIsAList() {
        Stripped stripped = content(paragraphs(ONE, TWO)
                + "<ul><li><a href='https://f.example/s'>Share on Facebook</a></li><li><a href='https://x.example/s'>Share on X</a>"
                + "</li><li><a href='mailto:?a'>Email this</a></li><li><a href='#'>Copy link</a></li></ul>");

        assertEquals(STORY, stripped.text());
    }

    @Test
    void takesWhatANewsPortalSetsBelowAStory() {
        Stripped stripped = content(paragraphs(
                ONE,
                TWO + " (This story has not been edited by Gannet Post staff and is published from a syndicated feed.)",
                "Waiting for response to load…"));

        assertEquals(STORY, stripped.text());
        assertEquals(1, stripped.notices().size());
    }

    @ParameterizedTest
    @CsvSource({"' […]'", "' [&hellip;] <a href=\"/m\">Continue reading →</a>'", "' <a href=\"/m\">Read more »</a>'"})
    void knowsThatATextThatEndsInATeaserBreaksOffThere(String end) {
        Stripped stripped = content("<p>" + ONE + "</p><p>" + TWO + end + "</p>");

        assertEquals(STORY, stripped.text());
        assertEquals(Stripped.Completeness.TRUNCATED, stripped.completeness());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | Two men came. | Sign up for our daily newsletter.",
                "de | Zwei Männer kamen mit ihren Enkeln zum Hafen. | Folgen Sie uns auf Facebook und Instagram.",
                "fr | Deux hommes sont venus au port avec leurs petits-enfants. | Rejoignez notre chaîne WhatsApp.",
                "es | Dos hombres llegaron al puerto con sus nietos. | Suscríbete a nuestro boletín.",
                "pt | Dois homens vieram ao porto com os netos. | Siga-nos no Facebook e no Instagram.",
                "it | Due uomini sono venuti al porto con i nipoti. | Unisciti al nostro canale WhatsApp.",
                "nl | Twee mannen kwamen met hun kleinkinderen naar de haven. | Schrijf je in voor onze nieuwsbrief.",
                "ru | Двое мужчин пришли в порт с внуками. | Подписывайтесь на наш канал в Telegram.",
                "hi | दो लोग अपने पोतों के साथ बंदरगाह आए। | हमारे व्हाट्सएप चैनल से जुड़ें।",
                "ar | جاء رجلان إلى الميناء مع أحفادهما. | تابعونا على فيسبوك وإنستغرام.",
                "zh | 两名男子带着孙辈来到港口。 | 欢迎关注我们的微信公众号。",
                "ja | 二人の男性が孫を連れて港に来た。 | 公式Xをフォローしてください。"
            })
    void cutsTheCallOffTheEndOfAPlainText(String language, String story, String call) {
        Stripped stripped = plain(language, "Gannet Post", story + " " + call);

        assertEquals(story, stripped.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | The newsletter had nine readers, and all of them wrote to complain when it stopped.",
                "en | The court said that copyright in the song had ended, and that all rights reserved to the heirs were gone.",
                "de | Der Newsletter des Hafens hatte neun Leser, und alle beschwerten sich, als er eingestellt wurde.",
                "de | „Folgen Sie uns auf die Brücke“, rief der Wirt, und die Gäste folgten ihm in den Regen.",
                "fr | L’infolettre du port avait neuf lecteurs, et tous se sont plaints quand elle a cessé.",
                "fr | « Abonnez-vous au silence », disait l’affiche, et neuf personnes l’ont fait.",
                "es | El boletín del puerto tenía nueve lectores y todos protestaron cuando dejó de salir.",
                "es | Suscríbete a la calma, decía el cartel del puerto, y nueve personas lo hicieron.",
                "pt | O canal do porto no Telegram tinha nove leitores, e todos reclamaram quando parou.",
                "it | Il canale Telegram del porto aveva nove lettori, e tutti protestarono quando chiuse.",
                "nl | De nieuwsbrief van de haven had negen lezers, en ze klaagden allemaal toen die stopte.",
                "ru | Канал порта в Telegram читали девять человек, и все они пожаловались, когда он замолчал.",
                "ru | Подписаться на газету порта успели девять человек, рассказал редактор.",
                "hi | बंदरगाह के व्हाट्सएप चैनल के नौ पाठक थे और बंद होने पर सबने शिकायत की।",
                "ar | كان لقناة الميناء على تلغرام تسعة قراء واشتكوا جميعا عندما توقفت.",
                "zh | 港口的微信公众号有九名读者，停更时他们都提出了抱怨。",
                "ja | 港の公式アカウントのフォロワーは九人で、停止されると全員が苦情を寄せた。"
            })
    void keepsAStoryAboutNewslettersChannelsAndRights(String language, String story) {
        Stripped alone = plain(language, "Gannet Post", story);
        Stripped last = content("<p>" + ONE + "</p><p>" + story + "</p>");

        assertEquals(story, alone.text());
        assertTrue(last.text().endsWith(story), last::text);
        assertFalse(last.flags().contains("budget"));
    }

    @Test
    void takesTheListOfSponsorsWithItsHeading() {
        Stripped stripped = content(paragraphs(ONE, TWO, "Sponsored by:")
                + "<ul><li><a href='https://box.example'>Example Box</a>: Boxes for all who move house.</li>"
                + "<li><a href='https://tea.example'>Example Tea</a>: Ten off with the code CRANE.</li></ul>");

        assertEquals(STORY, stripped.text());
    }

    @Test
    void keepsAListOfThingsBelowAHeadingThatIsNoSponsors() {
        String list = "<ul><li><a href='https://box.example'>The cab</a>: it goes to the museum of the port.</li></ul>";

        assertTrue(content(paragraphs(ONE, TWO, "What was saved:") + list)
                .text()
                .contains("it goes to the museum of the port."));
    }

    @Test
    void readsTheBylineBelowAStandfirst() {
        Stripped stripped = content(paragraphs(ONE, "By Ada Sample and Max Muster", TWO));

        assertEquals(STORY, stripped.text());
        assertEquals(
                List.of("Ada Sample", "Max Muster"),
                stripped.credits().stream().map(Stripped.Credit::name).toList());
    }

    @Test
    void keepsTheNameThatLeadsOverToAQuotation() {
        Stripped stripped =
                content("<p>Ada Sample, Reuters:</p><blockquote><p>" + ONE + "</p></blockquote><p>" + TWO + "</p>");

        assertTrue(stripped.text().startsWith("Ada Sample, Reuters:"));
        assertEquals(List.of(), stripped.credits());
    }

    @Test
    void readsNoMonthAsThePublisher() {
        Stripped stripped =
                content(paragraphs(ONE, TWO, "Note: This article was originally published in September 2015."));

        assertEquals(STORY, stripped.text());
        assertEquals(List.of(), stripped.credits());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"★", "■", "###", "#harbour", "#harbour #cranes ⚓", "<a href='https://gannet.example/crane'>⚓</a>"
            })
    void takesTheMarkThatEndsTheText(String mark) {
        assertEquals(STORY, content(paragraphs(ONE, TWO, mark)).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"#1 of them is gone", "#harbour was her last word.", "⚓"})
    void keepsWhatOnlyLooksLikeSuchAMark(String end) {
        assertTrue(content(paragraphs(ONE, TWO, end)).text().endsWith(end));
    }

    @Test
    void keepsTheAddressesThatATextRefersTo() {
        String html = paragraphs(
                "Description:",
                ONE,
                "See also:",
                "<a href='https://harbour.example/notes/7'>https://harbour.example/notes/7</a>",
                "Solution:",
                TWO);

        assertTrue(content(html).text().contains("See also:\n\nhttps://harbour.example/notes/7"));
    }

    @Test
    void takesThePagesOfItsOwnThatAHeadingNames() {
        String html = paragraphs(ONE, TWO, "See also:", "<a href='https://gannet.example/hook'>The hook is sold</a>");

        assertEquals(STORY, content(html).text());
    }

    @Test
    void readsAuthorsAndYearBelowALinkedHeadlineAsNoPublisher() {
        String html = "<p><a href='https://papers.example/crane.pdf'>Crane falls silent</a><br>Ada Sample<br>1987</p>";

        assertEquals(List.of(), content(html + paragraphs(ONE, TWO)).credits());
    }

    @Test
    void readsTheLinkToTheSitesOwnFrontPageAsNoReporter() {
        Stripped stripped = content(paragraphs(ONE, TWO, "<a href='https://gannet.example/'>Gannet Pioneers</a>"));

        assertEquals(STORY, stripped.text());
        assertEquals(List.of(), stripped.credits());
    }

    @Test
    void readsNoPlaceInTheNameOfOneWhoHasASite() {
        Stripped stripped = plain("en", "Otter’s Blog", "Otter. Two men saw one at the quay on Monday morning.");

        assertTrue(stripped.text().startsWith("Otter."));
    }

    @ParameterizedTest
    @ValueSource(strings = {" #harbour #cranes", " #harbour, #cranes #Westhaven", "#港 #crane"})
    void cutsTheHashtagsOffTheLastSentence(String tags) {
        assertEquals(STORY, content(paragraphs(ONE, TWO + tags)).text());
    }

    @Test
    void keepsTheHashtagsThatASentenceIsMadeOf() {
        String last = "They wrote of it under #crane and #harbour";

        assertTrue(content(paragraphs(ONE, TWO, last)).text().endsWith(last));
    }

    @Test
    void takesTheLinesOfLinksBelowAHeadingHoweverManyTheyAre() {
        StringBuilder links = new StringBuilder("<p>");
        for (String what : List.of("cranes", "tugs", "ferries", "barges", "pilots", "anchors")) {
            links.append("• <a href='https://gannet.example/")
                    .append(what)
                    .append("'>The new rules on what to do with old ")
                    .append(what)
                    .append(" in the port</a><br>");
        }

        assertEquals(
                STORY,
                content(paragraphs(ONE, TWO, "Recent posts:") + links + "</p>").text());
    }
}
