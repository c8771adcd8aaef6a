package io.feedmill.strip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.strip.Stripped.Completeness;
import io.feedmill.strip.Stripped.Credit;
import io.feedmill.strip.Stripped.Role;
import io.feedmill.strip.Stripped.SummaryFrom;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Invented stories, of the shape that syndicated ones have. */
class StripperTest {
    static final String TITLE = "Ferry Line Resumes Winter Crossings After Ice Damage";
    static final String LINK = "https://dunlin.example/ferry-line-resumes-4410293/";

    static final String CAPTION = "Ferries and ice have met often this winter (Representational)";
    static final String LEDE =
            "Two ferries carried out a first crossing of the strait on Thursday, the port authority of the island said.";
    static final String BODY = "Ferries and ice have met often this winter, and the strait was closed for nine days.";
    static final String QUOTE = "“We were waiting for the thaw… and it came,” Captain Ines Varga of the line told AFP.";
    static final String NOTICE =
            "(Except for the headline, this story has not been edited by Dunlin staff and is published from a syndicated feed.)";

    static final String SYNDICATED = "<div><p class=\"ins_instory_dv_caption sp_b\">" + CAPTION + "</p></div>"
            + "<p><b class=\"place_cont\">Oslo:</b></p><p>" + LEDE + "</p><p>" + BODY
            + "</p><h2>Thin signal\u00a0</h2><p>"
            + QUOTE + "</p><p>" + NOTICE
            + "</p><div class=\"comment-loading\"><p>Waiting for response to load…</p></div>"
            + "<p><br />\n<br /><a href=\"https://www.dunlinwire.example/world/ferry-line-4410293\">Source link </a></p>\n]]>";

    static Article article(String content) {
        return new Article(TITLE, "ferries – Dunlin.News", "dunlin.example", LINK, "en-US", null, content, null);
    }

    static Stripped strip(String content) {
        return Stripper.bundled().strip(article(content));
    }

    @Test
    void keepsTheStoryAndOnlyTheStory() {
        Stripped stripped = strip(SYNDICATED);

        assertEquals(String.join("\n\n", LEDE, BODY, "Thin signal", QUOTE), stripped.text());
        assertEquals("<p>" + LEDE + "</p><p>" + BODY + "</p><h2>Thin signal</h2><p>" + QUOTE + "</p>", stripped.html());
        assertEquals(LEDE, stripped.lead());
        assertEquals(Completeness.FULL, stripped.completeness());
    }

    @Test
    void readsTheFieldsBeforeItStrips() {
        Stripped stripped = strip(SYNDICATED);

        assertEquals("Oslo", stripped.dateline());
        assertEquals(List.of(CAPTION), stripped.captions());
        assertEquals(List.of(NOTICE), stripped.notices());
        assertEquals("https://www.dunlinwire.example/world/ferry-line-4410293", stripped.originalUrl());
        assertEquals(
                List.of(new Credit("Dunlin", Role.PUBLISHER, NOTICE), new Credit("AFP", Role.AGENCY, "told AFP")),
                stripped.credits());
    }

    @Test
    void reportsAllThatItTakesOutInTheOrderOfTheText() {
        assertEquals(
                List.of(
                        "0 IMAGE " + CAPTION,
                        "1 DATE Oslo:",
                        "6 NOTICE " + NOTICE,
                        "7 WIDGET Waiting for response to load…",
                        "8 BACKLINK Source link",
                        "9 RESIDUE ]]>"),
                strip(SYNDICATED).removed().stream()
                        .map(removed -> removed.position() + " " + removed.kind() + " " + removed.text())
                        .collect(Collectors.toList()));
    }

    @Test
    void readsTheSameFromAPlainTextDump() {
        String dump = String.join(
                "\n\n",
                CAPTION,
                "Oslo:",
                LEDE,
                BODY,
                "Thin signal\u00a0",
                QUOTE,
                NOTICE,
                "Waiting for response to load…",
                "\n",
                "Source link",
                "]]>");
        Stripped stripped = strip(dump);

        assertEquals(String.join("\n\n", LEDE, BODY, "Thin signal", QUOTE), stripped.text());
        assertEquals("Oslo", stripped.dateline());
        assertEquals(List.of(CAPTION), stripped.captions());
        assertNull(stripped.originalUrl());
    }

    @Test
    void seesThatATeaserIsNoSummary() {
        Article article = new Article(
                TITLE,
                null,
                null,
                LINK,
                "en",
                null,
                SYNDICATED,
                "<p><a href=\"" + LINK + "\">Read More “" + TITLE + "” »</a></p>\n]]>");
        Stripped stripped = Stripper.bundled().strip(article);

        assertEquals(SummaryFrom.LEAD, stripped.summaryFrom());
        assertEquals(LEDE, stripped.summary());
    }

    @Test
    void saysThatATeaserAloneIsATeaser() {
        Stripped stripped = strip("<a href=\"" + LINK + "\">Read More “" + TITLE + "” »</a>");

        assertEquals(Completeness.TEASER, stripped.completeness());
        assertEquals("", stripped.text());
        assertEquals(SummaryFrom.NONE, stripped.summaryFrom());
    }

    @Test
    void losesNothingOfAStoryWithoutBoilerplate() {
        Stripped stripped = strip("<p>" + LEDE + "</p><p>" + BODY + "</p>");

        assertEquals(LEDE + "\n\n" + BODY, stripped.text());
        assertTrue(stripped.removed().isEmpty());
        assertTrue(stripped.notices().isEmpty());
        assertNull(stripped.dateline());
        assertFalse(stripped.text().contains("Source"));
    }

    @Test
    void readsTheSecondNameOfAKindInAPattern() {
        String html = "<p>港口星期四重新開放，兩艘渡輪首航，岸邊有半個城的人在等候。</p><p>這篇文章 港口開放 最早出現於 海邊日報。</p>";

        Stripped stripped = Stripper.bundled()
                .strip(new Article("港口開放", "海邊日報", "haibian.example", LINK, "zh-TW", null, html, null));

        assertEquals("港口星期四重新開放，兩艘渡輪首航，岸邊有半個城的人在等候。", stripped.text());
    }

    @Test
    void undoesHtmlThatWasEscapedTwiceTooOften() {
        String html = "<p>" + LEDE + "</p><p>" + BODY + "</p>";
        String once = html.replace("<", "&lt;").replace(">", "&gt;");

        assertEquals(LEDE + "\n\n" + BODY, strip(once).text());
        assertEquals(LEDE + "\n\n" + BODY, strip(once.replace("&", "&amp;")).text());
    }

    @Test
    void takesABoxOfANewsletterInTheMiddleWithItsHeading() {
        Stripped stripped = strip("<p>" + LEDE + "</p><div><h3>Sign up for our Morning Briefing</h3>"
                + "<p>The news of the strait, delivered to your inbox.</p><form><button>Subscribe</button></form>"
                + "<p>By signing up you agree to our Terms and Privacy Policy.</p></div><p>" + BODY + "</p>");

        assertEquals(LEDE + "\n\n" + BODY, stripped.text());
    }

    @Test
    void takesTheDressOfALetterInTables() {
        Stripped stripped = strip("<table><tr><td><table><tr><td>View this email in your browser</td></tr><tr><td><p>"
                + LEDE + "</p><p>" + BODY
                + "</p></td></tr><tr><td>You are receiving this email because you asked for it. "
                + "Unsubscribe | Update preferences</td></tr></table></td></tr></table>");

        assertEquals(LEDE + "\n\n" + BODY, stripped.text());
    }

    @Test
    void takesARowOfNetworksAndLeavesASentenceOnThem() {
        String sentence = "Facebook and Telegram were told of the ice by the port on Thursday, and passed it on.";
        Stripped stripped = strip(
                "<p>" + LEDE + "</p><p>" + sentence + "</p><ul><li><a href='https://a.example/'>Facebook</a>"
                        + "</li><li><a href='https://b.example/'>WhatsApp</a></li></ul><p>Share this: LinkedIn, Telegram, E-mail</p>");

        assertEquals(LEDE + "\n\n" + sentence, stripped.text());
    }

    @Test
    void creditsEachWhoReportedAndNeitherPlacesNorTitles() {
        Stripped stripped = strip("<p>By Ada Sample, Staff Writer</p><p>" + LEDE + "</p><p>" + BODY + "</p>"
                + "<p>Reporting by Eva Exempel in New York and Max Muster in Oslo; Editing by Pia Proba</p>");

        assertEquals(
                List.of("Ada Sample REPORTER", "Eva Exempel REPORTER", "Max Muster REPORTER", "Pia Proba EDITOR"),
                stripped.credits().stream()
                        .map(credit -> credit.name() + " " + credit.role())
                        .sorted()
                        .toList());
    }
}
