package io.feedmill.rules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** What names a set of rules in records. */
public final class Digest {

    private Digest() {}

    /**
     * SHA-256, in lower-case hex, of what the files say. It depends neither on the order of the files nor on their names
     * and ends of lines.
     */
    public static String of(List<RuleText> files) {
        MessageDigest sha = sha256();
        files.stream()
                .map(file -> sha256().digest(file.text().getBytes(StandardCharsets.UTF_8)))
                .map(HexFormat.of()::formatHex)
                .sorted()
                .forEach(each -> sha.update(each.getBytes(StandardCharsets.US_ASCII)));
        return HexFormat.of().formatHex(sha.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
