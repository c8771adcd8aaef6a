package io.feedmill.standalone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * A folder that one process at a time may use, checked before anything is started in it. The operating system drops the
 * lock with the process, however that ends.
 */
final class DataFolder implements AutoCloseable {
    /** Below this a broker cannot make its topics, and a broker that meets a full disk does not survive it. */
    static final long LEAST_FREE_BYTES = 64L << 20;

    private static final String LOCK = "feedmill.lock";

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the folder if need be, and claims it.
     *
     * @throws FeedmillException if it is no folder, cannot be written, has no space left, or is in use
     */
    static DataFolder claim(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            checkSpace(path);
            FileChannel lock = FileChannel.open(
                    path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!locked(lock)) {
                lock.close();
                throw new FeedmillException(
                        "the folder %s is in use by another feedmill: stop it, or choose another folder with --data"
                                .formatted(path));
            }
            checkWrite(path);
            return new DataFolder(path, lock);
        } catch (FileAlreadyExistsException e) {
            throw new FeedmillException(
                    "%s is not a folder: choose another with --data"
                            .formatted(e.getFile() == null ? path : e.getFile()),
                    e);
        } catch (AccessDeniedException | ReadOnlyFileSystemException e) {
            throw new FeedmillException(
                    "the folder %s cannot be written (no permission): make it writable, or choose another with --data"
                            .formatted(path),
                    e);
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    Path path() {
        return path;
    }

    /** Gives the folder back. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            // The lock goes with the process.
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void checkSpace(Path path) throws IOException {
        long free = Files.getFileStore(path).getUsableSpace();
        if (free < LEAST_FREE_BYTES) {
            throw full(path, "%d MB left, at least %d MB are needed".formatted(free >> 20, LEAST_FREE_BYTES >> 20));
        }
    }

    /** Permissions, quotas and read-only mounts show only when something is really written. */
    private static void checkWrite(Path path) throws IOException {
        Path probe = Files.createTempFile(path, "probe", ".tmp");
        try {
            Files.write(probe, "feedmill".getBytes(StandardCharsets.US_ASCII));
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static FeedmillException full(Path path, String detail) {
        return new FeedmillException(
                "the disk of the folder %s is full (%s): make room, or choose another folder with --data"
                        .formatted(path, detail));
    }

    private static FeedmillException unusable(Path path, IOException e) {
        String reason = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
        String lower = String.valueOf(reason).toLowerCase(Locale.ROOT);
        if (lower.contains("no space") || lower.contains("quota")) {
            return full(path, reason);
        }
        if (lower.contains("read-only")) {
            return new FeedmillException(
                    "the folder %s cannot be written (read-only file system): choose another with --data"
                            .formatted(path),
                    e);
        }
        return new FeedmillException(
                "the folder %s cannot be used (%s): choose another with --data".formatted(path, reason), e);
    }
}
