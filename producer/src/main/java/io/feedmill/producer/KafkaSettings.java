package io.feedmill.producer;

import io.feedmill.process.KafkaDefaults;
import io.feedmill.schemas.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The settings of the Kafka clients: ours, over which go those handed through, except where they would break a promise. */
final class KafkaSettings {

    /** What exactly-once publishing stands on. */
    private static final Set<String> OURS = Set.of(
            ProducerConfig.ACKS_CONFIG,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.GROUP_PROTOCOL_CONFIG,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);

    private KafkaSettings() {}

    /**
     * Of a producer that writes in transactions.
     *
     * @throws IllegalArgumentException if a setting is handed through that may not be
     */
    static Map<String, Object> producer(
            String bootstrapServers, String transactionalId, Map<String, String> handedThrough) {
        Map<String, Object> settings = writer(bootstrapServers, handedThrough);
        // What a killed producer leaves open keeps readers waiting for so long, if nobody takes over before.
        settings.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        return settings;
    }

    /**
     * Of a producer whose records need not be all or nothing.
     *
     * @throws IllegalArgumentException if a setting is handed through that may not be
     */
    static Map<String, Object> writer(String bootstrapServers, Map<String, String> handedThrough) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_RECORD_BYTES);
        settings.putAll(KafkaDefaults.PATIENCE);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000);
        handThrough(settings, handedThrough);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return settings;
    }

    /**
     * @throws IllegalArgumentException if a setting is handed through that may not be
     */
    static Map<String, Object> consumer(String bootstrapServers, Map<String, String> handedThrough) {
        Map<String, Object> settings = new HashMap<>();
        settings.putAll(KafkaDefaults.PATIENCE);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        handThrough(settings, handedThrough);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return settings;
    }

    /**
     * Of a consumer that is there for what the group gives it, and reads nothing.
     *
     * @param instance null for none
     * @throws IllegalArgumentException if a setting is handed through that may not be
     */
    static Map<String, Object> member(
            String bootstrapServers, String group, String instance, Map<String, String> handedThrough) {
        Map<String, String> shorter = new HashMap<>();
        // So long a producer that died is waited for.
        shorter.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000");
        shorter.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "2000");
        shorter.putAll(handedThrough);
        Map<String, Object> settings = consumer(bootstrapServers, shorter);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        if (instance != null) {
            settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance);
        }
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        return settings;
    }

    static Map<String, Object> admin(String bootstrapServers, Map<String, String> handedThrough) {
        Map<String, Object> settings = new HashMap<>();
        settings.putAll(KafkaDefaults.PATIENCE);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        handThrough(settings, handedThrough);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return settings;
    }

    private static void handThrough(Map<String, Object> settings, Map<String, String> handedThrough) {
        handedThrough.forEach((name, value) -> {
            if (OURS.contains(name)) {
                throw new IllegalArgumentException("the Kafka setting " + name
                        + " cannot be changed: publishing exactly once stands on it; leave it out");
            }
            settings.put(name, value);
        });
    }
}
