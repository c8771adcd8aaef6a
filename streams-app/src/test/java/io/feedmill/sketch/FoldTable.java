package io.feedmill.sketch;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.zip.GZIPOutputStream;

/**
 * Makes the table that {@link Tokens} reads, from the Unicode data of the JDK it runs on (17, Unicode 13). To be run by
 * hand, with the file to write as its argument, when the table is to follow a newer Unicode; all sketches change then.
 */
final class FoldTable {

    private FoldTable() {}

    public static void main(String[] args) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(Path.of(args[0]))))) {
            for (int c = 0; c <= Character.MAX_VALUE; c++) {
                char folded = fold((char) c);
                out.writeChar(folded <= 1 ? 0x8000 + folded : folded - c); // differences compress better
            }
        }
    }

    static char fold(char c) {
        boolean diacritic = (c >= 0x0300 && c <= 0x036F)
                || (c >= 0x0591 && c <= 0x05C7 && Character.getType(c) == Character.NON_SPACING_MARK)
                || (c >= 0x064B && c <= 0x065F)
                || c == 0x0670
                || c == 0x00AD
                || (c >= 0x200B && c <= 0x200F)
                || c == 0x2060
                || c == 0xFEFF;
        if (diacritic) {
            return 1;
        }
        if (c >= 0xD840 && c < 0xD8C0) {
            return c; // Han beyond the first plane
        }
        boolean mark = Character.getType(c) == Character.COMBINING_SPACING_MARK
                || Character.getType(c) == Character.NON_SPACING_MARK;
        if (!Character.isLetterOrDigit(c) && !mark) {
            return 0;
        }
        boolean stripped = c < 0x0530 || (c >= 0x1E00 && c < 0x2000) || (c >= 0xFF00 && c < 0xFF60);
        char base = c;
        if (stripped) {
            String parts = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKD);
            base = Character.isLetterOrDigit(parts.charAt(0)) ? parts.charAt(0) : c;
        }
        return Character.toLowerCase(base);
    }
}
