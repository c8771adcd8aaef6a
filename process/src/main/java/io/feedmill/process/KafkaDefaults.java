package io.feedmill.process;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * What the mill's Kafka clients are told where nobody says otherwise, so that they give up a broker that has gone as soon as
 * the cluster has, after some ten seconds, instead of after half a minute or more.
 */
public final class KafkaDefaults {

    /**
     * For every client. A request that takes longer is sent again, on another connection: harmless, because reading has no
     * effects and what is written has numbers by which brokers know it again.
     */
    public static final Map<String, String> PATIENCE = new TreeMap<>(Map.of(
            CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, "10000",
            CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, "3000",
            CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, "6000"));

    /**
     * For those that write in transactions: longer than the cluster needs to replace a broker, or it would abort what waits
     * for that; shorter than an instance that has died is waited for, whose open transaction keeps readers waiting.
     */
    public static final Map<String, String> TRANSACTIONS = Map.of(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "30000");

    private KafkaDefaults() {}
}
