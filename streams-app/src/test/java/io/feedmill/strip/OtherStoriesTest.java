package io.feedmill.strip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtherStoriesTest {
    private static final String STORY = "<p>" + StripperTest.LEDE + "</p><p>" + StripperTest.BODY + "</p>";
    private static final String TEXT = StripperTest.LEDE + "\n\n" + StripperTest.BODY;

    private static String strip(String html) {
        return Stripper.bundled()
                .strip(new Article(
                        "Ferry sails",
                        "Strait Post",
                        "strait.example",
                        "https://strait.example/a",
                        null,
                        null,
                        html,
                        null))
                .text();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>Hör auch: <a href='https://strait.example/b'>Neun Tage Eis im Sund</a></p>",
                "<p><b>A word on this:</b> <a href='https://www.strait.example/b'>Nine days of ice</a>, <a href='/c'>The"
                        + " pilots who stayed</a></p>",
                "<p>Elders » <a href='/b'>Negen dagen ijs op zee</a></p>",
                "<h4>Uit het archief</h4><ul><li><a href='/b'>Negen dagen ijs op zee</a></li><li><a href='/c'>De loodsen die"
                        + " bleven</a></li></ul>",
            })
    void goThoughNoRuleKnowsWhatAnnouncesThem(String others) {
        assertEquals(TEXT, strip(STORY + others));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>Hör auch: <a href='https://other.example/b'>Neun Tage Eis im Sund</a></p>",
                "<p>The timetable: <a href='/t'>here</a></p>",
                "<p>Archive: <a href='/b'>https://strait.example/nine/days/of/ice</a></p>",
                "<p>The port said so: <a href='/b'>Nine days of ice</a> was the longest wait in its records.</p>",
                "<p>The nine ships that waited longest were these:</p><ul><li><a href='/b'>Maid of the Isles, a ferry</a></li>"
                        + "<li><a href='/c'>Anna of the North, a tug</a></li></ul>",
            })
    void stayWhereTheyAreOfTheStory(String part) {
        String whole = strip(STORY + part);
        assertEquals(strip(STORY + part.replaceAll("</?a[^>]*>", "")), whole);
    }

    @Test
    void stayWhereTheyAreWhatTheItemIsAbout() {
        String digest = "<p>" + StripperTest.LEDE + "</p><h3>Today</h3><ul>"
                + "<li><a href='/b'>Nine days of ice end in the strait as pilots agree to sail</a></li>"
                + "<li><a href='/c'>The pilots who stayed on the ice through all of the nine days</a></li>"
                + "<li><a href='/d'>What a winter costs a county of eleven islands and one bridge</a></li></ul>";

        assertEquals(strip(digest.replaceAll("</?a[^>]*>", "")), strip(digest));
    }

    private static final String LONG = STORY + "<p>" + StripperTest.LEDE + " So it was.</p>";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p><a href='/b'>Nine days of ice on the strait</a></p>",
                "<ul><li><a href='/b'>Nine days of ice on the strait</a></li><li><a href='/c'>The pilots who stayed at home</a></li></ul>",
            })
    void goFromBetweenParagraphsWhereNothingLeadsOverToThem(String others) {
        String rest = "<p>The harbour master said that he would not forget the winter soon, and went home.</p>";

        assertEquals(strip(LONG + rest), strip(LONG + others + rest));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p><a href='https://other.example/b'>Nine days of ice on the strait</a></p>",
                "<p><a href='/b.pdf'>Nine days of ice on the strait</a></p>",
                "<p><a href='#ice'>Nine days of ice on the strait</a></p>",
                "<p><a href='/b'>Nine days</a></p>",
            })
    void stayBetweenParagraphsIfTheyMayBeWhatTheTextIsAbout(String others) {
        String rest = "<p>The harbour master said that he would not forget the winter soon, and went home.</p>";

        assertEquals(strip(LONG + others.replaceAll("</?a[^>]*>", "") + rest), strip(LONG + others + rest));
    }
}
