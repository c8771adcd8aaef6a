package io.feedmill.streams;

import io.feedmill.process.ExitStatus;
import io.feedmill.process.ProcessException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder for state, checked before Kafka Streams uses it. */
final class StateFolder {

    private StateFolder() {}

    /**
     * Makes the folder if need be, and writes a file into it.
     *
     * @throws ProcessException if that cannot be done
     */
    static void check(Path folder) {
        try {
            Files.createDirectories(folder);
            // Permissions, quotas and read-only mounts show only when something is really written.
            Path probe = Files.createTempFile(folder, "probe", ".tmp");
            Files.writeString(probe, "feedmill");
            Files.delete(probe);
        } catch (IOException e) {
            throw new ProcessException(
                    ExitStatus.REFUSED,
                    "the folder for state %s cannot be written (%s; this process runs as %s): make it writable, or set another with stream.state-dir"
                            .formatted(folder, reason(e), System.getProperty("user.name")),
                    e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "no permission";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "there is a file of that name";
        }
        return e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
    }
}
