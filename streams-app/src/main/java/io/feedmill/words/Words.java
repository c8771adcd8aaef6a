package io.feedmill.words;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * The words of a text, in order: runs of letters and digits, without case and accents. Scripts that do not put spaces between
 * words (Han, Kana, Thai, Lao, Khmer, Burmese) give one for each character. Of each word it knows where it stands and a
 * 64-bit hash of its folded letters, which is the same wherever the word stands. Immutable; linear in the text.
 *
 * <p>Most texts are read eight characters at a time: folded to a byte each, with a bit for each that belongs to a word, and
 * words hashed eight letters a step. A text with a character for which one byte will not do is read one by one.
 */
public final class Words {

    private static final long BASE = 0x9e3779b97f4a7c15L;

    /** For each character its {@link Spelling#narrow} letter, 0 for what stands between words; and above it: */
    private static final short[] NARROW = narrow();

    private static final int FOREIGN = 1 << 8;
    private static final int WIDE = 1 << 9;

    /** How many characters are looked at together: a bit for each fits in a long. */
    private static final int SPAN = Long.SIZE;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;
    private static final long HIGH_BITS = ~LOW_BITS;
    private static final long ONES = 0x0101010101010101L;
    /** Brings the highest bits of eight bytes together in one. */
    private static final long GATHER = 0x0102040810204080L;

    private final String text;
    private boolean plain;
    private int size;
    // Of each word beside each other, for who asks for one asks for the others: its hash, its head and its place.
    private static final int EACH = 3;
    private static final int HEAD = 1;
    private static final int PLACE = 2;
    /** For each word where it begins and, in the lower half, where it ends and whether it has a digit. */
    private long[] words;

    private Words(String text, int expected) {
        this.text = text;
        words = new long[EACH * expected];
    }

    public static Words of(String text) {
        Words words = new Words(text, 8 + text.length() / 5);
        char[] chars = text.toCharArray();
        if (!words.readQuickly(chars)) {
            words.size = 0;
            words.readCarefully(chars);
        }
        return words;
    }

    /**
     * The words of a text that is made of others, whose words are known.
     *
     * @param starts where each part stands in the text; there is no word outside them
     */
    public static Words joined(String text, List<Words> parts, int[] starts) {
        int size = 0;
        for (Words part : parts) {
            size += part.size;
        }
        Words all = new Words(text, size);
        all.plain = parts.stream().allMatch(Words::plain);
        for (int i = 0; i < starts.length; i++) {
            Words part = parts.get(i);
            System.arraycopy(part.words, 0, all.words, EACH * all.size, EACH * part.size);
            long shift = ((long) starts[i] << Integer.SIZE) + (starts[i] << 1);
            all.size += part.size;
            for (int word = all.size - part.size; word < all.size; word++) {
                all.words[EACH * word + PLACE] += shift;
            }
        }
        return all;
    }

    /** @return whether one byte did for each character */
    private boolean readQuickly(char[] chars) {
        int length = chars.length;
        byte[] letters = new byte[(length | SPAN - 1) + 1 + Long.BYTES];
        short[] narrow = NARROW;
        int seen = 0;
        for (int i = 0; i < length; i++) {
            short letter = narrow[chars[i]];
            letters[i] = (byte) letter;
            seen |= letter;
        }
        plain = (seen & FOREIGN) == 0;
        if ((seen & WIDE) != 0) {
            return false;
        }
        int begin = -1;
        long last = 0;
        for (int span = 0; span <= length; span += SPAN) {
            long in = inWords(letters, span);
            long before = in << 1 | last;
            long begins = in & ~before;
            for (long ends = before & ~in; ends != 0; ends &= ends - 1) {
                if (begin < 0) {
                    begin = span + Long.numberOfTrailingZeros(begins);
                    begins &= begins - 1;
                }
                add(letters, begin, span + Long.numberOfTrailingZeros(ends));
                begin = -1;
            }
            if (begins != 0) {
                begin = span + Long.numberOfTrailingZeros(begins);
            }
            last = in >>> SPAN - 1;
        }
        return true;
    }

    /** A bit for each of the next characters that belongs to a word. */
    private static long inWords(byte[] letters, int span) {
        long in = 0;
        for (int i = 0; i < SPAN; i += Long.BYTES) {
            long eight = (long) EIGHT.get(letters, span + i);
            long notNull = ((eight & LOW_BITS) + LOW_BITS | eight) & HIGH_BITS;
            in |= (notNull >>> 7) * GATHER >>> 56 << i;
        }
        return in;
    }

    private void readCarefully(char[] chars) {
        Spelling word = new Spelling();
        int begin = 0;
        int c;
        for (int i = 0; i < chars.length; i += Character.charCount(c)) {
            c = Character.codePointAt(chars, i);
            byte kind = Folding.kind(c);
            boolean goesOn = kind == Folding.WORD || kind == Folding.MARK && !word.isEmpty();
            if (goesOn) {
                begin = word.isEmpty() ? i : begin;
                word.add(Folding.fold(c), kind == Folding.WORD && !Folding.letter(c));
            } else if (kind != Folding.SILENT) {
                end(word, begin, i);
                if (kind == Folding.SINGLE) {
                    word.add(Folding.fold(c), false);
                    end(word, i, i + Character.charCount(c));
                }
            }
        }
        end(word, begin, chars.length);
    }

    private void end(Spelling word, int begin, int end) {
        if (!word.isEmpty()) {
            add(begin, end, word.head(), word.hash(), word.hasDigit());
            word.clear();
        }
    }

    /** A word whose letters are those of the text. */
    private void add(byte[] letters, int begin, int end) {
        long head = eight(letters, begin, end);
        long digits = digits(head);
        long hash = head;
        for (int i = begin + Long.BYTES; i < end; i += Long.BYTES) {
            long eight = eight(letters, i, end);
            digits |= digits(eight);
            hash = goOn(hash, eight);
        }
        add(begin, end, head, spread(hash), digits != 0);
    }

    private void add(int begin, int end, long head, long hash, boolean digit) {
        int at = EACH * size++;
        if (at == words.length) {
            words = Arrays.copyOf(words, at * 2);
        }
        words[at] = hash;
        words[at + HEAD] = head;
        words[at + PLACE] = (long) begin << Integer.SIZE | end << 1 | (digit ? 1 : 0);
    }

    /** Of the letters of one word, none of them 0. */
    static long hash(byte[] letters, int length) {
        long hash = head(letters, length);
        for (int i = Long.BYTES; i < length; i += Long.BYTES) {
            hash = goOn(hash, eight(letters, i, length));
        }
        return spread(hash);
    }

    static long head(byte[] letters, int length) {
        return eight(letters, 0, length);
    }

    /** Eight letters, or as many as there are; the array goes on for eight bytes. */
    private static long eight(byte[] letters, int from, int to) {
        // Without a branch: words are as often longer as they are not.
        return (long) EIGHT.get(letters, from) & -1L >>> Math.max(0, Long.SIZE - (to - from) * Byte.SIZE);
    }

    private static long goOn(long hash, long eight) {
        return Long.rotateLeft(spread(hash), 29) ^ eight;
    }

    private static long spread(long hash) {
        long high = (hash ^ hash >>> 32) * BASE;
        return high ^ high >>> 29;
    }

    /** The highest bit of each byte that is a digit. */
    private static long digits(long eight) {
        long values = eight ^ '0' * ONES;
        return ~((values & LOW_BITS) + (0x80 - 10) * ONES | values) & HIGH_BITS;
    }

    private static short[] narrow() {
        short[] narrow = new short[Character.MAX_VALUE + 1];
        for (int c = 0; c < narrow.length; c++) {
            byte kind = Character.isSurrogate((char) c) ? Folding.SILENT : Folding.kind(c);
            if (kind != Folding.SEPARATOR) {
                byte letter = kind == Folding.WORD ? Spelling.narrow(Folding.fold(c)) : Spelling.WIDE;
                int how = (c < 0x80 ? 0 : FOREIGN) | (letter == Spelling.WIDE ? WIDE : 0);
                narrow[c] = (short) (letter & 0xFF | how);
            }
        }
        return narrow;
    }

    /** As given. */
    public String text() {
        return text;
    }

    public int size() {
        return size;
    }

    /** Whether all its letters and digits are of ASCII, so that folding took nothing from them but their case. */
    public boolean plain() {
        return plain;
    }

    private long place(int word) {
        return words[EACH * word + PLACE];
    }

    /** Where a word begins in the text. */
    public int start(int word) {
        return (int) (place(word) >>> Integer.SIZE);
    }

    /** Where it ends. */
    public int end(int word) {
        return (int) place(word) >>> 1;
    }

    public boolean hasDigit(int word) {
        return (place(word) & 1) != 0;
    }

    /**
     * How a word begins: a byte for each of its first eight letters, the first one lowest, the missing ones 0. Letters beyond
     * Latin, Greek and Cyrillic take four bytes, of which none is 0.
     */
    public long head(int word) {
        return words[EACH * word + HEAD];
    }

    /** Spread over all bits. Without cryptographic strength. */
    public long hash(int word) {
        return words[EACH * word];
    }

    /**
     * The hashes of a word's beginnings, as if they were words.
     *
     * @param lengths a bit for each length that is wanted, in letters
     * @param found takes one for each of these lengths that the word has, the shortest first; must have room
     * @return how many it took
     */
    public int beginnings(int word, int lengths, long[] found) {
        int start = start(word);
        int length = end(word) - start;
        int count = 0;
        long before = 0;
        long eight = 0;
        for (int i = 0; i < length && lengths >> i > 1; i++) {
            short letter = NARROW[text.charAt(start + i)];
            if ((letter & WIDE) != 0) {
                return wideBeginnings(word, lengths, found);
            }
            int place = i % Long.BYTES;
            if (i > 0 && place == 0) {
                before = i == Long.BYTES ? eight : goOn(before, eight);
                eight = 0;
            }
            eight |= (letter & 0xFFL) << place * Byte.SIZE;
            if ((lengths >> i + 1 & 1) != 0) {
                found[count++] = spread(i < Long.BYTES ? eight : goOn(before, eight));
            }
        }
        return count;
    }

    /** Of a word with a character for which one byte will not do. */
    private int wideBeginnings(int word, int lengths, long[] found) {
        Spelling beginning = new Spelling();
        int letters = 0;
        int count = 0;
        int end = end(word);
        int c;
        for (int i = start(word); i < end && lengths >> letters > 1; i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (Folding.kind(c) != Folding.SILENT) {
                beginning.add(Folding.fold(c), false);
                letters++;
                if ((lengths >> letters & 1) != 0) {
                    found[count++] = beginning.hash();
                }
            }
        }
        return count;
    }

    public long[] hashes() {
        long[] hashes = new long[size];
        for (int word = 0; word < size; word++) {
            hashes[word] = hash(word);
        }
        return hashes;
    }

    /** One hash of all words in their order; 0 if there are none. */
    public long digest() {
        if (size == 0) {
            return 0;
        }
        long hash = size;
        for (int i = 0; i < size; i++) {
            hash = (hash + hash(i)) * BASE;
        }
        return mix(hash);
    }

    /** {@link #digest()} of the words of a text. */
    public static long digest(String text) {
        return of(text).digest();
    }

    /** Spreads all bits over all bits (the finaliser of SplitMix64). */
    public static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** Words of the same text are the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Words words && words.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
