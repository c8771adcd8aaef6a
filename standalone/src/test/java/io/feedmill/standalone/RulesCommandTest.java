package io.feedmill.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String README = "README.md";

    @TempDir
    private Path folder;

    private Captured captured;

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private int run(String... arguments) {
        captured = Captured.run(arguments);
        return captured.status();
    }

    /** The code block of the README that follows a line with these words. */
    private static String readme(String marker) throws IOException {
        String text = Files.readString(Path.of(README));
        Matcher block = Pattern.compile("```[a-z]{0,8}\n(.{1,4000}?)```", Pattern.DOTALL)
                .matcher(text.substring(text.indexOf(marker)));
        assertTrue(block.find(), marker);
        return block.group(1);
    }

    /** The worked example of the README, word for word. */
    @Test
    void doesWhatTheReadmeSays() throws IOException {
        file("my-rules/strip/gazette.yaml", readme("`my-rules/strip/gazette.yaml`"));
        file("my-rules/tag/gazette.yaml", readme("`my-rules/tag/gazette.yaml`"));
        file("gazette.xml", readme("`gazette.xml`"));
        String said = readme("`feedmill rules test my-rules/ --items gazette.xml`");

        assertEquals(0, run("rules", "check", folder + "/my-rules"), captured.err());
        assertEquals(0, run("rules", "test", folder + "/my-rules", "--items", folder + "/gazette.xml"), captured.err());
        assertEquals(said, captured.out());
    }

    @Test
    void checkNamesEachProblemWithItsPlace() throws IOException {
        Path bad = file("bad.yaml", "rules:\n- {id: mine.a, clas: PROMO}\ndisable: [promo.newslettr]\n");

        assertEquals(1, run("rules", "check", bad.toString()));
        assertEquals(
                bad + ":2:16: unknown key 'clas'; did you mean 'class'?\n" + bad
                        + ":3:11: there is no 'promo.newslettr' to switch off; did you mean 'promo.newsletter'?\n",
                captured.out());
        assertEquals(1, run("rules", "check", folder + "/no.yaml"));
        assertTrue(captured.out().contains("there is no such file"), captured.out());
        assertEquals(0, run("rules", "check"));
        assertEquals(2, run("rules"));
        assertEquals(2, run("rules", "check", "--no-such-option"));
    }

    @Test
    void testShowsWhatARuleOfOursTakes() throws IOException {
        String line = "This advertisement has not loaded yet.";
        Path feed = file("feed.xml", readme("`gazette.xml`").replace("Sail with Dunlin Line today!", line));

        assertEquals(0, run("rules", "test", "page.ad-place", "--items", feed.toString(), "--json"), captured.err());
        List<String> lines = captured.out().lines().toList();
        JsonNode item = JSON.readTree(lines.get(0));
        assertEquals("page.ad-place", item.at("/gone/0/rule").asText());
        assertEquals(line, item.at("/gone/0/text").asText());
        assertEquals(
                1,
                JSON.readTree(lines.get(lines.size() - 1))
                        .at("/summary/touched")
                        .asInt());
        assertEquals(2, run("rules", "test", "promo.newslettr", "--items", feed.toString()));
        assertTrue(captured.err().contains("did you mean 'promo.newsletter'?"), captured.err());
        assertEquals(2, run("rules", "test", "promo.newsletter"));
    }

    @Test
    void testExplainsTopics() throws IOException {
        Path feed = file("feed.xml", readme("`gazette.xml`").replace("Ice leaves the strait", "Rail strike over pay"));

        assertEquals(0, run("rules", "test", "--tags", "--items", feed.toString()), captured.err());
        assertTrue(captured.out().contains("medtop:20000530 labour strike"), captured.out());
        assertTrue(captured.out().contains("title \"Rail strike\""), captured.out());
    }

    @Test
    void showExplainsRulesTopicsAndNames() {
        assertEquals(0, run("rules", "show", "promo.newsletter", "medtop:16000000", "NATO"), captured.err());
        assertTrue(captured.out().contains("promo.yaml:"), captured.out());
        assertTrue(captured.out().contains("conflict, war and peace"), captured.out());
        assertTrue(captured.out().contains("OTAN"), captured.out());
        assertEquals(1, run("rules", "show", "natto"));
        assertEquals(0, run("rules", "show", "--json", "--class", "PROMO"));
        assertTrue(captured.out().lines().count() > 5);
        assertTrue(captured.out().lines().allMatch(line -> line.contains("\"class\":\"PROMO\"")));
        assertEquals(0, run("rules", "show", "--topics", "--language", "hi"));
        assertTrue(captured.out().contains("medtop:15000000 sport"), captured.out());
        assertEquals(0, run("rules", "show", "--names", "--json"));
    }

    @Test
    void showSaysWhatIsSwitchedOffAndByWhom() throws IOException {
        Path mine = file("mine.yaml", "disable: [{id: promo.app, hosts: [d.example]}]");

        assertEquals(0, run("rules", "show", "--off", "--rules", mine.toString()));
        assertEquals(1, captured.out().lines().count());
        assertTrue(captured.out().contains("off hosts d.example"), captured.out());
        assertFalse(captured.out().contains("\u001b"), "no colours where no terminal is");
    }

    @Test
    void rulesThatCannotBeUsedStopAMillBeforeItStarts() throws IOException {
        Path bad = file("bad.yaml", "rules: [{id: x}]");
        Path feed = file("feed.xml", readme("`gazette.xml`"));

        assertEquals(2, run("enrich", feed.toString(), "--rules", bad.toString()));
        assertTrue(captured.err().contains(bad + ":1:9: "), captured.err());
    }
}
