package io.feedmill.streams;

import io.feedmill.avro.Change;
import io.feedmill.avro.Coordinates;
import io.feedmill.avro.ItemMemory;
import io.feedmill.avro.OutcomeKind;
import io.feedmill.avro.RawItem;
import io.feedmill.identity.Identity;
import io.feedmill.sketch.Sketch;
import io.feedmill.strip.Stripped;
import io.feedmill.strip.learned.FeedHabits;
import io.feedmill.tag.Tagged;
import java.time.Instant;
import java.util.List;

/**
 * A raw record on its way through the partition-local half: what each stage has found so far. Once its outcome is
 * settled, the stages that follow let it pass.
 *
 * @param raw where the raw record stands
 * @param eff its place in time
 * @param siteId its key; empty for none
 * @param original its key and value as they were
 * @param item what the feed said; null for a tick, and where it could not be read
 * @param lessons what is thought of recurring blocks since this draft, and was not before
 * @param settled its outcome, where that is known before its story is compared with others; null otherwise
 */
record Draft(
        Coordinates raw,
        Instant eff,
        String siteId,
        Original original,
        RawItem item,
        Identity.Identified identity,
        Stripped stripped,
        List<Lesson> lessons,
        Tagged tagged,
        Sketch sketch,
        Revised revised,
        Settled settled) {

    /**
     * What was learned of a feed, of this draft's or of one that was not heard of for long.
     */
    record Lesson(String feedId, FeedHabits.Change change) {}

    /** @param publishedAt when it was published, by the publisher's word; null if it did not say */
    record Original(byte[] key, byte[] value, Instant publishedAt) {}

    /**
     * @param memory what is remembered of the item from now on
     * @param change null unless this is a new version of a known item
     * @param flaps whether this is a version that was emitted before, and not the last
     */
    record Revised(ItemMemory memory, Change change, boolean flaps) {}

    /**
     * @param cause what was thrown; null unless the outcome is REJECTED
     */
    record Settled(OutcomeKind kind, String stage, String reason, Throwable cause) {}

    static Draft of(Coordinates raw, Instant eff, String siteId, Original original, RawItem item) {
        return new Draft(raw, eff, siteId, original, item, null, null, List.of(), null, null, null, null);
    }

    boolean isTick() {
        return item == null && settled == null;
    }

    boolean isRejected() {
        return settled != null && settled.kind() == OutcomeKind.REJECTED;
    }

    boolean isRepeated() {
        return settled != null && settled.kind() == OutcomeKind.REPEATED;
    }

    /** Whether there is still something to do for it. */
    boolean isOpen() {
        return item != null && settled == null;
    }

    Draft with(Identity.Identified identity) {
        return new Draft(
                raw, eff, siteId, original, item, identity, stripped, lessons, tagged, sketch, revised, settled);
    }

    Draft with(Stripped stripped) {
        return new Draft(
                raw, eff, siteId, original, item, identity, stripped, lessons, tagged, sketch, revised, settled);
    }

    Draft with(List<Lesson> lessons) {
        return new Draft(
                raw, eff, siteId, original, item, identity, stripped, lessons, tagged, sketch, revised, settled);
    }

    Draft with(Tagged tagged) {
        return new Draft(
                raw, eff, siteId, original, item, identity, stripped, lessons, tagged, sketch, revised, settled);
    }

    Draft with(Sketch sketch) {
        return new Draft(
                raw, eff, siteId, original, item, identity, stripped, lessons, tagged, sketch, revised, settled);
    }

    Draft with(Revised revised) {
        return new Draft(
                raw, eff, siteId, original, item, identity, stripped, lessons, tagged, sketch, revised, settled);
    }

    Draft repeated(String stage, String reason) {
        return settled(new Settled(OutcomeKind.REPEATED, stage, reason, null));
    }

    Draft rejected(String stage, Throwable cause) {
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return settled(new Settled(OutcomeKind.REJECTED, stage, reason, cause));
    }

    private Draft settled(Settled outcome) {
        return new Draft(
                raw, eff, siteId, original, item, identity, stripped, lessons, tagged, sketch, revised, outcome);
    }
}
