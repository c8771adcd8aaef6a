package io.feedmill.producer.parse;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document's bytes as characters. The order is that of RFC 7303: byte order mark, {@code charset} of the HTTP header,
 * XML declaration, UTF-8. But labels lie, so each is believed only if the bytes agree, and bytes beyond ASCII that are
 * flawless UTF-8 are UTF-8 whatever the labels say: no other encoding looks like it by chance. What fits nothing is
 * read as UTF-8 with its stray bytes as Windows-1252 where most of it is UTF-8, else as its letters suggest ({@link
 * LegacyEncoding}), else as Windows-1252.
 */
final class TextDecoder {

    /** @param problem what had to be overruled, in words; null if nothing */
    record Decoded(String text, Charset charset, String problem) {}

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** Labels that mean another encoding in practice (WHATWG Encoding Standard, 4.2). */
    private static final Map<String, String> MEANT = Map.ofEntries(
            Map.entry("ascii", "windows-1252"),
            Map.entry("us-ascii", "windows-1252"),
            Map.entry("ansi", "windows-1252"),
            Map.entry("iso-8859-1", "windows-1252"),
            Map.entry("iso8859-1", "windows-1252"),
            Map.entry("iso_8859-1", "windows-1252"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("latin-1", "windows-1252"),
            Map.entry("iso-8859-9", "windows-1254"),
            Map.entry("iso-8859-11", "windows-874"),
            Map.entry("tis-620", "windows-874"),
            Map.entry("gb2312", "GB18030"),
            Map.entry("gb_2312-80", "GB18030"),
            Map.entry("gbk", "GB18030"),
            Map.entry("x-gbk", "GB18030"),
            Map.entry("shift_jis", "windows-31j"),
            Map.entry("shift-jis", "windows-31j"),
            Map.entry("sjis", "windows-31j"),
            Map.entry("x-sjis", "windows-31j"),
            Map.entry("euc-kr", "x-windows-949"),
            Map.entry("ks_c_5601-1987", "x-windows-949"),
            Map.entry("utf8", "UTF-8"),
            Map.entry("utf_8", "UTF-8"),
            Map.entry("unicode", "UTF-16LE"),
            Map.entry("utf-16", "UTF-16LE"));

    private static final Pattern HEADER_CHARSET =
            Pattern.compile("(?i)charset\\s{0,8}=\\s{0,8}[\"']?\\s{0,8}([A-Za-z0-9_.:+-]{1,40})");
    private static final Pattern DECLARED = Pattern.compile(
            "^\\s{0,64}<\\?xml\\s[^>]{0,200}?encoding\\s{0,8}=\\s{0,8}[\"']\\s{0,8}([A-Za-z0-9_.:+-]{1,40})");

    private TextDecoder() {}

    /**
     * @param contentType the header {@code Content-Type}; null where there is none
     */
    static Decoded decode(byte[] bytes, String contentType) {
        Decoded marked = byMark(bytes);
        if (marked != null) {
            return marked;
        }
        Charset wide = byPattern(bytes);
        if (wide != null) {
            return new Decoded(new String(bytes, wide), wide, null);
        }
        String header = first(HEADER_CHARSET, contentType == null ? "" : contentType);
        String declared =
                first(DECLARED, new String(bytes, 0, Math.min(bytes.length, 400), StandardCharsets.ISO_8859_1));
        return byLabel(bytes, header, declared);
    }

    private static Decoded byMark(byte[] bytes) {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            Decoded rest = byLabel(java.util.Arrays.copyOfRange(bytes, 3, bytes.length), "utf-8", null);
            return new Decoded(rest.text(), rest.charset(), rest.problem());
        }
        if (startsWith(bytes, 0xFF, 0xFE, 0, 0)) {
            return wide(bytes, 4, "UTF-32LE");
        }
        if (startsWith(bytes, 0, 0, 0xFE, 0xFF)) {
            return wide(bytes, 4, "UTF-32BE");
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return wide(bytes, 2, "UTF-16LE");
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return wide(bytes, 2, "UTF-16BE");
        }
        return null;
    }

    private static Decoded wide(byte[] bytes, int from, String name) {
        Charset charset = Charset.forName(name);
        return new Decoded(new String(bytes, from, bytes.length - from, charset), charset, null);
    }

    /** Zeros between the first characters: UTF-16 or UTF-32 without a mark (XML 1.0, appendix F). */
    private static Charset byPattern(byte[] bytes) {
        if (bytes.length < 4) {
            return null;
        }
        if (startsWith(bytes, '<', 0, 0, 0)) {
            return Charset.forName("UTF-32LE");
        }
        if (startsWith(bytes, 0, 0, 0, '<')) {
            return Charset.forName("UTF-32BE");
        }
        if (bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0) {
            return StandardCharsets.UTF_16LE;
        }
        if (bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0) {
            return StandardCharsets.UTF_16BE;
        }
        return null;
    }

    private static Decoded byLabel(byte[] bytes, String header, String declared) {
        List<String> labels = java.util.stream.Stream.of(header, declared)
                .filter(java.util.Objects::nonNull)
                .toList();
        boolean escapes = contains(bytes, (byte) 0x1B);
        String utf8 = escapes ? null : strictly(bytes, StandardCharsets.UTF_8);
        if (utf8 != null) {
            String once = utf8.length() == bytes.length ? null : DoubleEncoding.undone(utf8);
            if (once != null) {
                return new Decoded(once, StandardCharsets.UTF_8, "UTF-8 encoded in UTF-8 once more: undone");
            }
            return new Decoded(utf8, StandardCharsets.UTF_8, utf8.length() == bytes.length ? null : overruled(labels));
        }
        Charset shifting = escapes ? shifting(bytes) : null;
        if (shifting != null) {
            return new Decoded(strictly(bytes, shifting), shifting, null);
        }
        String problem = null;
        for (String label : labels) {
            Charset charset = named(label);
            if (charset == null) {
                problem = "unknown encoding \"" + label + "\"";
                continue;
            }
            // Documents that reached us as bytes of one each are not UTF-16, whatever they say.
            String text = charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32")
                    ? null
                    : strictly(bytes, charset);
            Charset meant = text != null && charset.equals(WINDOWS_1252) ? LegacyEncoding.despiteLabel(bytes) : null;
            if (meant != null) {
                String as = "declared as " + label + ", but " + meant.displayName(Locale.ROOT)
                        + ", to judge by its letters";
                return new Decoded(new String(bytes, meant), meant, as);
            }
            if (text != null) {
                return new Decoded(text, charset, problem);
            }
            problem = "not in its declared encoding " + label;
        }
        return mixed(bytes, problem == null ? "not in UTF-8, and no other encoding is declared" : problem);
    }

    /** Japanese or Korean of seven bits, whatever the labels say; null if it is neither. */
    private static Charset shifting(byte[] bytes) {
        for (String name : List.of("ISO-2022-JP", "ISO-2022-KR")) {
            Charset charset = Charset.isSupported(name) ? Charset.forName(name) : null;
            if (charset != null && strictly(bytes, charset) != null) {
                return charset;
            }
        }
        return null;
    }

    private static String overruled(List<String> labels) {
        for (String label : labels) {
            Charset charset = named(label);
            if (charset == null) {
                return "unknown encoding \"" + label + "\": it is UTF-8";
            }
            return charset.equals(StandardCharsets.UTF_8) ? null : "declared as " + label + ", but it is UTF-8";
        }
        return null;
    }

    /** UTF-8 with stray bytes as Windows-1252, or all Windows-1252 where hardly anything is UTF-8. */
    private static Decoded mixed(byte[] bytes, String problem) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        int stray = 0;
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (result.isUnderflow()) {
                break;
            }
            byte[] odd = new byte[result.length()];
            in.get(odd);
            out.put(new String(odd, WINDOWS_1252));
            stray += odd.length;
        }
        String text = out.flip().toString();
        long wide = text.chars().filter(c -> c > 0xFF).count();
        if (stray * 4L > wide + text.length() / 10_000) {
            Charset guessed = LegacyEncoding.of(bytes);
            if (guessed != null) {
                String as = problem + ": read as " + guessed.displayName(Locale.ROOT) + ", to judge by its letters";
                return new Decoded(new String(bytes, guessed), guessed, as);
            }
            return new Decoded(new String(bytes, WINDOWS_1252), WINDOWS_1252, problem + ": read as Windows-1252");
        }
        return new Decoded(text, StandardCharsets.UTF_8, problem + ": read as UTF-8 with " + stray + " stray bytes");
    }

    private static String strictly(byte[] bytes, Charset charset) {
        if (charset.equals(WINDOWS_1252)) {
            return new String(bytes, charset); // five holes in it are no reason to doubt it
        }
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static Charset named(String label) {
        String name = label.toLowerCase(Locale.ROOT);
        try {
            return Charset.forName(MEANT.getOrDefault(name, name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((bytes[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean contains(byte[] bytes, byte wanted) {
        for (byte b : bytes) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }
}
