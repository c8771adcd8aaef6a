package io.feedmill.similarity;

import io.feedmill.sketch.Marks;
import io.feedmill.sketch.Sketch;

/**
 * How alike two texts are, estimated from their sketches, in thousandths. Integers only, so that all machines agree.
 *
 * @param containment the share of the shorter text's shingles that the other has too
 * @param ledeContainment the same for the shingles of the ledes
 * @param sizes shingles of the shorter for each thousand of the longer
 * @param shorter how many tokens the shorter text has
 * @param same whether all words are the same
 * @param figures what their figures have in common
 * @param names what their names have in common
 */
public record Likeness(
        int containment,
        int ledeContainment,
        int sizes,
        int shorter,
        boolean same,
        Agreement figures,
        Agreement names) {

    /**
     * What two sets have in common.
     *
     * @param of the size of the smaller one
     */
    public record Agreement(int common, int of) {

        static final Agreement NONE = new Agreement(0, 0);

        /** Of hashes in the order of {@link Marks}; where there were more than are kept, among those that both would have kept. */
        static Agreement between(short[] one, short[] other) {
            int last = Math.min(last(one), last(other));
            int i = 0;
            int j = 0;
            int common = 0;
            while (i < one.length && j < other.length) {
                int order = Short.compareUnsigned(one[i], other[j]);
                common += order == 0 ? 1 : 0;
                i += order <= 0 ? 1 : 0;
                j += order >= 0 ? 1 : 0;
            }
            return new Agreement(common, Math.min(upTo(last, one), upTo(last, other)));
        }

        private static int last(short[] hashes) {
            return hashes.length < Marks.MOST ? 0xFFFF : Short.toUnsignedInt(hashes[Marks.MOST - 1]);
        }

        private static int upTo(int last, short[] hashes) {
            int count = 0;
            while (count < hashes.length && Short.toUnsignedInt(hashes[count]) <= last) {
                count++;
            }
            return count;
        }

        /** How many of each set are not in the other, at least. */
        int otherwise() {
            return of - common;
        }

        /** Whether so many in common can hardly be chance, and hardly any are missing. */
        boolean isPlain(int atLeast, int percent) {
            return common >= atLeast && common * 100 >= of * percent;
        }
    }

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
            return same
                    ? new Likeness(1000, 1000, 1000, a.tokens(), true, Agreement.NONE, Agreement.NONE)
                    : new Likeness(0, 0, 0, 0, false, Agreement.NONE, Agreement.NONE);
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
                same,
                Agreement.between(a.marks().figures(), b.marks().figures()),
                Agreement.between(a.marks().names(), b.marks().names()));
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
     * beginning alike or with the same figures; or it is little more than the other's lede. Of two short texts, neither cut
     * from the other, more of it must be the same, unless figures and names are. Texts that say the same of other things, by
     * their figures, are none.
     * Two items of one site that identity keeps apart share their series' phrases and their sponsors', so there nearly all
     * must be the same, the figures too.
     */
    public boolean isCopy(boolean otherSite) {
        if (same) {
            return true;
        } else if (!otherSite) {
            return containment >= 900 && sizes >= 600 && figures.common() * 5 >= figures.of() * 4;
        } else if (shorter < SHORT && sizes >= 600) {
            return isOfTheSameThings() ? containment >= 550 : containment >= 700 && !isOfOtherThings();
        }
        boolean much = containment >= 550
                || (containment >= 480 && figures.isPlain(5, 75))
                || (containment >= 400 && ledeContainment >= 500)
                || (ledeContainment >= 750 && sizes <= 500);
        return much && !saysOtherFigures();
    }

    /** With many figures, a few may have been corrected; with few of them, names must speak for it. */
    private boolean isOfTheSameThings() {
        boolean sameNames = names.of() == 0 || names.isPlain(1, 80);
        return sameNames && (figures.isPlain(8, 80) || (figures.isPlain(1, 100) && names.common() >= 4));
    }

    /**
     * Where one was corrected or brought up to date, more than half of the others stay. What was cut from the other, or has
     * few, may have more of its own.
     */
    private boolean saysOtherFigures() {
        return (sizes >= 600 && figures.of() >= 5 && figures.common() * 2 <= figures.of())
                || (figures.of() >= 4 && figures.common() * 3 < figures.of());
    }

    /** What says the same of other things has other figures, and is short enough for names to count: other names as well. */
    private boolean isOfOtherThings() {
        return saysOtherFigures()
                || (figures.of() >= 2 && figures.common() == 0)
                || (containment < 900 && figures.otherwise() >= 1 && names.otherwise() >= 2);
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
