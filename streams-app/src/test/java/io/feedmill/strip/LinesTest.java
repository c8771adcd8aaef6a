package io.feedmill.strip;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What sites in forty languages set below and above their stories, some 45 lines each, and some ten sentences of news that resemble it.
 * Each line of the files under {@code lines} is a kind, a tab, and the text; the kind STORY stays. Every second line was hidden
 * from whoever wrote rules.
 */
class LinesTest {
    private static final Set<String> ABOVE = Set.of("STAMP", "LISTEN");
    private static final List<String> STORY = List.of(
            "The ferry sailed on Friday after nine days of ice, and the crew was cheered from the quay by half the town.",
            "Nobody had thought that the winter would be so long, and the harbour master said that he would not forget it soon.");

    private record Line(String language, String kind, String text, boolean hidden) {
        boolean isTaken() {
            boolean above = ABOVE.contains(kind);
            String html = (above ? "<p>" + text + "</p>" : "")
                    + "<p>" + String.join("</p><p>", STORY) + "</p>"
                    + (above ? "" : "<p>" + text + "</p>");
            Stripped stripped = Stripper.bundled()
                    .strip(new Article(
                            "Ice leaves the harbour",
                            "Example Post",
                            "example.org",
                            "https://example.org/a",
                            language,
                            null,
                            html,
                            null));
            return !Fold.bare(stripped.text()).contains(Fold.bare(text));
        }
    }

    @Test
    void takesMostOfWhatSitesSetAroundTheirStories() throws Exception {
        assertTaken(false, 0.97);
    }

    @Test
    void takesMostOfWhatNobodyWroteRulesWith() throws Exception {
        assertTaken(true, 0.80);
    }

    private static void assertTaken(boolean hidden, double share) throws Exception {
        List<Line> lines = lines().stream()
                .filter(line -> line.hidden == hidden && !line.kind.equals("STORY"))
                .toList();
        List<Line> left = lines.stream().filter(line -> !line.isTaken()).toList();

        assertTrue(lines.size() > 900, () -> lines.size() + " lines");
        assertTrue(
                left.size() <= (1 - share) * lines.size(),
                () -> left.size() + " of " + lines.size() + " are left: " + left);
    }

    @Test
    void keepsSentencesOfNewsThatResembleIt() throws Exception {
        List<Line> story =
                lines().stream().filter(line -> line.kind.equals("STORY")).toList();
        List<Line> taken = story.stream().filter(Line::isTaken).toList();

        assertTrue(story.size() > 400, () -> story.size() + " sentences");
        assertTrue(taken.isEmpty(), () -> taken.size() + " of " + story.size() + " are taken: " + taken);
    }

    private static List<Line> lines() throws IOException, URISyntaxException {
        List<Line> lines = new ArrayList<>();
        try (Stream<Path> files =
                Files.list(Path.of(LinesTest.class.getResource("lines").toURI()))) {
            for (Path file : files.sorted().toList()) {
                String language = file.getFileName().toString().replace(".tsv", "");
                List<String> texts = Files.readAllLines(file);
                for (int i = 0; i < texts.size(); i++) {
                    int tab = texts.get(i).indexOf('\t');
                    if (tab > 0) {
                        String text = texts.get(i).substring(tab + 1).replace("{SITE}", "Example Post");
                        lines.add(new Line(language, texts.get(i).substring(0, tab), text, i % 2 == 1));
                    }
                }
            }
        }
        return lines;
    }
}
