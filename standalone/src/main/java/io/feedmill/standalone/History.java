package io.feedmill.standalone;

import io.feedmill.avro.Change;
import io.feedmill.avro.ItemOutcome;
import io.feedmill.avro.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An item's history, for people to read. */
final class History {

    private History() {}

    /**
     * @param outcomes of one item, in the mill's order; at least one
     * @param copies the outcomes of its copies, in the mill's order
     */
    static List<String> of(List<ItemOutcome> outcomes, List<ItemOutcome> copies) {
        ItemOutcome last = outcomes.get(outcomes.size() - 1);
        List<String> lines = new ArrayList<>();
        lines.add("item      " + last.getItemId());
        add(lines, "title     ", last.getTitle());
        add(lines, "url       ", last.getUrl());
        add(lines, "guid      ", last.getGuid());
        add(lines, "feeds     ", last.getFeedIds().isEmpty() ? null : String.join(", ", last.getFeedIds()));
        add(lines, "copy of   ", last.getCanonicalItemId());
        for (ItemOutcome outcome : outcomes) {
            lines.add("%s  %-8s  revision %d  %s-%d@%d  feed %s%s"
                    .formatted(
                            outcome.getEff(),
                            outcome.getKind().name().toLowerCase(Locale.ROOT),
                            outcome.getRevision(),
                            outcome.getRaw().getTopic(),
                            outcome.getRaw().getPartition(),
                            outcome.getRaw().getOffset(),
                            outcome.getFeedId(),
                            marks(outcome)));
            lines.add("    " + outcome.getStage() + ": " + outcome.getReason());
            if (outcome.getChange() != null) {
                lines.add("    changed: " + changes(outcome.getChange()));
            }
            if (outcome.getRelation() != null) {
                lines.add("    " + relation(outcome.getRelation()));
            }
        }
        for (ItemOutcome copy : copies) {
            lines.add("%s  copied as %s, %s: %s"
                    .formatted(copy.getEff(), copy.getItemId(), copy.getUrl(), relation(copy.getRelation())));
        }
        return lines;
    }

    private static void add(List<String> lines, String label, String value) {
        if (value != null) {
            lines.add(label + value);
        }
    }

    private static String marks(ItemOutcome outcome) {
        return (outcome.getFlapping() ? "  flapping" : "") + (outcome.getProvisional() ? "  provisional" : "");
    }

    private static String relation(Relation relation) {
        return relation == null ? "" : relation.getKind() + ", " + relation.getEvidence();
    }

    /** What a revision changed, in words. */
    static String changes(Change change) {
        List<String> parts = new ArrayList<>();
        if (change.getTitle()) {
            parts.add("new headline");
        }
        add(parts, change.getBlocksAdded(), "new");
        add(parts, change.getBlocksChanged(), "changed");
        add(parts, change.getBlocksRemoved(), "gone");
        if (change.getMedia()) {
            parts.add("other media");
        }
        if (change.getMinor()) {
            parts.add("minor");
        }
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, int blocks, String what) {
        if (blocks > 0) {
            parts.add((blocks == 1 ? "1 block " : blocks + " blocks ") + what);
        }
    }
}
