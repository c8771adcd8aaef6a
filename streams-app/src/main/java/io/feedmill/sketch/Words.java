package io.feedmill.sketch;

import java.util.Arrays;
import java.util.List;

/**
 * The words of a text in blocks, hashed once for all who compare texts. The words of the whole are those of its blocks, one
 * after the other.
 */
public final class Words {

    private final List<String> blocks;
    private final long[] tokens;
    private final int[] ends;

    private Words(List<String> blocks, long[] tokens, int[] ends) {
        this.blocks = blocks;
        this.tokens = tokens;
        this.ends = ends;
    }

    /** Linear in the length of the blocks. */
    public static Words of(List<String> blocks) {
        int length = 0;
        for (String block : blocks) {
            length += block.length();
        }
        Tokens tokens = new Tokens(length);
        int[] ends = new int[blocks.size()];
        for (int i = 0; i < ends.length; i++) {
            tokens.add(blocks.get(i));
            ends[i] = tokens.size();
        }
        return new Words(blocks, tokens.toArray(), ends);
    }

    /** {@link Tokens#digest} of each block that has words, in order. */
    public long[] digests() {
        long[] digests = new long[ends.length];
        int count = 0;
        int from = 0;
        for (int end : ends) {
            if (end > from) {
                digests[count++] = Tokens.digest(tokens, from, end);
            }
            from = end;
        }
        return Arrays.copyOf(digests, count);
    }

    List<String> blocks() {
        return blocks;
    }

    long[] tokens() {
        return tokens;
    }
}
