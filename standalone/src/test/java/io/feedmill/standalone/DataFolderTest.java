package io.feedmill.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path dir;

    @Test
    void makesTheFolderThatIsNotThere() {
        try (DataFolder folder = DataFolder.claim(dir.resolve("a/b"))) {
            assertTrue(Files.isDirectory(folder.path()));
        }
    }

    @Test
    void canBeClaimedAgainOnceItIsGivenBack() {
        DataFolder.claim(dir).close();
        try (DataFolder again = DataFolder.claim(dir)) {
            assertThrows(FeedmillException.class, () -> DataFolder.claim(dir));
            assertEquals(dir, again.path());
        }
    }

    @Test
    void refusesAFile() throws IOException {
        Path file = Files.createFile(dir.resolve("file"));
        String message = messageFor(file);
        assertEquals(file + " is not a folder: choose another with --data", message);
    }

    @Test
    void refusesAFolderBelowAFile() throws IOException {
        Path file = Files.createFile(dir.resolve("file"));
        assertTrue(messageFor(file.resolve("below")).endsWith("choose another with --data"));
    }

    @Test
    void refusesAFolderWithoutPermission() throws IOException {
        Path readOnly = Files.createDirectory(dir.resolve("ro"));
        Files.setPosixFilePermissions(readOnly, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeFalse(Files.isWritable(readOnly), "permissions do not bind this user");
        assertEquals(
                "the folder %s cannot be written (no permission): make it writable, or choose another with --data"
                        .formatted(readOnly),
                messageFor(readOnly));
    }

    @Test
    void refusesAFileSystemThatTakesNoFolders() {
        Path nowhere = Path.of("/proc/feedmill");
        assumeFalse(!Files.isDirectory(Path.of("/proc")), "there is no /proc here");
        String message = messageFor(nowhere);
        assertTrue(message.contains("/proc/feedmill"), message);
        assertFalse(message.contains("\n"), message);
    }

    private static String messageFor(Path folder) {
        return assertThrows(FeedmillException.class, () -> DataFolder.claim(folder))
                .getMessage();
    }
}
