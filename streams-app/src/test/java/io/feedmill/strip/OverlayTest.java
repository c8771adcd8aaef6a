package io.feedmill.strip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.rules.RuleException;
import io.feedmill.rules.RuleText;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverlayTest {
    private static final String LEDE =
            "The ferry sailed on Friday after nine days of ice, and the crew was cheered from the quay by half the town.";
    private static final String MORE =
            "The line will sail twice a day until the spring, its master said in the harbour.";
    private static final String SAIL = """
            rules:
              - id: mine.sail
                class: PROMO
                literals: [sail with]
                pattern: 'sail with {publisher} today!?'
                matches: ['Sail with Dunlin today!']
                mustNot: ['They sail with the tide.']
            """;

    private static Stripper with(String... files) {
        return Stripper.with(
                Stream.of(files).map(text -> new RuleText("mine.yaml", text)).toList());
    }

    private static Article article(String host, String html) {
        String content = "<p>" + LEDE + "</p><p>" + MORE + "</p>" + html;
        return new Article("Ferry sails", "Dunlin", host, null, "en", null, content, null);
    }

    private static List<String> removed(Stripper stripper, Article article) {
        return stripper.strip(article).removed().stream().map(Removed::rule).toList();
    }

    @Test
    void takesWhatAUsersRuleIsFor() {
        Article article = article("dunlin.example", "<p>Sail with Dunlin today!</p>");

        assertEquals(List.of(), removed(Stripper.bundled(), article));
        assertEquals(List.of("mine.sail"), removed(with(SAIL), article));
    }

    @Test
    void actsOnlyWithinTheScopeOfTheFileOrTheRule() {
        Stripper scoped = with("hosts: [dunlin.example]\n" + SAIL);

        assertEquals(
                1,
                removed(scoped, article("www.dunlin.example", "<p>Sail with Dunlin today!</p>"))
                        .size());
        assertEquals(
                0,
                removed(scoped, article("teal.example", "<p>Sail with Dunlin today!</p>"))
                        .size());
    }

    @Test
    void switchesARuleOfOursOffWhollyOrForAHost() {
        String line = "<p>Sign up for the Ice Newsletter and receive a chart of it.</p>";
        Article here = article("dunlin.example", line);
        Article there = article("teal.example", line);
        Stripper off = with("disable: [promo.newsletter]");
        Stripper offHere = with("disable:\n- {id: promo.newsletter, hosts: [dunlin.example]}");
        Stripper allOff = with("disable: [promo.*]");

        assertEquals(List.of("promo.newsletter"), removed(Stripper.bundled(), here));
        assertEquals(List.of(), removed(off, here));
        assertEquals(List.of(), removed(allOff, here));
        assertEquals(List.of(), removed(offHere, here));
        assertEquals(List.of("promo.newsletter"), removed(offHere, there));
    }

    @Test
    void switchesOffWhatIsBuiltIn() {
        Article article = new Article(
                "Ferry sails", "Dunlin", null, null, "en", null, "<p>Ferry sails</p><p>" + LEDE + " […]</p>", null);

        assertEquals(List.of("duplicate.title", "teaser.excerpt-mark"), removed(Stripper.bundled(), article));
        assertEquals(List.of(), removed(with("disable: [duplicate.title, teaser.excerpt-mark]"), article));
    }

    @Test
    void readsADatelineThatIsToStay() {
        Article article = new Article(
                "Ferry sails", "Dunlin", null, null, "en", null, "<p>LONDON (Reuters) - " + LEDE + "</p>", null);
        Stripped stripped = with("disable: [date.dateline]").strip(article);

        assertTrue("London".equalsIgnoreCase(stripped.dateline()), stripped.dateline());
        assertTrue(stripped.text().startsWith("LONDON (Reuters)"), stripped.text());
        assertFalse(Stripper.bundled().strip(article).text().startsWith("LONDON"));
    }

    @Test
    void letsAProtectingRuleWinOverAllOthers() {
        String protect = """
                rules:
                  - id: mine.keep
                    class: PROMO
                    action: protect
                    literals: [newsletter]
                    words: 60
                    pattern: '.{0,200}headlines newsletter.{0,200}'
                    matches: ['Sign up for the Headlines Newsletter and receive information.']
                    mustNot: ['Sign up for our newsletter.']
                """;
        String line = "Sign up for the Headlines Newsletter and receive up to date information.";
        for (String html : List.of(
                "<p>" + line + "</p>",
                "<div class=\"sharedaddy\"><p>" + line + "</p></div>",
                "<p>" + MORE + "<br>" + line + "</p>")) {
            Stripped stripped = with(protect).strip(article(null, html));
            assertTrue(stripped.text().contains(line), html + ": " + stripped.removed());
        }
        assertFalse(with(protect)
                .strip(article(null, "<p>Sign up for our newsletter today.</p>"))
                .text()
                .contains("our newsletter"));
    }

    @Test
    void protectsAnElementWithinAnotherThatGoes() {
        String protect = """
                rules:
                  - id: mine.keep-box
                    class: WIDGET
                    action: protect
                    classes: [data-box]
                    matches: ['<div class="data-box">Tide at noon</div>']
                    mustNot: ['<div class="database">Tide</div>']
                """;
        String html = "<div class=\"sharedaddy\"><p>Share this</p><div class=\"data-box\"><p>Tide at noon</p></div>"
                + "<p>Share that</p></div>";

        assertTrue(with(protect).strip(article(null, html)).text().endsWith("Tide at noon"));
        assertFalse(Stripper.bundled().strip(article(null, html)).text().contains("Tide"));
    }

    @Test
    void takesAnElementThatAUserNames() {
        String rule = """
                rules:
                  - id: mine.box
                    class: WIDGET
                    classParts: [tide-table]
                    matches: ['<div class="x tide-table-1">Tide at noon</div>']
                    mustNot: ['<div class="tide">Tide</div>']
                """;
        Article article = article(null, "<div class=\"a tide-table-2\"><p>Tide at noon</p></div>");

        assertEquals(List.of("mine.box"), removed(with(rule), article));
    }

    @Test
    void saysWhatAGuardGaveBack() {
        String greedy = """
                rules:
                  - id: mine.greedy
                    class: PROMO
                    words: 60
                    literals: [the ferry]
                    pattern: 'the ferry .{1,200}'
                    matches: ['The ferry sails at nine.']
                    mustNot: ['Ferries sail at nine.']
                """;
        String lede = LEDE.replace(".", ", which had not seen a ship since the first week of the year.");
        Article article = new Article(
                "Ferry sails", "Dunlin", null, null, "en", null, "<p>" + lede + "</p><p>" + MORE + "</p>", null);
        Explained explained = with(greedy).explain(article);

        assertTrue(explained.stripped().text().startsWith(lede));
        assertEquals(
                List.of("mine.greedy"),
                explained.givenBack().stream().map(Removed::rule).toList());
        assertEquals(List.of(0, 1), explained.positions());
    }

    @Test
    void givesTheSameDigestAndTheSameResultWhateverTheOrderOfFiles() {
        String other = SAIL.replace("mine.sail", "mine.a").replace("class: PROMO", "class: AD");
        Article article = article(null, "<p>Sail with Dunlin today!</p>");

        assertEquals(
                with(SAIL, other).digest(),
                with(other, SAIL.replace("\n", "\r\n")).digest());
        assertNotEquals(with(SAIL).digest(), with(SAIL, other).digest());
        assertNotEquals(Stripper.bundled().digest(), with(SAIL).digest());
        assertEquals(removed(with(SAIL, other), article), removed(with(other, SAIL), article));
        assertEquals(List.of("mine.a"), removed(with(SAIL, other), article));
    }

    @Test
    void tellsAllProblemsOfAllFilesAtOnceEachWithItsPlace() {
        RuleException refused = assertThrows(
                RuleException.class,
                () -> with(SAIL.replace("class", "clas"), SAIL, "disable: [promo.newslettr]\nrules: x", "rulez: []"));

        List<String> problems =
                refused.problems().stream().map(Object::toString).toList();
        assertEquals(
                List.of(
                        "mine.yaml:1:1: unknown key 'rulez'; did you mean 'rules'?",
                        "mine.yaml:1:11: there is no 'promo.newslettr' to switch off; did you mean 'promo.newsletter'?",
                        "mine.yaml:2:8: expected a list",
                        "mine.yaml:3:5: unknown key 'clas'; did you mean 'class'?"),
                problems);
    }

    @Test
    void refusesAnIdOfOurs() {
        String taken = assertThrows(RuleException.class, () -> with(SAIL.replace("mine.sail", "promo.app")))
                .getMessage();

        assertTrue(taken.startsWith("mine.yaml:2:9: the id 'promo.app' is taken (promo.yaml:"), taken);
        assertTrue(taken.contains("list it under 'disable'"), taken);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a{1,9}){1,9} sail with",
                "(?:a|aa){2,400} sail with",
                "sail with .{1,400}.{1,400}.{1,400}.{1,400}.{1,400}.{1,400}",
                "sail with .*",
                "sail with (.+)+",
                "sail with \\w+",
                "(((((((((((((((((((((((((sail with)))))))))))))))))))))))))",
                "sail with (?<=x)",
                "sail with a++",
                "sail with \\Q.*\\E",
                "sail with .{1,99999999999}",
            })
    void refusesPatternsThatCouldRunAway(String pattern) {
        String yaml = SAIL.replace("'sail with {publisher} today!?'", '"' + pattern.replace("\\", "\\\\") + '"');

        assertTrue(assertThrows(RuleException.class, () -> with(yaml))
                .getMessage()
                .startsWith("mine.yaml:5:14: rule 'mine.sail': "));
    }

    @Test
    void refusesPatternsAndListsThatNobodyWrites() {
        String longPattern = SAIL.replace("today!?", "x".repeat(3_000));
        String manyLiterals = SAIL.replace("[sail with]", "[sail with" + numbered(300) + "]");
        String noSwitch = "disable: ['p*']";

        assertThrows(RuleException.class, () -> with(longPattern));
        assertTrue(assertThrows(RuleException.class, () -> with(manyLiterals))
                .getMessage()
                .contains("more than 200"));
        assertTrue(assertThrows(RuleException.class, () -> with(noSwitch))
                .getMessage()
                .contains("too much"));
        assertTrue(assertThrows(RuleException.class, () -> with("disable: [track.pixel]"))
                .getMessage()
                .contains("there is no 'track.pixel' to switch off"));
    }

    private static String numbered(int count) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < count; i++) {
            all.append(", literal").append(i);
        }
        return all.toString();
    }

    @Test
    void showsEachRuleAsItsAuthorWroteIt() {
        RuleCard card = with("hosts: [d.example]\n" + SAIL, "disable: [{id: mine.sail, lang: [de]}]").cards().stream()
                .filter(each -> each.id().equals("mine.sail"))
                .findFirst()
                .orElseThrow();

        assertEquals("mine.yaml", card.file());
        assertEquals(3, card.line());
        assertEquals("hosts d.example", card.scope().toString());
        assertEquals("languages de", card.off().get(0).toString());
        assertFalse(card.isOff());
        assertEquals(
                Map.of("literals", List.of("sail with"), "pattern", List.of("sail with {publisher} today!?")),
                card.looksFor());
        assertEquals(List.of("They sail with the tide."), card.mustNot());
    }
}
