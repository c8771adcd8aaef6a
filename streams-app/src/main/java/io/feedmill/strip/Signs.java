package io.feedmill.strip;

/** Some characters, each told from all others by one look. Immutable. */
final class Signs {
    private final boolean[] are;

    private Signs(String signs) {
        are = new boolean[signs.chars().max().orElseThrow() + 1];
        signs.chars().forEach(sign -> are[sign] = true);
    }

    static Signs of(String signs) {
        return new Signs(signs);
    }

    boolean has(char c) {
        return c < are.length && are[c];
    }

    /** Whether there is one of them in a text. */
    boolean areIn(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (has(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** A text without those that it ends with, {@code most} of them at most. */
    String cutOff(String text, int most) {
        int end = text.length();
        int least = Math.max(0, end - most);
        while (end > least && has(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }
}
