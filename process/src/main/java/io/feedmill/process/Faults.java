package io.feedmill.process;

import io.feedmill.schemas.SchemaRegistryException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/** Says in a sentence what a fault means for whoever runs the process, and what to do. */
public final class Faults {

    private static final String GRANT = ": grant it (what each process needs is in its reference of the configuration)";

    private Faults() {}

    /** The fault as one that carries its exit status; itself if it does already. */
    public static ProcessException explained(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProcessException known) {
                return known;
            }
            if (cause instanceof SchemaRegistryException e) {
                return new ProcessException(
                        e.isRefusal() ? ExitStatus.REFUSED : ExitStatus.UNAVAILABLE, e.getMessage(), fault);
            }
            if (cause instanceof TopicAuthorizationException e) {
                return refused(
                        "Kafka does not let this process use the topics " + e.unauthorizedTopics() + GRANT, fault);
            }
            if (cause instanceof GroupAuthorizationException e) {
                return refused("Kafka does not let this process Read the group " + e.groupId() + GRANT, fault);
            }
            if (cause instanceof TransactionalIdAuthorizationException) {
                return refused("Kafka does not let this process Write with its transactional id" + GRANT, fault);
            }
            if (cause instanceof ClusterAuthorizationException) {
                return refused(
                        "Kafka does not allow this process an operation on the cluster (" + cause.getMessage() + ")"
                                + GRANT,
                        fault);
            }
            if (cause instanceof FencedInstanceIdException) {
                return refused(
                        "another process has joined the group under the name of this one, which stops: give each a name of"
                                + " its own (stream.instance, producer.id)",
                        fault);
            }
            if (cause instanceof ConfigException) {
                return new ProcessException(
                        ExitStatus.USAGE,
                        "a setting below kafka is not as Kafka wants it: " + MillProcess.oneLine(cause),
                        fault);
            }
            if (String.valueOf(cause.getMessage()).contains("running in the same state directory")) {
                return refused(
                        "another process uses the folder for state: give each a folder of its own (stream.state-dir)",
                        fault);
            }
            if (cause instanceof AuthenticationException) {
                return refused(
                        "Kafka does not accept who this process says it is (" + MillProcess.oneLine(cause)
                                + "): check kafka.security.protocol, kafka.sasl.* and kafka.ssl.*",
                        fault);
            }
        }
        Throwable root = unwrapped(fault);
        if (root instanceof TimeoutException) {
            return new ProcessException(
                    ExitStatus.UNAVAILABLE, "Kafka did not answer: " + MillProcess.oneLine(root), fault);
        }
        return new ProcessException(ExitStatus.FAILED, MillProcess.oneLine(root), fault);
    }

    /** Whether its message says all there is to say. */
    static boolean isForeseen(Throwable fault) {
        return explained(fault).status() != ExitStatus.FAILED
                || unwrapped(fault) instanceof ProcessException
                || unwrapped(fault) instanceof KafkaException;
    }

    private static Throwable unwrapped(Throwable fault) {
        boolean wrapped = fault instanceof ExecutionException || fault instanceof CompletionException;
        return wrapped && fault.getCause() != null ? fault.getCause() : fault;
    }

    private static ProcessException refused(String message, Throwable cause) {
        return new ProcessException(ExitStatus.REFUSED, message, cause);
    }
}
