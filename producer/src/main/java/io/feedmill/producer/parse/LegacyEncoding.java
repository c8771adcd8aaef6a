package io.feedmill.producer.parse;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which encoding older than UTF-8 a document is in that declares none, or the wrong one. Guessed from the letters: in the
 * right encoding the commonest letters of its language make up the share of the text that they always do, and stand side
 * by side. What is only half sure is no guess. Of the Latin alphabets, whose few letters beyond ASCII prove nothing, the
 * language that the document declares decides (WHATWG HTML, 13.2.3.2, the table of locales).
 */
final class LegacyEncoding {

    private static final int SAMPLE_BYTES = 128 << 10;

    /** Fewer characters beyond ASCII prove nothing. */
    private static final int LEAST_CHARACTERS = 12;

    /** The least share of them that stand side by side: words of another alphabet, and not a letter with an accent. */
    private static final double SIDE_BY_SIDE = 0.75;

    private record Candidate(Charset charset, String commonest, double leastShare) {}

    private static final String RUSSIAN = "оеаинтсрвл";
    private static final String SIMPLIFIED = "的一是不了在人有我他这中国为和上大个到说们时要地会可年以行于发";
    private static final String TRADITIONAL = "的一是不了在人有我他這中國為和上大個到說們時要地會可年以行於發";
    private static final String JAPANESE = "のにはをたがでてとしれさいなるもかんスンルトー、。";

    /** The shares are about half of those in running text. */
    private static final List<Candidate> CANDIDATES = candidates(
            "windows-1251",
            RUSSIAN,
            0.4,
            "KOI8-R",
            RUSSIAN,
            0.4,
            "ISO-8859-5",
            RUSSIAN,
            0.4,
            "IBM866",
            RUSSIAN,
            0.4,
            "windows-1253",
            "αοιετσνηυρ",
            0.4,
            "windows-1255",
            "יוהלאתרמבש",
            0.45,
            "windows-1256",
            "اليمونرتبة",
            0.45,
            "windows-874",
            "านรกอเงมยลวด่้",
            0.4,
            "windows-31j",
            JAPANESE,
            0.2,
            "EUC-JP",
            JAPANESE,
            0.2,
            "x-windows-949",
            "이다는을의에가고하지한를로은기도어사대아",
            0.15,
            "GB18030",
            SIMPLIFIED,
            0.08,
            "Big5",
            TRADITIONAL,
            0.08);

    private static final Map<String, String> BY_LANGUAGE = Map.ofEntries(
            Map.entry("cs", "windows-1250"),
            Map.entry("hr", "windows-1250"),
            Map.entry("hu", "windows-1250"),
            Map.entry("pl", "windows-1250"),
            Map.entry("ro", "windows-1250"),
            Map.entry("sk", "windows-1250"),
            Map.entry("sl", "windows-1250"),
            Map.entry("tr", "windows-1254"),
            Map.entry("az", "windows-1254"),
            Map.entry("et", "windows-1257"),
            Map.entry("lt", "windows-1257"),
            Map.entry("lv", "windows-1257"),
            Map.entry("vi", "windows-1258"));

    private static final Pattern LANGUAGE =
            Pattern.compile("(?:<(?:dc:)?language>\\s{0,20}|xml:lang\\s{0,4}=\\s{0,4}[\"'])([A-Za-z]{2})(?![A-Za-z])");

    private LegacyEncoding() {}

    /** @return null if the document might as well be in Windows-1252 */
    static Charset of(byte[] bytes) {
        byte[] sample = sample(bytes);
        Charset best = byLetters(sample);
        return best != null ? best : byLanguage(sample);
    }

    /** The same, of letters alone: for a document that says it is Windows-1252, as many do that say nothing of their own. */
    static Charset despiteLabel(byte[] bytes) {
        return byLetters(sample(bytes));
    }

    private static byte[] sample(byte[] bytes) {
        return java.util.Arrays.copyOf(bytes, Math.min(bytes.length, SAMPLE_BYTES));
    }

    private static Charset byLetters(byte[] sample) {
        Charset best = null;
        double bestRatio = 1;
        for (Candidate candidate : CANDIDATES) {
            String text = decoded(sample, candidate.charset());
            double ratio = text == null ? 0 : share(text, candidate.commonest()) / candidate.leastShare();
            if (ratio >= bestRatio) {
                best = candidate.charset();
                bestRatio = ratio;
            }
        }
        return best;
    }

    /** The share of characters beyond ASCII that are among the commonest; 0 where they prove nothing. */
    private static double share(String text, String commonest) {
        int beyondAscii = 0;
        int common = 0;
        int sideBySide = 0;
        for (int i = 0; i < text.length(); i++) {
            if (!isBeyondAscii(text, i)) {
                continue;
            }
            beyondAscii++;
            common += commonest.indexOf(Character.toLowerCase(text.charAt(i))) >= 0 ? 1 : 0;
            sideBySide += isBeyondAscii(text, i - 1) || isBeyondAscii(text, i + 1) ? 1 : 0;
        }
        boolean proves = beyondAscii >= LEAST_CHARACTERS && sideBySide >= SIDE_BY_SIDE * beyondAscii;
        // Upper case is the exception: it is what lower-case KOI8-R becomes in Windows-1251.
        return proves && !isMostlyUpperCase(text) ? (double) common / beyondAscii : 0;
    }

    private static boolean isMostlyUpperCase(String text) {
        long upper =
                text.chars().filter(c -> c > 0x7F && Character.isUpperCase(c)).count();
        long lower =
                text.chars().filter(c -> c > 0x7F && Character.isLowerCase(c)).count();
        return upper > lower;
    }

    private static boolean isBeyondAscii(String text, int at) {
        return at >= 0 && at < text.length() && text.charAt(at) > 0x7F;
    }

    private static Charset byLanguage(byte[] sample) {
        Matcher language = LANGUAGE.matcher(new String(sample, java.nio.charset.StandardCharsets.ISO_8859_1));
        String name = language.find() ? BY_LANGUAGE.get(language.group(1).toLowerCase(Locale.ROOT)) : null;
        Charset charset = name == null ? null : Charset.forName(name);
        return charset == null || decoded(sample, charset) == null ? null : charset;
    }

    /** The sample as text, but for a character that its end cuts in two; null if it is not in this encoding. */
    private static String decoded(byte[] sample, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate((int) (sample.length * decoder.maxCharsPerByte()) + 1);
        return decoder.decode(ByteBuffer.wrap(sample), text, false).isError()
                ? null
                : text.flip().toString();
    }

    /** Those that this Java platform has: a small one may lack some. */
    private static List<Candidate> candidates(Object... table) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < table.length; i += 3) {
            if (Charset.isSupported((String) table[i])) {
                candidates.add(new Candidate(
                        Charset.forName((String) table[i]), (String) table[i + 1], (double) table[i + 2]));
            }
        }
        return List.copyOf(candidates);
    }
}
