package io.feedmill.process;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The settings that every long-running process has. */
public final class Common {

    public static final Setting<String> BOOTSTRAP_SERVERS = Setting.of(
            "kafka.bootstrap.servers", Kind.text(), "localhost:9092", "Where Kafka is: host:port, host:port.");

    public static final Setting<URI> REGISTRY_URL = Setting.of(
            "registry.url",
            Kind.url(),
            "http://localhost:8081",
            "Where the schema registry is. Any that speaks Confluent's API will do.");

    public static final Setting<String> REGISTRY_USER =
            Setting.of("registry.user", Kind.text(), null, "Who asks the schema registry, where it wants to know.");

    public static final Setting<String> REGISTRY_PASSWORD =
            Setting.secret("registry.password", "The password of registry.user.");

    public static final Setting<String> PREFIX = Setting.of(
            "topics.prefix",
            Kind.text(),
            null,
            "What the names of all topics of this mill begin with. Mills with different prefixes share a cluster.");

    public static final Setting<String> HTTP_HOST = Setting.of(
            "http.host",
            Kind.text(),
            "127.0.0.1",
            "The address that health and metrics are served on. 0.0.0.0 is all of the machine's; the images set it.");

    public static final Setting<Integer> HTTP_PORT = Setting.of(
            "http.port", Kind.number(0, 65_535), "8080", "The port of health and metrics. 0 is any that is free.");

    public static final Setting<Duration> STARTUP_WAIT = Setting.of(
            "startup.wait",
            Kind.duration(Duration.ZERO, Duration.ofDays(1)),
            "5m",
            "How long to wait at the start for Kafka and the schema registry to answer.");

    public static final Setting<Duration> STOP_WAIT = Setting.of(
            "stop.wait",
            Kind.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
            "30s",
            "How long a process that is asked to stop may take to finish what it has begun. The supervisor's own"
                    + " patience should be a little longer.");

    public static final Setting<Duration> NO_PROGRESS = Setting.of(
            "health.no-progress",
            Kind.duration(Duration.ofSeconds(10), Duration.ofDays(1)),
            "10m",
            "After how long without progress, though there is work and Kafka answers, a process is no longer live.");

    public static final Setting<String> LOG_FORMAT = Setting.of(
            "log.format",
            Kind.oneOf("text", "json"),
            "text",
            "How log lines look: text for people, json for machines.");

    public static final Setting<String> LOG_LEVEL = Setting.of(
            "log.level",
            Kind.oneOf("error", "warn", "info", "debug"),
            "info",
            "What of the mill's own logs is shown. Of the libraries, warnings and errors are.");

    /** All of them, in the order of the reference. */
    public static final List<Setting<?>> ALL = List.of(
            BOOTSTRAP_SERVERS,
            REGISTRY_URL,
            REGISTRY_USER,
            REGISTRY_PASSWORD,
            PREFIX,
            HTTP_HOST,
            HTTP_PORT,
            STARTUP_WAIT,
            STOP_WAIT,
            NO_PROGRESS,
            LOG_FORMAT,
            LOG_LEVEL);

    private Common() {}
}
