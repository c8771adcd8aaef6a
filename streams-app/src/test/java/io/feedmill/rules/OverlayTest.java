package io.feedmill.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayTest {

    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static String refusal(Path... paths) {
        return assertThrows(RuleException.class, () -> Overlay.read(List.of(paths)))
                .getMessage();
    }

    @Test
    void tellsStripFilesFromTagFilesByTheirFolderOrTheirKeys() throws IOException {
        file("mine/strip/a.yaml", "disable: [promo.app]");
        file("mine/tag/b.yml", "disable: [NATO]");
        file("mine/more/c.yaml", "version: 1\nlanguage: en");
        file("mine/more/d.yaml", "version: 1\nrules: []");
        file("mine/.hidden/e.yaml", "rules: []");
        file("mine/notes.txt", "not a rule");

        Overlay overlay = Overlay.read(List.of(folder.resolve("mine")));

        assertEquals(2, overlay.strip().size());
        assertEquals(2, overlay.tag().size());
    }

    @Test
    void readsAFileThatIsNamedTwiceOnce() throws IOException {
        Path file = file("a.yaml", "disable: [promo.app]");

        assertEquals(
                1,
                Overlay.read(List.of(file, folder.resolve("./a.yaml"))).strip().size());
    }

    @Test
    void refusesWhatIsNotThereAndWhatIsNoTextAndSaysWhere() throws IOException {
        Path binary = folder.resolve("b.yaml");
        Files.write(binary, new byte[] {'a', '\n', 'b', ':', (byte) 0xff, '\n'});
        Path missing = folder.resolve("no.yaml");

        assertEquals(missing + ":1:1: there is no such file", refusal(missing));
        assertEquals(binary + ":2:1: this line is not UTF-8 text", refusal(binary));
        assertTrue(refusal(Files.createDirectory(folder.resolve("empty"))).contains("no .yaml file in this folder"));
    }

    @Test
    void refusesAFileOfFiftyMegabytesWithoutReadingIt() throws IOException {
        Path large = folder.resolve("large.yaml");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(50L << 20);
        }

        assertTrue(refusal(large).startsWith(large + ":1:1: the file is larger than 1 MB"));
    }

    @Test
    void refusesMoreFilesThanAnyoneWrites() throws IOException {
        for (int i = 0; i <= 500; i++) {
            file("many/" + i + ".yaml", "");
        }

        assertTrue(refusal(folder.resolve("many")).contains("more than 500"));
    }

    @Test
    void namesTheSameRulesTheSameWhateverTheOrderAndTheEndsOfLines() {
        RuleText one = new RuleText("one.yaml", "disable:\n- promo.app\n");
        RuleText two = new RuleText("two.yaml", "disable:\n- promo.fr\n");
        RuleText windows = new RuleText("ONE.yaml", "\ufeffdisable:\r\n- promo.app\r\n");

        assertEquals(Digest.of(List.of(one, two)), Digest.of(List.of(two, windows)));
        assertNotEquals(Digest.of(List.of(one)), Digest.of(List.of(one, two)));
        assertNotEquals(Digest.of(List.of(one)), Digest.of(List.of(two)));
    }

    @Test
    void refusesYamlThatGrowsOrNestsWithoutEnd() {
        String laughs = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]";
        String deep = "[".repeat(100_000);

        assertThrows(RuleException.class, () -> new YamlFile(new RuleText("laughs.yaml", laughs)));
        assertThrows(RuleException.class, () -> new YamlFile(new RuleText("deep.yaml", deep)));
    }
}
