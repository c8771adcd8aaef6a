package io.feedmill.schemas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.avro.Category;
import io.feedmill.avro.Feed;
import io.feedmill.avro.FeedSubscription;
import io.feedmill.avro.RawItem;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class AvroSerdeTest {

    private final LocalSchemaRegistry registry = new LocalSchemaRegistry(null);
    private final AvroSerde<RawItem> serde = new AvroSerde<>(RawItem.class, "feed-items-raw-value", registry);

    static RawItem anItem() {
        return RawItem.newBuilder()
                .setFeed(Feed.newBuilder()
                        .setId(Ids.feedId("https://tide.example/feed"))
                        .setUrl("https://tide.example/feed")
                        .setSiteId("tide.example")
                        .build())
                .setTitle("Hafen öffnet wieder — 港")
                .setPublished(Instant.parse("2026-01-31T12:00:00.123Z"))
                .setCategories(List.of(new Category("ports", null)))
                .setFetchedAt(Instant.parse("2026-02-01T00:00:00Z"))
                .build();
    }

    @Test
    void givesBackWhatItWrote() {
        byte[] bytes = serde.serializer().serialize("feed-items-raw", anItem());
        assertEquals(anItem(), serde.deserializer().deserialize("feed-items-raw", bytes));
    }

    @Test
    void writesConfluentsWireFormat() {
        byte[] bytes = serde.serializer().serialize("feed-items-raw", anItem());
        assertEquals(0, bytes[0]);
        assertEquals(
                registry.subjects().get("feed-items-raw-value").get(0),
                ByteBuffer.wrap(bytes, 1, 4).getInt());
    }

    @Test
    void canBeReadByAForeignerWithOnlyTheSchemaText() throws Exception {
        byte[] bytes = serde.serializer().serialize("feed-items-raw", anItem());
        String text = registry.textOf(ByteBuffer.wrap(bytes, 1, 4).getInt());
        GenericRecord foreign = new GenericDatumReader<GenericRecord>(new Schema.Parser().parse(text))
                .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
        assertEquals("Hafen öffnet wieder — 港", foreign.get("title").toString());
        assertEquals(Instant.parse("2026-02-01T00:00:00Z").toEpochMilli(), foreign.get("fetchedAt"));
    }

    @Test
    void readsARecordOfAnOlderSchemaWithTheDefaultsOfTheNewer() throws Exception {
        Schema older = SchemaBuilder.record("FeedSubscription")
                .namespace("io.feedmill.avro")
                .fields()
                .requiredString("url")
                .endRecord();
        int id = registry.register("feed-subscriptions-value", older);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0);
        out.write(ByteBuffer.allocate(4).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(older)
                .write(
                        new GenericRecordBuilder(older)
                                .set("url", "https://tide.example/")
                                .build(),
                        encoder);

        FeedSubscription read = new AvroSerde<>(FeedSubscription.class, "feed-subscriptions-value", registry)
                .deserializer()
                .deserialize("feed-subscriptions", out.toByteArray());
        assertEquals("https://tide.example/", read.getUrl());
        assertEquals(List.of(), read.getTopics());
        assertNull(read.getMinIntervalSeconds());
    }

    @Test
    void takesNullForNull() {
        assertNull(serde.serializer().serialize("feed-items-raw", null));
        assertNull(serde.deserializer().deserialize("feed-items-raw", null));
    }

    @Test
    void saysWhatIsWrongWithBytesThatAreNotAvro() {
        SerializationException e = assertThrows(
                SerializationException.class,
                () -> serde.deserializer().deserialize("feed-items-raw", "{\"title\":1}".getBytes()));
        assertTrue(e.getMessage().contains("Confluent's wire format"), e.getMessage());
        assertTrue(e.getMessage().contains("feed-items-raw-value"), e.getMessage());
    }

    @Test
    void refusesASchemaIdNobodyKnows() {
        SerializationException e = assertThrows(
                SerializationException.class,
                () -> serde.deserializer().deserialize("feed-items-raw", new byte[] {0, 0, 0, 0, 7, 2, 2}));
        assertTrue(e.getMessage().contains("no schema has the id 7"), e.getMessage());
    }

    @Test
    void refusesARecordOfAnotherType() {
        byte[] bytes = new AvroSerde<>(FeedSubscription.class, "feed-subscriptions-value", registry)
                .serializer()
                .serialize(
                        "x",
                        FeedSubscription.newBuilder()
                                .setUrl("https://a.example/")
                                .build());
        SerializationException e = assertThrows(
                SerializationException.class, () -> serde.deserializer().deserialize("feed-items-raw", bytes));
        assertTrue(e.getMessage().contains("FeedSubscription"), e.getMessage());
    }

    @Test
    void doesNotAllocateWhatAHostileLengthAsksFor() {
        int id = serde.register();
        // A string that claims two thousand million bytes.
        byte[] bytes = ByteBuffer.allocate(10)
                .put((byte) 0)
                .putInt(id)
                .put(new byte[] {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F})
                .array();
        assertThrows(SerializationException.class, () -> serde.deserializer().deserialize("feed-items-raw", bytes));
    }

    @Test
    void givesEqualBytesForEqualRecords() {
        assertArrayEquals(
                serde.serializer().serialize("feed-items-raw", anItem()),
                new AvroSerde<>(RawItem.class, "feed-items-raw-value", new LocalSchemaRegistry(null))
                        .serializer()
                        .serialize("feed-items-raw", anItem()));
    }

    @Test
    void doesNotBlameARecordForARegistryThatDoesNotAnswer() {
        byte[] bytes = serde.serializer().serialize("feed-items-raw", anItem());
        SchemaRegistry silent = new SchemaRegistry() {
            @Override
            public int register(String subject, Schema schema) {
                return 1;
            }

            @Override
            public Schema byId(int id) {
                throw new SchemaRegistryException("it did not help within 60 s");
            }
        };
        AvroSerde<RawItem> waiting = new AvroSerde<>(RawItem.class, "feed-items-raw-value", silent);
        KafkaException e =
                assertThrows(KafkaException.class, () -> waiting.deserializer().deserialize("feed-items-raw", bytes));
        assertFalse(e instanceof SerializationException, "which would be the record's fault");
    }
}
