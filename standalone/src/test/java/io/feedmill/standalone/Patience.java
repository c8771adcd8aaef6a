package io.feedmill.standalone;

import java.time.Duration;
import java.util.Map;

/** For how long tests wait: what a busy machine may need. It costs time only where a test fails. */
public final class Patience {

    /** For one thing to happen. */
    public static final Duration LONG = Duration.ofMinutes(3);

    /** Settings for Kafka clients of tests that are not about a Kafka that is away. */
    public static final Map<String, String> KAFKA = Map.of(
            "default.api.timeout.ms", "120000",
            "delivery.timeout.ms", "120000",
            "max.block.ms", "120000",
            "transaction.timeout.ms", "120000");

    private Patience() {}
}
