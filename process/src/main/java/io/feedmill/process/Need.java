package io.feedmill.process;

import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What a process must be allowed to do on a cluster with permissions.
 *
 * @param name of the resource; for a prefix, how its names begin
 * @param prefixed whether it is about all resources whose names begin so
 * @param why in half a sentence, for the reference
 */
public record Need(ResourceType resource, String name, boolean prefixed, Set<AclOperation> operations, String why) {

    public Need {
        operations = new TreeSet<>(operations);
    }

    public static Need topic(String name, String why, AclOperation... operations) {
        return new Need(ResourceType.TOPIC, name, false, Set.of(operations), why);
    }

    public static Need topics(String prefix, String why, AclOperation... operations) {
        return new Need(ResourceType.TOPIC, prefix, true, Set.of(operations), why);
    }

    public static Need group(String name, String why, AclOperation... operations) {
        return new Need(ResourceType.GROUP, name, false, Set.of(operations), why);
    }

    public static Need transactions(String prefix, String why, AclOperation... operations) {
        return new Need(ResourceType.TRANSACTIONAL_ID, prefix, true, Set.of(operations), why);
    }

    public static Need cluster(String why, AclOperation... operations) {
        return new Need(ResourceType.CLUSTER, "kafka-cluster", false, Set.of(operations), why);
    }
}
