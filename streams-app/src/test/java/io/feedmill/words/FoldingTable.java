package io.feedmill.words;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.zip.GZIPOutputStream;

/**
 * Makes the table that {@link Folding} reads, from the Unicode data of the JDK it runs on (17, Unicode 13). To be run by
 * hand, with the file to write as its argument, when the table is to follow a newer Unicode.
 */
final class FoldingTable {

    private FoldingTable() {}

    public static void main(String[] args) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(Path.of(args[0]))))) {
            int before = -1;
            for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
                if (properties(c) != before) {
                    before = properties(c);
                    out.writeInt(c);
                    out.writeByte(before);
                }
            }
            out.writeInt(-1);
            before = 0;
            for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
                if (fold(c) - c != before) {
                    before = fold(c) - c;
                    out.writeInt(c);
                    out.writeInt(before);
                }
            }
            out.writeInt(-1);
        }
    }

    static int properties(int c) {
        return kindOf(c)
                | (Character.isUpperCase(c) ? Folding.CAPITAL : 0)
                | (Character.isLetter(c) ? Folding.LETTER : 0);
    }

    static int fold(int c) {
        return c < 0x10000 ? foldedOf((char) c) : Character.toLowerCase(c);
    }

    private static byte kindOf(int c) {
        if (silent(c)) {
            return Folding.SILENT;
        }
        int type = Character.getType(c);
        boolean mark = type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
        if (!mark && !Character.isLetterOrDigit(c)) {
            return Folding.SEPARATOR;
        }
        return switch (Character.UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> Folding.SINGLE;
            default -> c == 0x30FC ? Folding.SINGLE : mark ? Folding.MARK : Folding.WORD;
        };
    }

    private static boolean silent(int c) {
        return c >= 0x300 && c <= 0x36F
                || c >= 0x591 && c <= 0x5C7
                || c >= 0x610 && c <= 0x61A
                || c == 0x640
                || c >= 0x64B && c <= 0x65F
                || c == 0x670
                || c == 0xAD
                || c >= 0x200B && c <= 0x200F
                || c == 0x2060
                || c == 0xFEFF;
    }

    private static char foldedOf(char c) {
        switch (c) {
            case 'ı':
                return 'i';
            case 'ς':
                return 'σ';
            case 'أ', 'إ', 'آ', 'ٱ':
                return 'ا';
            case 'ى', 'ی':
                return 'ي';
            case 'ک':
                return 'ك';
            case 'ة':
                return 'ه';
            default:
        }
        char small = Character.toLowerCase(c);
        if (c < 0x530 || c >= 0x1E00 && c < 0x2000) {
            char base = Normalizer.normalize(String.valueOf(small), Normalizer.Form.NFD)
                    .charAt(0);
            return Character.isLetterOrDigit(base) ? base : small;
        }
        if (c >= 0xFF01 && c <= 0xFF5E) {
            return Character.toLowerCase((char) (c - 0xFEE0));
        }
        return small;
    }
}
