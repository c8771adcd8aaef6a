package io.feedmill.producer.fetch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Streams read whole, up to a limit that counts what comes out of the decompressor. */
final class Capped {

    /** More than the limit came. */
    static final class TooLargeException extends IOException {

        private static final long serialVersionUID = 1L;

        TooLargeException(int limit) {
            super("larger than " + (limit >= 1 << 20 ? (limit >> 20) + " MB" : limit + " bytes"));
        }
    }

    /** Some servers zip what is zipped already. */
    private static final int ROUNDS = 2;

    private Capped() {}

    /** All of the stream, decompressed if it is gzip, whether that was announced or not. */
    static byte[] read(InputStream in, int limit) throws IOException {
        byte[] bytes = all(in, limit);
        for (int round = 0; round < ROUNDS && isZipped(bytes); round++) {
            try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                bytes = all(unzipped, limit);
            }
        }
        return bytes;
    }

    private static boolean isZipped(byte[] bytes) {
        return bytes.length > 2 && bytes[0] == 0x1F && (bytes[1] & 0xFF) == 0x8B;
    }

    private static byte[] all(InputStream in, int limit) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64 << 10);
        byte[] buffer = new byte[16 << 10];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            if (out.size() + n > limit) {
                throw new TooLargeException(limit);
            }
            out.write(buffer, 0, n);
        }
        return out.toByteArray();
    }
}
