package io.feedmill.standalone.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Somebody who knows nothing of the mill: Kafka, Avro, and where the registry is. */
final class ForeignConsumer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Object> settings;
    private final URI registry;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Integer, Schema> schemas = new HashMap<>();
    private Schema reader;

    /**
     * @param security settings of the Kafka client that it is let in with
     */
    ForeignConsumer(String bootstrapServers, URI registry, Map<String, String> security) {
        this.settings = new HashMap<>(security);
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("group.id", "reader-" + System.nanoTime());
        settings.put("auto.offset.reset", "earliest");
        settings.put("isolation.level", "read_committed");
        this.registry = registry;
    }

    /** From now on sees records as this schema has them; else as they were written. */
    ForeignConsumer as(Schema schema) {
        reader = schema;
        return this;
    }

    /** Reads a topic from its beginning, until it has seen enough or time is over; by group, as consumers do. */
    List<GenericRecord> read(String topic, int enough, Duration patience) {
        List<GenericRecord> all = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            long end = System.nanoTime() + patience.toNanos();
            while (all.size() < enough && System.nanoTime() < end) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    all.add(decoded(record.value()));
                }
            }
        }
        return all;
    }

    private GenericRecord decoded(byte[] value) {
        ByteBuffer bytes = ByteBuffer.wrap(value);
        if (bytes.get() != 0) {
            throw new IllegalArgumentException("not the wire format of a schema registry");
        }
        Schema writer = schemas.computeIfAbsent(bytes.getInt(), this::schema);
        try {
            return new GenericDatumReader<GenericRecord>(writer, reader == null ? writer : reader)
                    .read(null, DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Schema schema(int id) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(registry + "/schemas/ids/" + id))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Schema.Parser()
                    .parse(JSON.readTree(answer.body()).path("schema").asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
