package io.feedmill.sketch;

import io.feedmill.words.Words;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Texts as they stand, as a number: for telling a text that has not changed at all, without looking at its words. */
public final class Verbatim {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long BASE = 0x9e3779b97f4a7c15L;
    private static final long BASE_2 = 0xd6e8feb86659fd93L;

    private Verbatim() {}

    /**
     * A 64-bit hash of the texts in their order, eight bytes a step. Without cryptographic strength.
     *
     * @param texts any of them may be null, which is not the same as empty
     */
    public static long digest(List<String> texts) {
        long hash = texts.size();
        for (String text : texts) {
            hash = text == null ? append(hash, -1) : append(hash, text.getBytes(StandardCharsets.UTF_8));
        }
        return Words.mix(hash);
    }

    private static long append(long hash, byte[] bytes) {
        long all = append(hash, bytes.length);
        int i = 0;
        for (; i + Long.BYTES <= bytes.length; i += Long.BYTES) {
            all = append(all, (long) EIGHT_BYTES.get(bytes, i));
        }
        long rest = 0;
        for (; i < bytes.length; i++) {
            rest = rest << Byte.SIZE | bytes[i] & 0xFF;
        }
        return append(all, rest);
    }

    private static long append(long hash, long word) {
        return Long.rotateLeft(hash ^ word * BASE, 29) * BASE_2;
    }
}
