package io.feedmill.streams;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * Is told what a mill does, while it does it: what is undone when a transaction fails is told again. Called by several
 * threads, each for each record, so it must be quick.
 */
interface Witness extends StateRestoreListener {

    /** Sees nothing. */
    Witness NONE = new Witness() {};

    /** The mill starts with these: the program's version, and the digest of its rules. */
    default void rules(String pipeline, String digest) {}

    /** The partition-local half has done with a raw record. */
    default void prepared(Draft draft) {}

    /** The mill has said what became of a raw record. */
    default void judged(Judged judged) {}

    /** A stream thread has died and another takes its place. */
    default void threadReplaced(Throwable cause) {}

    /** State could not be opened, and was set aside to be restored. */
    default void stateSetAside() {}

    @Override
    default void onRestoreStart(TopicPartition partition, String store, long start, long end) {}

    @Override
    default void onBatchRestored(TopicPartition partition, String store, long end, long restored) {}

    @Override
    default void onRestoreEnd(TopicPartition partition, String store, long total) {}
}
