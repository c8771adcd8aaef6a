package io.feedmill.similarity;

import io.feedmill.sketch.Sketch;

/**
 * How alike two texts are, estimated from their sketches, in thousandths. Integers only, so that all machines agree.
 *
 * @param containment the share of the shorter text's shingles that the other has too
 * @param ledeContainment the same for the shingles of the ledes
 * @param sizes shingles of the shorter for each thousand of the longer
 * @param shorter how many tokens the shorter text has
 * @param same whether all words are the same
 */
public record Likeness(int containment, int ledeContainment, int sizes, int shorter, boolean same) {

    /**
     * Below so many tokens, a text of a trade is mostly formula: of two bond issues, or of one week's figures and the
     * next's, more than half is the same. Only a cut text may be so short and share less.
     */
    private static final int SHORT = 120;

    private static final int LEDE_TOKENS = 96;
    private static final int SHINGLE = 4;

    public static Likeness of(Sketch a, Sketch b) {
        boolean same = a.exact() != 0 && a.exact() == b.exact();
        if (a.shingles() == 0 || b.shingles() == 0) {
            return same ? new Likeness(1000, 1000, 1000, a.tokens(), true) : new Likeness(0, 0, 0, 0, false);
        }
        int equal = 0;
        for (int bin = 0; bin < a.body().length; bin++) {
            if (a.body()[bin] == b.body()[bin]) {
                equal++;
            }
        }
        int smaller = Math.min(a.shingles(), b.shingles());
        int larger = Math.max(a.shingles(), b.shingles());
        return new Likeness(
                containment(equal, a.body().length, a.shingles(), b.shingles()),
                lede(a, b),
                (int) (1000L * smaller / larger),
                Math.min(a.tokens(), b.tokens()),
                same);
    }

    /** From Jaccard's J = equal/of: the intersection is J (m+n) / (1+J), its share of the smaller set at most all. */
    private static int containment(int equal, int of, int m, int n) {
        long share = 1000L * equal * (m + n) / ((long) (of + equal) * Math.min(m, n));
        return (int) Math.min(1000, share);
    }

    private static int lede(Sketch a, Sketch b) {
        int[] x = a.lede();
        int[] y = b.lede();
        int k = Math.min(32, Math.min(x.length, y.length));
        int i = 0;
        int j = 0;
        int both = 0;
        int union = 0;
        while (union < k && i < x.length && j < y.length) {
            int order = Integer.compareUnsigned(x[i], y[j]);
            if (order == 0) {
                both++;
            }
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
            union++;
        }
        return union == 0 ? 0 : containment(both, union, ledeShingles(a), ledeShingles(b));
    }

    private static int ledeShingles(Sketch sketch) {
        return Math.min(LEDE_TOKENS, sketch.tokens()) - SHINGLE + 1;
    }

    /**
     * Whether one is a copy of the other. On another site it is if most of the shorter is in the longer; or much of it,
     * beginning alike; or it is little more than the other's lede. Of two short texts, neither cut from the other, more of it
     * must be the same. Two items of one site that identity keeps apart share
     * their series' phrases and their sponsors', so there nearly all must be the same.
     */
    public boolean isCopy(boolean otherSite) {
        if (!otherSite) {
            return same || (containment >= 900 && sizes >= 600);
        }
        if (shorter < SHORT && sizes >= 600) {
            return same || containment >= 700;
        }
        return same
                || containment >= 550
                || (containment >= 400 && ledeContainment >= 500)
                || (ledeContainment >= 750 && sizes <= 500);
    }

    /**
     * What the later text is to the earlier: {@code same}, {@code abridged}, {@code extended}, {@code near} or {@code
     * derived}.
     */
    public String kind(boolean laterIsShorter) {
        if (same) {
            return "same";
        } else if (sizes < 600) {
            return laterIsShorter ? "abridged" : "extended";
        }
        return containment >= 800 ? "near" : "derived";
    }
}
