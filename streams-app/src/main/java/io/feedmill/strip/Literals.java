package io.feedmill.strip;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds all of many literals in one pass over a text: the automaton of Aho and Corasick ("Efficient string matching: an
 * aid to bibliographic search", CACM 18, 1975), with all its failures followed in advance. Each character costs two look-ups,
 * whatever the text and however many literals there are. Immutable.
 */
final class Literals {
    /** The bit of a transition that says that a literal ends where it leads. */
    private static final char END = 0x8000;

    private final char[] classes = new char[Character.MAX_VALUE + 1];
    private final int width;
    private final char[] next;
    private final int[][] ends;

    /** Told of each place where a literal ends. */
    interface Found {
        void at(int literal, int end);
    }

    /** @param literals folded */
    Literals(List<String> literals) {
        int alphabet = 1;
        for (String literal : literals) {
            for (int i = 0; i < literal.length(); i++) {
                if (classes[literal.charAt(i)] == 0) {
                    classes[literal.charAt(i)] = (char) alphabet++;
                }
            }
        }
        for (int c = 0; c < classes.length; c++) {
            classes[c] = classes[Fold.fold((char) c)];
        }
        width = alphabet;

        List<Map<Integer, Integer>> trie = new ArrayList<>(List.of(new HashMap<>()));
        List<int[]> found = new ArrayList<>(List.of(new int[0]));
        for (int id = 0; id < literals.size(); id++) {
            String literal = literals.get(id);
            int state = 0;
            for (int i = 0; i < literal.length(); i++) {
                int c = classes[literal.charAt(i)];
                Integer to = trie.get(state).get(c);
                if (to == null) {
                    to = trie.size();
                    trie.add(new HashMap<>());
                    found.add(new int[0]);
                    trie.get(state).put(c, to);
                }
                state = to;
            }
            found.set(state, plus(found.get(state), new int[] {id}));
        }
        if (trie.size() > END) {
            throw new IllegalArgumentException(
                    "the rules' literals need " + trie.size() + " states; at most " + (int) END);
        }

        next = new char[trie.size() * width];
        int[] failure = new int[trie.size()];
        ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(0));
        while (!queue.isEmpty()) {
            int state = queue.remove();
            System.arraycopy(next, failure[state] * width, next, state * width, state == 0 ? 0 : width);
            trie.get(state).forEach((c, to) -> {
                failure[to] = state == 0 ? 0 : next[failure[state] * width + c];
                next[state * width + c] = (char) (int) to;
                queue.add(to);
            });
            found.set(state, plus(found.get(state), found.get(failure[state])));
        }
        ends = found.stream().map(ids -> ids.length == 0 ? null : ids).toArray(int[][]::new);
        for (int to = 0; to < next.length; to++) {
            if (ends[next[to]] != null) {
                next[to] |= END;
            }
        }
    }

    private static int[] plus(int[] some, int[] more) {
        int[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    void scan(CharSequence text, int from, int to, Found found) {
        int state = 0;
        for (int i = from; i < to; i++) {
            state = next[state * width + classes[text.charAt(i)]];
            if (state >= END) {
                state -= END;
                for (int id : ends[state]) {
                    found.at(id, i + 1);
                }
            }
        }
    }
}
