package io.feedmill.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Records in Confluent's wire format: a zero byte, the schema's id in four bytes, big-endian, and Avro's binary
 * encoding. Reads whatever version of the schema a record was written with. Null stands for null both ways.
 *
 * <p>Thread-safe. The registry is asked once for each schema; after that no call leaves the process.
 */
public final class AvroSerde<T extends SpecificRecord> implements Serde<T> {

    private static final byte MAGIC = 0;
    private static final int HEADER_LENGTH = 5;
    private static final int MOST_AT_FIRST = 64 << 10;

    static {
        AvroLimits.set();
    }

    private final Class<T> type;
    private final String subject;
    private final SchemaRegistry registry;
    private final SpecificData data;
    private final Schema schema;
    private final DatumWriter<T> writer;
    private final Map<Integer, DatumReader<T>> readers = new ConcurrentHashMap<>();
    private volatile Integer id;
    /** How long the last record became: most of the next are no longer, and need no more room while they are written. */
    private volatile int lastLength = HEADER_LENGTH;

    /**
     * @param subject where the registry keeps the versions of the schema: for a topic's values, its name and {@code -value}
     */
    public AvroSerde(Class<T> type, String subject, SchemaRegistry registry) {
        this.type = type;
        this.subject = subject;
        this.registry = registry;
        this.data = new SpecificData(type.getClassLoader());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        this.schema = data.getSchema(type);
        this.writer = new SpecificDatumWriter<>(schema, data);
    }

    /**
     * Registers the schema now rather than with the first record, so that a refusal is seen at the start.
     *
     * @return the schema's id
     * @throws SchemaRegistryException if the registry cannot be reached or refuses the schema
     */
    public int register() {
        Integer known = id;
        if (known == null) {
            known = registry.register(subject, schema);
            id = known;
        }
        return known;
    }

    @Override
    public Serializer<T> serializer() {
        return (topic, value) -> value == null ? null : encode(value);
    }

    @Override
    public Deserializer<T> deserializer() {
        return (topic, bytes) -> bytes == null ? null : decode(bytes);
    }

    private byte[] encode(T value) {
        int schemaId = register();
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(lastLength + lastLength / 2, MOST_AT_FIRST));
        out.write(MAGIC);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(schemaId).array());
        try {
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            writer.write(value, encoder);
            encoder.flush();
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(
                    "a " + type.getSimpleName() + " for " + subject + " does not fit its schema: " + e.getMessage(), e);
        }
        lastLength = out.size();
        return out.toByteArray();
    }

    private T decode(byte[] bytes) {
        if (bytes.length < HEADER_LENGTH || bytes[0] != MAGIC) {
            throw new SerializationException("not a " + type.getSimpleName() + " in Confluent's wire format: "
                    + bytes.length + " bytes" + (bytes.length == 0 ? "" : ", the first is " + bytes[0])
                    + ". Whoever writes for " + subject + " must use an Avro serializer with a schema registry");
        }
        int writerId = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
        try {
            return readerFor(writerId)
                    .read(
                            null,
                            DecoderFactory.get()
                                    .binaryDecoder(bytes, HEADER_LENGTH, bytes.length - HEADER_LENGTH, null));
        } catch (SchemaRegistryException e) {
            String message = "cannot read a " + type.getSimpleName() + " of " + subject + ": " + e.getMessage();
            throw e.isRefusal() ? new SerializationException(message, e) : new KafkaException(message, e);
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(
                    "a record of " + subject + " is not the " + type.getSimpleName() + " its schema " + writerId
                            + " promises: " + e.getMessage(),
                    e);
        }
    }

    private DatumReader<T> readerFor(int writerId) {
        DatumReader<T> reader = readers.get(writerId);
        if (reader == null) {
            Schema written = registry.byId(writerId);
            if (!written.getFullName().equals(schema.getFullName())) {
                throw new AvroRuntimeException("it is a " + written.getFullName());
            }
            reader = new SpecificDatumReader<>(written, schema, data);
            readers.put(writerId, reader);
        }
        return reader;
    }
}
