package io.feedmill.sketch;

import java.util.Arrays;

/**
 * The fingerprint of a text: about 700 bytes, whatever its length, from which two texts are compared and under whose
 * keys an index finds those worth comparing.
 *
 * <p>Three parts, all made from hashed shingles (runs of consecutive {@link Tokens tokens}):
 *
 * <ul>
 *   <li><b>body</b>: one-permutation hashing [1] of all shingles of 4 tokens into 128 bins of 16 bits, empty bins filled
 *       by optimal densification [2]. The share of equal bins estimates the Jaccard similarity of two texts, with a
 *       standard error of about .04 near .5; with both numbers of shingles it gives the containment of one in the
 *       other, which survives cuts and additions.
 *   <li><b>lede</b>: the 32 smallest hashes [3] of the shingles of the first 96 tokens: what a summary feed keeps.
 *   <li><b>keys</b>: the 6 smallest hashes of 6-token shingles of the lede, and the smallest in each of 18 parts of
 *       those of the whole text. Two texts that share two keys are worth comparing; two that share a third of their
 *       text almost always do.
 * </ul>
 *
 * Texts of fewer than {@value #MIN_TOKENS} tokens say too little to be compared: they have only {@link #exact}.
 *
 * <p>Costs two multiplications for each token and shingle size. Cryptographic strength is not claimed.
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
 * @param keys up to 24 different keys
 * @param exact digest of the text, and for a short text also of its headline; 0 if there is no text
 */
public record Sketch(int shingles, int tokens, short[] body, int[] lede, long[] keys, long exact) {

    /** Below this many tokens, texts are only compared as a whole. */
    public static final int MIN_TOKENS = 40;

    static final int BINS = 128;
    static final int LEDE_TOKENS = 96;
    static final int LEDE_HASHES = 32;
    static final int SHINGLE = 4;
    private static final int KEY_SHINGLE = 6;
    private static final int LEDE_KEYS = 6;
    private static final int BODY_KEYS = 18;
    private static final long BASE = 0x9e3779b97f4a7c15L;

    /** The sketch of a text and, where that is short, its headline. */
    public static Sketch of(String title, String text) {
        long[] tokens = Tokens.of(text);
        if (tokens.length < MIN_TOKENS) {
            long exact = tokens.length == 0 ? 0 : Tokens.mix(Tokens.digest(tokens) + BASE * Tokens.digest(title));
            return new Sketch(0, tokens.length, new short[0], new int[0], new long[0], exact);
        }
        long[] shingles = shingles(tokens, SHINGLE);
        long[] keyShingles = shingles(tokens, KEY_SHINGLE);
        int ledeTokens = Math.min(LEDE_TOKENS, tokens.length);
        return new Sketch(
                shingles.length,
                tokens.length,
                body(shingles),
                lede(shingles, ledeTokens - SHINGLE + 1),
                keys(keyShingles, ledeTokens - KEY_SHINGLE + 1),
                Tokens.digest(tokens));
    }

    private static long[] shingles(long[] tokens, int length) {
        long[] shingles = new long[tokens.length - length + 1];
        for (int i = 0; i < shingles.length; i++) {
            long hash = 0;
            for (int j = 0; j < length; j++) {
                hash = hash * BASE + tokens[i + j];
            }
            shingles[i] = Tokens.mix(hash);
        }
        return shingles;
    }

    private static short[] body(long[] shingles) {
        long[] minima = new long[BINS];
        Arrays.fill(minima, -1L); // the largest unsigned number: empty
        for (long shingle : shingles) {
            int bin = (int) (shingle >>> 57);
            if (Long.compareUnsigned(shingle << 7, minima[bin]) < 0) {
                minima[bin] = shingle << 7;
            }
        }
        short[] body = new short[BINS];
        for (int bin = 0; bin < BINS; bin++) {
            int from = bin;
            for (int attempt = 1; minima[from] == -1L; attempt++) {
                from = (int) (Tokens.mix(bin * BASE + attempt) >>> 57);
            }
            body[bin] = (short) Tokens.mix(minima[from]);
        }
        return body;
    }

    private static int[] lede(long[] shingles, int count) {
        int[] hashes = new int[count];
        for (int i = 0; i < count; i++) {
            hashes[i] = (int) (shingles[i] >>> 32) ^ Integer.MIN_VALUE; // so that signed order is unsigned order
        }
        Arrays.sort(hashes);
        int kept = 0;
        for (int i = 0; i < count && kept < LEDE_HASHES; i++) {
            if (i == 0 || hashes[i] != hashes[i - 1]) {
                hashes[kept++] = hashes[i];
            }
        }
        int[] lede = Arrays.copyOf(hashes, kept);
        for (int i = 0; i < kept; i++) {
            lede[i] ^= Integer.MIN_VALUE;
        }
        return lede;
    }

    private static long[] keys(long[] shingles, int inLede) {
        long[] lede = Arrays.copyOf(shingles, inLede);
        Arrays.sort(lede);
        long[] keys = Arrays.copyOf(lede, Math.min(LEDE_KEYS, inLede) + BODY_KEYS);
        int count = Math.min(LEDE_KEYS, inLede);
        long[] minima = new long[BODY_KEYS];
        Arrays.fill(minima, Long.MAX_VALUE);
        for (long shingle : shingles) {
            int part = (int) Math.floorMod(Tokens.mix(shingle), (long) BODY_KEYS);
            minima[part] = Math.min(minima[part], shingle);
        }
        for (long minimum : minima) {
            if (minimum != Long.MAX_VALUE) {
                keys[count++] = minimum;
            }
        }
        return Arrays.stream(keys, 0, count).sorted().distinct().toArray();
    }
}
