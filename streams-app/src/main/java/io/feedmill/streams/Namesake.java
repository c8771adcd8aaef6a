package io.feedmill.streams;

import io.feedmill.process.MillProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Another process under the name of this instance. Whoever joins the group last drives the other out, so two that are always
 * started again would do so for good. Hence one that was driven out leaves a note in its folder for state, and when it is
 * started again, waits until the name is free.
 */
final class Namesake {

    private static final Logger LOG = LoggerFactory.getLogger(Namesake.class);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final MillSettings settings;
    private final Path note;

    Namesake(MillSettings settings) {
        this.settings = settings;
        this.note = settings.stateDir().resolve(settings.applicationId() + ".driven-out");
    }

    /** Notes that this instance was driven out, if that is what the fault says. */
    void remember(Throwable fault) {
        if (Mill.isFenced(fault)) {
            try {
                Files.writeString(note, "Another process has joined the group as " + settings.instanceId() + "\n");
            } catch (IOException e) {
                LOG.warn("{} cannot be written: {}", note, e.getMessage());
            }
        }
    }

    /** Returns at once, unless this instance was driven out when it last ran and the name is still taken. */
    void awaitNone(MillProcess process, Admin admin) throws InterruptedException {
        if (!Files.exists(note)) {
            return;
        }
        boolean said = false;
        while (isTaken(admin)) {
            String reason =
                    "another process works under its name, %s, and has driven it out before: it waits until that one"
                                    .formatted(settings.instanceId())
                            + " has gone; give each a stream.instance of its own";
            process.health().stage(reason);
            if (!said) {
                LOG.warn("Not started: {}", reason);
                said = true;
            }
            process.pause(ASK_AGAIN);
        }
        try {
            Files.deleteIfExists(note);
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted: {}", note, e.getMessage());
        }
    }

    private boolean isTaken(Admin admin) throws InterruptedException {
        try {
            return admin
                    .describeConsumerGroups(List.of(settings.applicationId()))
                    .describedGroups()
                    .get(settings.applicationId())
                    .get(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
                    .members()
                    .stream()
                    .flatMap(member -> member.groupInstanceId().stream())
                    // Kafka Streams adds a thread's number.
                    .anyMatch(name -> name.matches(Pattern.quote(settings.instanceId()) + "-[0-9]{1,4}"));
        } catch (ExecutionException e) {
            return !(e.getCause() instanceof GroupIdNotFoundException);
        } catch (TimeoutException e) {
            return true;
        }
    }
}
