package io.feedmill.strip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.strip.Stripped.Completeness;
import io.feedmill.strip.Stripped.Image;
import io.feedmill.strip.Stripped.SummaryFrom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must survive, and in what form. */
class StoryTest {
    private static final String LEDE =
            "The ferry sailed on Friday after nine days of ice, and the crew was cheered from the quay by half the town.";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Captain Ines Varga told AFP.",
                "They feared “a winter of waiting… to no end”.",
                "Strategic signal",
                "The Strait Command (STRACOM) had warned of it, and so had the Institute (ISS).",
                "It said “the ice forces’ sleds” had left.",
                "The port authority said Thursday it would read more of the letters.",
                "Oslo also said the ferry was sound.",
                "Subscribers of the line will follow us on the ferry, he joked.",
                "Facebook said on Monday that it would share the data with the port.",
                "The advertisement ran for a week, and the copyright had lapsed.",
                "He waited…",
                "The source link between the two harbours was cut by divers.",
                "Support for the line is strong in the town.",
                "Support our crews, the banner read.",
                "Follow us on this journey to Facebook's halls, where the company has nine thousand people.",
                "Published on May 3, the study found that the ice will melt by 2050.",
                "Reporting by the commission found that nine ferries were unsafe.",
                "Copyright 2020 was the year in which the law changed for many artists of the coast.",
                "Get the vaccine now, officials urged; download the app, they said.",
                "For more information about the flood, people should call the town hall.",
                "Correction: the market fell by a tenth in a week, and nobody knows why.",
                "It first appeared in 2014, when the harbour froze for the first time in a century.",
                "Sign up for the rail pass using the same email as your bus account.",
                "Perhaps most important for readers like you is that the ferries sail again.",
                "The views expressed by the minister drew anger in the port.",
                "Download the ferry app to pay for a seat on board.",
                "Resize Image: let the photograph shrink to about the size of a stamp.",
                "据港口管理局微信公众号消息，大桥今天重新开放。",
                "记者：大桥什么时候重新开放？",
                "Der Minister betreibt einen WhatsApp-Kanal mit dreitausend Lesern.",
            })
    void keepsASentenceThatOnlyLooksLikeBoilerplate(String sentence) {
        Stripped stripped = StripperTest.strip("<p>" + LEDE + "</p><p>" + sentence + "</p>");

        assertEquals(LEDE + "\n\n" + sentence, stripped.text());
        assertEquals(Completeness.FULL, stripped.completeness());
    }

    @Test
    void setsTheBlocksAsAPersonWould() {
        Stripped stripped =
                StripperTest.strip("<h2>Times</h2><ul><li>One<ul><li>Two <b>x</b></li></ul></li><li>Three</li></ul>"
                        + "<blockquote><p>Said</p><p>so</p></blockquote><pre>a ]]>\n  b</pre><p>c<br>d</p>"
                        + "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>");

        assertEquals(
                "Times\n\n- One\n  - Two x\n- Three\n\nSaid\n\nso\n\na ]]>\n  b\n\nc\nd\n\nA | B\n1 | 2",
                stripped.text());
        assertEquals(
                "<h2>Times</h2><ul><li>One<ul><li>Two <b>x</b></li></ul></li><li>Three</li></ul>"
                        + "<blockquote><p>Said</p><p>so</p></blockquote><pre>a ]]&gt;\n  b</pre><p>c<br>d</p>"
                        + "<p>A | B</p><p>1 | 2</p>",
                stripped.html());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<![CDATA[<p>One.</p><p>Two.</p>]]>",
                "&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;",
                "&lt;![CDATA[<p>One.</p><p>Two.</p>]]&gt;",
                "One.\n\nTwo.\n\n]]>",
                "<p>One.</p><![CDATA[<p>Two.</p>]]>",
                "One.<br/><br/>Two.",
                "<div>One.<p>Two.</div>",
                "<b>One.</b>\n\n<i>Two.</i>",
            })
    void readsAllWaysOfWrappingAText(String content) {
        assertEquals("One.\n\nTwo.", StripperTest.strip(content).text());
    }

    @Test
    void seesWhereATextBreaksOff() {
        assertEquals(
                Completeness.TRUNCATED,
                StripperTest.strip("<p>" + LEDE + " The master […]</p>").completeness());
        assertEquals(
                Completeness.TRUNCATED,
                StripperTest.strip("<p>" + LEDE + " <a href=\"/a\">Continue reading…</a></p>")
                        .completeness());
        assertEquals(Completeness.EMPTY, StripperTest.strip(" \n ").completeness());
    }

    @Test
    void keepsPicturesAndReportsPixels() {
        Stripped stripped = StripperTest.strip("<p><img src=\"/a.jpg\" alt=\"The quay\">" + LEDE
                + "<img src=\"https://count.example/p\" width=\"1\" height=\"1\"></p>");

        assertEquals(List.of(new Image("https://dunlin.example/a.jpg", "The quay")), stripped.media());
        assertEquals("track.pixel", stripped.removed().get(0).rule());
        assertFalse(stripped.html().contains("img"));
    }

    @Test
    void keepsTheSentenceThatRepeatsACaption() {
        Stripped stripped =
                StripperTest.strip("<figure><img src=\"/a.jpg\"><figcaption>The ferry sailed on Friday</figcaption>"
                        + "</figure><p>" + LEDE + "</p>");

        assertEquals(LEDE, stripped.text());
        assertEquals(List.of("The ferry sailed on Friday"), stripped.captions());
    }

    @Test
    void takesTheLinksUnderAHeadingOfRelatedStoriesWithIt() {
        String links =
                "<h3>Related stories</h3><ul><li><a href=\"/1\">Ice leaves</a></li><li><a href=\"/2\">Ice comes</a></li></ul>";
        assertEquals(LEDE, StripperTest.strip("<p>" + LEDE + "</p>" + links).text());
    }

    @Test
    void keepsAHeadingUnderWhichTheStoryGoesOn() {
        String text = StripperTest.strip("<p>" + LEDE + "</p><h3>Read also</h3><p>" + LEDE + "</p>")
                .text();
        assertEquals(LEDE + "\n\nRead also\n\n" + LEDE, text);
    }

    @Test
    void dropsTheHeadlineAtTheTop() {
        Stripped stripped = StripperTest.strip("<h1>" + StripperTest.TITLE + "</h1><p>" + LEDE + "</p>");

        assertEquals(LEDE, stripped.text());
        assertEquals(Boilerplate.DUPLICATE, stripped.removed().get(0).kind());
    }

    @Test
    void takesTheFeedsOwnSummaryWithoutItsBoilerplate() {
        Article article = new Article(
                "Ferry sails",
                null,
                null,
                null,
                null,
                null,
                "<p>" + LEDE + "</p>",
                "<p>Nine days of ice are over, and the town has its ferry again.</p><p>Read more</p>");
        Stripped stripped = Stripper.bundled().strip(article);

        assertEquals(SummaryFrom.FEED, stripped.summaryFrom());
        assertEquals("Nine days of ice are over, and the town has its ferry again.", stripped.summary());
    }

    @Test
    void neverTakesMostOfAStoryOnADoubtfulRule() {
        String content = "<p>Short.</p><div class=\"related-posts\"><p>" + (LEDE + " ").repeat(5) + "</p></div>";
        Stripped stripped = StripperTest.strip(content);

        assertTrue(stripped.text().contains(LEDE));
        assertEquals(List.of("budget"), stripped.flags());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subscribe to our newsletter, the ferry line told the town on Friday, and winter crossings will be paid for.",
                "We may earn a commission, the ferry line said when it was asked why the winter crossings cost so much"
                        + " more than those of the summer, and the town was told to wait for the ice to go.",
            })
    void keepsAFirstParagraphThatARuleMistakes(String lede) {
        assertEquals(lede, StripperTest.strip("<p>" + lede + "</p>").lead());
        assertEquals(
                lede + "\n\n" + LEDE,
                StripperTest.strip("<p>" + lede + "</p><p>" + LEDE + "</p>").text());
    }

    @Test
    void keepsAParagraphInTheMiddleThatARuleMistakes() {
        String middle = "Subscribe to our newsletter, the banner over the quay read, and nobody in the crowd below knew"
                + " whether it was meant as a joke or as the last hope of a line that had lost its ships.";
        String content = "<p>" + LEDE + "</p><p>" + middle + "</p><p>" + LEDE + "</p>";
        assertEquals(
                LEDE + "\n\n" + middle + "\n\n" + LEDE,
                StripperTest.strip(content).text());
    }

    @Test
    void stillTakesAnInvitationAboveTheStory() {
        String content =
                "<p>Subscribe to our newsletter and never miss a story from the desk again.</p><p>" + LEDE + "</p>";
        assertEquals(LEDE, StripperTest.strip(content).text());
    }

    @Test
    void keepsAListOfLinksThatAreMarkedAsArchived() {
        String list = "<ul><li><a href=\"/1\">How ice forms</a> (<a href=\"/2\">archive</a>)</li></ul>";
        String text = StripperTest.strip(
                        "<p><a href=\"/1\">How ice forms</a> (archive)</p>" + list + "<p>" + LEDE + "</p>")
                .text();
        assertTrue(text.startsWith("How ice forms (archive)\n\n- How ice forms (archive)"), text);
    }

    @Test
    void keepsAHeadingWithAColonThatIsNoPlace() {
        assertEquals(
                "Unboxing:\n\n" + LEDE,
                StripperTest.strip("<p><b>Unboxing:</b></p><p>" + LEDE + "</p>").text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Der Beitrag <a href=\"/a\">Die Fähre fährt wieder</a> erschien zuerst auf <a href=\"/\">Dunlin</a>.",
                "L’article <a href=\"/a\">Le bac repart</a> est apparu en premier sur <a href=\"/\">Dunlin</a>.",
                "The post <a href=\"/a\">Ferry sails</a> appeared first on <a href=\"/\">Dunlin</a>.",
            })
    void callsABacklinkBelowRelatedStoriesABacklink(String backlink) {
        Stripped stripped = StripperTest.strip("<p>" + LEDE
                + "</p><h3>Related stories</h3><p><a href=\"/1\">Ice leaves</a></p><p>" + backlink + "</p>");

        assertEquals(LEDE, stripped.text());
        assertEquals(
                Boilerplate.BACKLINK,
                stripped.removed().get(stripped.removed().size() - 1).kind());
    }

    @Test
    void givesBackWhatWasCutOffABlockWhenTheBudgetIsSpent() {
        String tail = "Stay tuned for " + "more of the news that the ferry line has for all of them ".repeat(3);
        String related = "<div class=\"related-posts\"><p>" + LEDE + " " + LEDE + "</p></div>";
        String content = "<p>The ferry sailed on Friday. " + tail + "</p>" + related;
        Stripped stripped = StripperTest.strip(content);

        assertEquals(List.of("budget"), stripped.flags());
        assertTrue(stripped.text().startsWith("The ferry sailed on Friday. Stay tuned"), stripped.text());
    }
}
