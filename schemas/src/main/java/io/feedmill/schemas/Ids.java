package io.feedmill.schemas;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids made from what they stand for, the same on every machine. */
public final class Ids {

    private Ids() {}

    /** The id of the feed with this URL: sixteen lower-case hex digits. */
    public static String feedId(String url) {
        return sha256Hex(url.getBytes(StandardCharsets.UTF_8), 16);
    }

    /**
     * The start of the bytes' SHA-256 in lower-case hex.
     *
     * @param digits how many hex digits, from 1 to 64
     */
    public static String sha256Hex(byte[] bytes, int digits) {
        return HexFormat.of().formatHex(sha256(bytes)).substring(0, digits);
    }

    /** The bytes' SHA-256. */
    public static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
