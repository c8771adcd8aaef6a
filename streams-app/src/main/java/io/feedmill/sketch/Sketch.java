package io.feedmill.sketch;

import io.feedmill.words.Words;
import java.util.Arrays;

/**
 * The fingerprint of a text: about 700 bytes, whatever its length, from which two texts are compared and under whose
 * keys an index finds those worth comparing.
 *
 * <p>Three parts, all made from hashed shingles (runs of consecutive {@link Words words}):
 *
 * <ul>
 *   <li><b>body</b>: one-permutation hashing [1] of all shingles of 4 tokens into 128 bins of 16 bits, empty bins filled
 *       by optimal densification [2]. The share of equal bins estimates the Jaccard similarity of two texts, with a
 *       standard error of about .04 near .5; with both numbers of shingles it gives the containment of one in the
 *       other, which survives cuts and additions.
 *   <li><b>lede</b>: the 32 smallest hashes [3] of the shingles of the first 96 tokens: what a summary feed keeps.
 *   <li><b>keys</b>: the smallest hashes of 6-token shingles in each of 18 parts of those of the whole text, 4 parts of
 *       those of the lede and 3 parts of those of the first 48 tokens. Two texts that share two keys are worth comparing;
 *       two that share a third of their text, or the first paragraph, almost always do.
 * </ul>
 *
 * Beside them stand the {@link Marks}, because texts of a trade share their phrases and differ in figures and names.
 *
 * <p>Texts of fewer than {@value #MIN_TOKENS} tokens say too little to be compared: they have only {@link #exact}.
 *
 * <p>Costs less than the tokens do: a few multiplications each, no branches that depend on the text. Cryptographic strength is not claimed.
 *
 * <ol>
 *   <li>P. Li, A. Owen, C.-H. Zhang, One Permutation Hashing, NIPS 2012.
 *   <li>A. Shrivastava, Optimal Densification for Fast and Accurate Minwise Hashing, ICML 2017, arXiv:1703.04664.
 *   <li>Z. Bar-Yossef et al., Counting Distinct Elements in a Data Stream, RANDOM 2002 (bottom-k).
 * </ol>
 *
 * @param shingles how many shingles the text has; 0 if it is too short to compare
 * @param tokens how many tokens the text has
 * @param body 128 minima, or none
 * @param lede up to 32 hashes, ascending as unsigned numbers
 * @param keys up to 25 different keys
 * @param exact digest of the text, and for a short text also of its headline; 0 if there is no text
 * @param marks its figures and names; none of a text too short to compare
 */
public record Sketch(int shingles, int tokens, short[] body, int[] lede, long[] keys, long exact, Marks marks) {

    /** Below this many tokens, texts are only compared as a whole. */
    public static final int MIN_TOKENS = 40;

    static final int BINS = 128;
    static final int LEDE_TOKENS = 96;
    static final int LEDE_HASHES = 32;

    /** Half of all hashes are below, and of 93 nearly always {@value #LEDE_HASHES}: those above need not be sorted. */
    private static final int LIKELY_IN_LEDE = Integer.MAX_VALUE;

    static final int SHINGLE = 4;
    private static final int KEY_SHINGLE = 6;
    private static final int HEAD_TOKENS = 48;
    private static final int HEAD_KEYS = 3;
    private static final int LEDE_KEYS = 4;
    private static final int BODY_KEYS = 18;
    private static final long BASE = 0x9e3779b97f4a7c15L;
    private static final long BASE_2 = BASE * BASE;
    private static final long BASE_3 = BASE_2 * BASE;

    /** The sketch of a text and, where that is short, its headline. */
    public static Sketch of(String title, String text) {
        return of(title, Words.of(text));
    }

    /** The same of a text of which the words are known. */
    public static Sketch of(String title, Words words) {
        int tokens = words.size();
        if (tokens < MIN_TOKENS) {
            long exact = tokens == 0 ? 0 : Words.mix(words.digest() + BASE * Words.digest(title));
            return new Sketch(0, tokens, new short[0], new int[0], new long[0], exact, Marks.NONE);
        }
        long[] shingles = shingles(words.hashes());
        return new Sketch(
                shingles.length,
                tokens,
                body(shingles),
                lede(shingles),
                keys(shingles),
                words.digest(),
                Marks.of(words));
    }

    private static long[] shingles(long[] tokens) {
        long[] shingles = new long[tokens.length - SHINGLE + 1];
        for (int i = 0; i < shingles.length; i++) {
            long hash = tokens[i] * BASE_3 + tokens[i + 1] * BASE_2 + tokens[i + 2] * BASE + tokens[i + 3];
            shingles[i] = (hash ^ (hash >>> 32)) * BASE; // as tokens are spread over all bits, so is their sum
        }
        return shingles;
    }

    private static short[] body(long[] shingles) {
        long[] minima = new long[BINS];
        Arrays.fill(minima, Long.MAX_VALUE); // empty
        for (long shingle : shingles) {
            int bin = (int) (shingle >>> 57);
            minima[bin] = Math.min(minima[bin], (shingle << 7) >>> 1);
        }
        short[] body = new short[BINS];
        for (int bin = 0; bin < BINS; bin++) {
            int from = bin;
            for (int attempt = 1; minima[from] == Long.MAX_VALUE; attempt++) {
                from = (int) (Words.mix(bin * BASE + attempt) >>> 57);
            }
            body[bin] = (short) Words.mix(minima[from]);
        }
        return body;
    }

    private static int[] lede(long[] shingles) {
        int[] most = smallest(shingles, LIKELY_IN_LEDE);
        return most.length == LEDE_HASHES ? most : smallest(shingles, -1);
    }

    /** Of the first shingles, as far as they are not above a limit; both as unsigned numbers. */
    private static int[] smallest(long[] shingles, int limit) {
        int from = Math.min(LEDE_TOKENS - SHINGLE + 1, shingles.length);
        int[] hashes = new int[from];
        int below = 0;
        for (int i = 0; i < from; i++) {
            int hash = (int) (shingles[i] >>> 32) ^ Integer.MIN_VALUE; // so that signed order is unsigned order
            hashes[below] = hash;
            below += hash <= (limit ^ Integer.MIN_VALUE) ? 1 : 0;
        }
        Arrays.sort(hashes, 0, below);
        int kept = 0;
        for (int i = 0; i < below && kept < LEDE_HASHES; i++) {
            if (i == 0 || hashes[i] != hashes[i - 1]) {
                hashes[kept++] = hashes[i];
            }
        }
        int[] smallest = Arrays.copyOf(hashes, kept);
        for (int i = 0; i < kept; i++) {
            smallest[i] ^= Integer.MIN_VALUE;
        }
        return smallest;
    }

    private static long[] keys(long[] shingles) {
        long[] minima = new long[HEAD_KEYS + LEDE_KEYS + BODY_KEYS];
        Arrays.fill(minima, Long.MAX_VALUE);
        int count = shingles.length - (KEY_SHINGLE - SHINGLE);
        int head = Math.min(HEAD_TOKENS - KEY_SHINGLE + 1, count);
        int lede = Math.min(LEDE_TOKENS - KEY_SHINGLE + 1, count);
        minima(shingles, head, minima, 0, HEAD_KEYS);
        minima(shingles, lede, minima, HEAD_KEYS, LEDE_KEYS);
        minima(shingles, count, minima, HEAD_KEYS + LEDE_KEYS, BODY_KEYS);
        Arrays.sort(minima);
        int kept = 0;
        for (int i = 0; i < minima.length && minima[i] != Long.MAX_VALUE; i++) {
            if (i == 0 || minima[i] != minima[i - 1]) {
                minima[kept++] = minima[i];
            }
        }
        return Arrays.copyOf(minima, kept);
    }

    /** The smallest of the first key shingles in each of several parts. Two shingles of four make one of six. */
    private static void minima(long[] shingles, int count, long[] minima, int from, int parts) {
        for (int i = 0; i < count; i++) {
            long key = shingles[i] + Long.rotateLeft(shingles[i + KEY_SHINGLE - SHINGLE], 23);
            int part = from + (int) ((key & 0xffffffffL) * parts >>> 32);
            minima[part] = Math.min(minima[part], key);
        }
    }
}
