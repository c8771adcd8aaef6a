package io.feedmill.streams;

import io.feedmill.avro.ItemOutcome;
import io.feedmill.avro.PreparedItem;
import io.feedmill.schemas.Topic;
import io.feedmill.schemas.Topics;
import io.feedmill.strip.Stripper;
import io.feedmill.tag.Tagger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/**
 * The mill: raw items in, each story once and clean out. Two halves. The first is local to a raw partition and does the
 * heavy work; the second puts the items of all partitions into one order and finds the copies.
 */
final class MillTopology {

    static final String PIPELINE_HEADER = "feedmill-pipeline";
    static final String RULES_HEADER = "feedmill-rules";

    private final Topics topics;
    private final int rawPartitions;
    private final Duration patience;
    private final Memory memory;
    private final Stripper stripper;
    private final Tagger tagger;
    private final Assembly assembly;
    private final Witness witness;

    /**
     * @param rawPartitions how many partitions the raw topic has: the order waits for all of them
     * @param patience how long items may be held for a partition that says nothing
     * @param memory how long what was seen is remembered
     */
    MillTopology(
            Topics topics,
            int rawPartitions,
            Duration patience,
            Memory memory,
            Stripper stripper,
            Tagger tagger,
            Assembly assembly) {
        this(topics, rawPartitions, patience, memory, stripper, tagger, assembly, Witness.NONE);
    }

    /** As above, and tells a witness. */
    MillTopology(
            Topics topics,
            int rawPartitions,
            Duration patience,
            Memory memory,
            Stripper stripper,
            Tagger tagger,
            Assembly assembly,
            Witness witness) {
        this.topics = topics;
        this.rawPartitions = rawPartitions;
        this.patience = patience;
        this.memory = memory;
        this.stripper = stripper;
        this.tagger = tagger;
        this.assembly = assembly;
        this.witness = witness;
    }

    /**
     * @param settings what the streams client will run with: the check that everything has a name is among them, and is
     *     ignored unless the builder knows of it
     */
    Topology build(Properties settings) {
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(settings)));
        ItemStores.addTo(builder, topics);

        KStream<String, Draft> drafts = builder.stream(
                        topics.raw().name(),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("read-raw"))
                .process(OpenRaw.of(topics.raw()), Named.as("open"))
                .processValues(() -> new IdentifyItem(memory), Named.as("identify"), ItemStores.ITEMS, ItemStores.NAMES)
                .processValues(StripItem.of(stripper, topics), Named.as("strip"))
                .mapValues(new Stage("tag", this::tag), Named.as("tag"))
                .mapValues(new Stage("sketch", this::sketch), Named.as("sketch"))
                .processValues(() -> new ReviseItem(memory), Named.as("revise"), ItemStores.ITEMS, ItemStores.NAMES);

        drafts.flatMap((site, draft) -> assembly.lessons(draft), Named.as("lessons"))
                .to(topics.boilerplate().name(), produced(topics.boilerplate(), "write-boilerplate"));
        drafts.filter((site, draft) -> draft.isRejected(), Named.as("rejected"))
                .process(DeadLetters::new, Named.as("address-dead-letter"))
                .to(topics.dead().name(), produced(topics.dead(), "write-dead"));
        drafts.mapValues(this::assemble, Named.as("assemble"))
                .to(
                        topics.prepared().name(),
                        produced(topics.prepared(), "write-prepared")
                                .withStreamPartitioner((topic, site, item, shards) -> Optional.of(Set.of(0))));

        KStream<String, Judged> judged = builder.stream(
                        topics.prepared().name(), consumed(topics.prepared(), "read-prepared"))
                .process(SequenceItems.of(rawPartitions, patience, topics), Named.as("sequence"))
                .process(RelateStories.of(topics, memory), Named.as("relate"))
                .processValues(stamp(), Named.as("stamp"));

        judged.filter((id, story) -> story.isStory(), Named.as("stories"))
                .mapValues(Judged::item, Named.as("story"))
                .to(topics.enriched().name(), produced(topics.enriched(), "write-enriched"));
        judged.filter((id, story) -> story.isCopy(), Named.as("copies"))
                .mapValues(Judged::item, Named.as("copy"))
                .to(topics.copies().name(), produced(topics.copies(), "write-copies"));
        judged.mapValues(this::outcome, Named.as("outcome"))
                .to(topics.outcomes().name(), produced(topics.outcomes(), "write-outcomes"));
        return builder.build(settings);
    }

    private PreparedItem assemble(Draft draft) {
        PreparedItem prepared = assembly.prepared(draft);
        witness.prepared(draft);
        return prepared;
    }

    private ItemOutcome outcome(Judged story) {
        witness.judged(story);
        return story.outcome();
    }

    private Draft tag(Draft draft) {
        return draft.with(tagger.tag(Assembly.story(draft.item(), draft.stripped())));
    }

    private Draft sketch(Draft draft) {
        return draft.with(Assembly.sketch(draft.item(), draft.stripped()));
    }

    /**
     * Says in headers which program and rules made a record, and when its raw record was published; leaves out whatever
     * other headers that had.
     */
    private FixedKeyProcessorSupplier<String, Judged, Judged> stamp() {
        byte[] pipeline = assembly.pipelineVersion().getBytes(StandardCharsets.UTF_8);
        byte[] rules = assembly.rulesDigest().getBytes(StandardCharsets.UTF_8);
        return () -> new ContextualFixedKeyProcessor<>() {
            @Override
            public void process(FixedKeyRecord<String, Judged> record) {
                Headers headers =
                        record.headers().add(PIPELINE_HEADER, pipeline).add(RULES_HEADER, rules);
                Instant publishedAt = record.value().publishedAt();
                if (publishedAt != null) {
                    String millis = Long.toString(publishedAt.toEpochMilli());
                    headers.add(Topics.PUBLISHED_HEADER, millis.getBytes(StandardCharsets.US_ASCII));
                }
                context().forward(record);
            }
        };
    }

    private static <K, V> Consumed<K, V> consumed(Topic<K, V> topic, String name) {
        return Consumed.with(topic.keys(), topic.values()).withName(name);
    }

    private static <K, V> Produced<K, V> produced(Topic<K, V> topic, String name) {
        return Produced.with(topic.keys(), topic.values()).withName(name);
    }
}
