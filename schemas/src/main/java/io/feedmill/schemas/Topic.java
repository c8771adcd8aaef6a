package io.feedmill.schemas;

import org.apache.kafka.common.serialization.Serde;

/**
 * A topic with what its records are made of. Keys are UTF-8 text wherever they mean something, so that every tool and
 * language can read them and puts the same key into the same partition.
 *
 * @param name the full name on the cluster, prefix included
 * @param keys thread-safe
 * @param values thread-safe
 */
public record Topic<K, V>(String name, Serde<K> keys, Serde<V> values) {}
