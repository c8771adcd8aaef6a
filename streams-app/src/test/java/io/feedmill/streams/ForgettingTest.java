package io.feedmill.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.avro.OutcomeKind;
import io.feedmill.avro.RawItem;
import io.feedmill.similarity.Newsroom;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole mill over many days of the log, with a short memory: what it remembers stays as large as it was. */
class ForgettingTest {

    private static final Memory MEMORY = new Memory(Duration.ofDays(4), Duration.ofDays(2), Duration.ofDays(3));
    private static final List<String> STORES = List.of("items", "item-names", "stories", "copies", "families");

    @TempDir
    Path stateDir;

    private final Newsroom newsroom = new Newsroom(30);
    private TestMill mill;

    @BeforeEach
    void startMill() {
        mill = new TestMill(stateDir, MEMORY);
    }

    @AfterEach
    void stopMill() {
        mill.close();
    }

    private void publish(RawItem.Builder builder, Instant at) {
        mill.publish(builder.setFetchedAt(at).build());
    }

    private void tick(Instant at) {
        mill.tick(at);
    }

    private Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new TreeMap<>();
        for (String store : STORES) {
            sizes.put(store, mill.storeSize(store));
        }
        return sizes;
    }

    private static String html(Newsroom.Article article) {
        return "<p>" + String.join("</p><p>", article.paragraphs().subList(0, 3)) + "</p>";
    }

    /** Twelve stories, each with a copy on another site, three revisions and a repeat. */
    private void publishDay(int day) {
        Instant now = Items.NOON.plus(Duration.ofDays(day));
        for (int story = 0; story < 12; story++) {
            Newsroom.Article article = newsroom.story().article();
            String html = html(article);
            String guid = "https://tide.example/" + day + "/" + story;
            publish(Items.item("tide.example", guid, article.title(), html), now);
            publish(Items.item("coast.example", "https://coast.example/" + day + "/" + story, "Coast", html), now);
            if (story % 4 == 0) {
                publish(Items.item("tide.example", guid, article.title(), html + "<p>Update " + day + ".</p>"), now);
            }
            if (story % 4 == 1) {
                publish(Items.item("tide.example", guid, article.title(), html), now.plusSeconds(1));
            }
        }
        tick(now.plusSeconds(60));
    }

    @Test
    void stateIsFlatOnceTheWindowsAreFull() {
        Map<String, Integer> full = null;
        for (int day = 0; day < 30; day++) {
            publishDay(day);
            if (day == 9) {
                full = sizes();
            }
        }
        Map<String, Integer> after = sizes();
        assertEquals(full, after);
        assertTrue(after.values().stream().allMatch(size -> size > 0), after.toString());
        // A day more than the memory's, as days are forgotten as a whole, and a day that is not over.
        assertTrue(after.get("items") <= 24 * 6, after.toString());
        assertTrue(after.get("stories") <= 24 * 4, after.toString());
        assertTrue(after.get("families") <= 12 * 5, after.toString());

        Map<OutcomeKind, Integer> kinds = new EnumMap<>(OutcomeKind.class);
        mill.kinds().forEach(kind -> kinds.merge(kind, 1, Integer::sum));
        assertEquals(
                Map.of(
                        OutcomeKind.ENRICHED, 12 * 30,
                        OutcomeKind.COPY, 12 * 30,
                        OutcomeKind.REVISED, 3 * 30,
                        OutcomeKind.REPEATED, 3 * 30),
                kinds);
    }

    @Test
    void everythingIsSweptOnceItIsOld() {
        publishDay(0);
        Map<String, Integer> before = sizes();
        assertTrue(before.values().stream().allMatch(size -> size > 0), before.toString());
        Instant later = Items.NOON.plus(Duration.ofDays(60));
        publish(Items.item("tide.example", "https://tide.example/later", "Harbour", Items.HARBOUR), later);
        tick(later.plusSeconds(60));
        // What is left is what came last, which goes by four names: guid, link, path, and the guid's path.
        assertEquals(Map.of("items", 1, "item-names", 4, "stories", 1, "copies", 0, "families", 0), sizes());
    }

    @Test
    void aFloodOfSpamIsRememberedByTheFewThatFindTheRest() {
        String[] words = Items.HARBOUR.split(" ");
        List<String> flood = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            String[] copy = words.clone();
            copy[3 + i % 90] = "spam" + i;
            flood.add(String.join(" ", copy));
        }
        for (int i = 0; i < flood.size(); i++) {
            String site = "spam" + i % 100 + ".example"; // four for each: too few to learn from
            publish(Items.item(site, "https://" + site + "/" + i, "Buy " + i, flood.get(i)), Items.NOON);
        }
        tick(Items.NOON.plusSeconds(60));
        List<OutcomeKind> kinds = mill.kinds();
        assertEquals(400, kinds.size());
        assertEquals(399, kinds.stream().filter(OutcomeKind.COPY::equals).count(), kinds.toString());
        assertEquals(17, sizes().get("stories"), "the first, and sixteen copies");
        assertEquals(1, sizes().get("families"));
    }

    @Test
    void refusesAMemoryThatContradictsItself() {
        Duration day = Duration.ofDays(1);
        assertThrows(IllegalArgumentException.class, () -> new Memory(day, Duration.ofHours(3), day));
        assertThrows(IllegalArgumentException.class, () -> new Memory(day, day.multipliedBy(3), day));
    }
}
