package io.feedmill.strip;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.zip.GZIPOutputStream;

/**
 * Makes the table that {@link Fold} reads, from the Unicode data of the JDK it runs on (17, Unicode 13). To be run by hand,
 * with the file to write as its argument, when the table is to follow a newer Unicode.
 */
final class FoldTable {

    private FoldTable() {}

    public static void main(String[] args) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(Path.of(args[0]))))) {
            for (int c = 0; c <= Character.MAX_VALUE; c++) {
                out.writeChar(folded((char) c) - c); // differences compress better
            }
            for (int c = 0; c <= Character.MAX_VALUE; c++) {
                out.writeBoolean(isWordPart((char) c));
            }
        }
    }

    static boolean isWordPart(char c) {
        boolean mark = c >= 0x300
                && (Character.getType(c) == Character.NON_SPACING_MARK
                        || Character.getType(c) == Character.COMBINING_SPACING_MARK);
        return Character.isLetterOrDigit(c) || mark || Character.isSurrogate(c);
    }

    static char folded(char c) {
        if (c < 0x80) {
            return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c < ' ' ? ' ' : c == '`' ? '\'' : c;
        }
        if (Character.isSurrogate(c)) {
            return c;
        }
        if (c >= 0xFF01 && c <= 0xFF5E) {
            return folded((char) (c - 0xFEE0));
        }
        if (Character.isSpaceChar(c)) {
            return ' ';
        }
        if ("‘’‚‛′´ʼ".indexOf(c) >= 0) {
            return '\'';
        }
        if ("“”„‟«»″「」『』".indexOf(c) >= 0) {
            return '"';
        }
        if (c >= 0x2010 && c <= 0x2015 || c == 0x2212) {
            return '-';
        }
        char lower = Character.toLowerCase(Character.toUpperCase(c));
        if (lower < 0x80) {
            return lower;
        }
        if (lower >= 0xC0 && lower <= 0x24F
                || lower >= 0x370 && lower <= 0x4FF
                || lower >= 0x620 && lower <= 0x6FF
                || lower >= 0x1E00 && lower <= 0x1FFF) {
            char base = Normalizer.normalize(String.valueOf(lower), Normalizer.Form.NFD)
                    .charAt(0);
            return Character.toLowerCase(base);
        }
        return lower;
    }
}
