package io.feedmill.strip;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The patterns of rules: Java's regular expressions without what can run away, matched against a whole span of folded
 * text, so that case, accents and kinds of quotes do not matter. {@code {name}} stands for a bounded piece of text; most
 * of the names are roles and catch what stands there; a digit after a name makes another group of the same role.
 *
 * @param names of the groups
 */
record SafePattern(Pattern pattern, List<String> names) {
    private static final int MAX_REPEAT = 400;
    private static final int WIDE = 40;
    private static final int MAX_WIDE = 5;
    private static final int MAX_LENGTH = 2_000;
    private static final int MAX_DEPTH = 20;

    /** What stands for {@code {name}}. Reluctant, so that the words after it have their say. */
    private static final Map<String, String> PLACEHOLDERS = Map.ofEntries(
            Map.entry("title", "(?<title>.{1,300}?)"),
            Map.entry("headline", ".{1,300}?"),
            Map.entry("site", "(?<site>.{1,120}?)"),
            Map.entry("ownsite", "(?<ownsite>.{2,80}?)"),
            Map.entry("agency", "(?<agency>.{2,80}?)"),
            Map.entry("publisher", "(?<publisher>.{2,80}?)"),
            Map.entry("partner", "(?<partner>.{2,80}?)"),
            Map.entry("reporter", "(?<reporter>.{2,120}?)"),
            Map.entry("editor", "(?<editor>.{2,120}?)"),
            Map.entry("photographer", "(?<photographer>.{2,80}?)"),
            Map.entry("few", ".{0,40}?"),
            Map.entry("words", ".{0,120}?"),
            Map.entry("end", "[ .!:…>|\"')\\]-]{0,6}"));

    /** @throws IllegalArgumentException saying what is wrong with it */
    static SafePattern of(String written) {
        if (written.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("longer than " + MAX_LENGTH + " characters");
        }
        List<String> names = new ArrayList<>();
        StringBuilder folded = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '\\' && i + 1 < written.length()) {
                char escaped = written.charAt(++i);
                if (Character.isLetterOrDigit(escaped) && "dsb".indexOf(escaped) < 0) {
                    throw new IllegalArgumentException("'\\" + escaped + "' is not allowed; of the escapes with letters"
                            + " only \\d, \\s and \\b are, and no back-references");
                }
                folded.append(c).append(escaped);
            } else if (c == '{' && i + 1 < written.length() && Character.isLetter(written.charAt(i + 1))) {
                int end = written.indexOf('}', i);
                String name = end < 0 ? "" : written.substring(i + 1, end);
                String stands = PLACEHOLDERS.get(name);
                if (stands == null) {
                    throw new IllegalArgumentException("'{" + name + "}' stands for nothing; there are "
                            + PLACEHOLDERS.keySet().stream().sorted().toList());
                }
                if (stands.startsWith("(?<")) {
                    String group = names.contains(name) ? name + (names.size() + 1) : name;
                    names.add(group);
                    stands = stands.replace("<" + name + ">", "<" + group + ">");
                }
                folded.append(stands);
                i = end;
            } else if (written.startsWith("(?<", i) && written.indexOf('>', i) > 0) {
                int end = written.indexOf('>', i);
                names.add(written.substring(i + 3, end));
                folded.append(written, i, end + 1);
                i = end;
            } else {
                folded.append(Fold.fold(c));
            }
        }
        String expression = folded.toString();
        refuseRunaways(expression);
        try {
            return new SafePattern(Pattern.compile(expression), List.copyOf(names));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("not a pattern: " + e.getDescription());
        }
    }

    /** A quantifier must be bounded, and what it repeats more than once must not itself vary in length. */
    private static void refuseRunaways(String expression) {
        List<Boolean> varies = new ArrayList<>(List.of(false));
        boolean groupVaries = false;
        // Wide repetitions of the alternative at hand, and of the widest alternative so far, for each open group.
        List<Integer> wide = new ArrayList<>(List.of(0));
        List<Integer> widest = new ArrayList<>(List.of(0));
        boolean inClass = false;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c == '\\') {
                i++;
                groupVaries = false;
            } else if (inClass) {
                inClass = c != ']';
                groupVaries = false;
            } else if (c == '[') {
                inClass = true;
            } else if (c == '(') {
                if (expression.startsWith("(?", i)
                        && !expression.startsWith("(?:", i)
                        && !(expression.startsWith("(?<", i)
                                && i + 3 < expression.length()
                                && Character.isLetter(expression.charAt(i + 3)))) {
                    throw new IllegalArgumentException(
                            "'" + expression.substring(i, Math.min(i + 4, expression.length()))
                                    + "': looking around and flags are not allowed");
                }
                if (expression.startsWith("(?", i)) {
                    i++;
                }
                if (varies.size() > MAX_DEPTH) {
                    throw new IllegalArgumentException("brackets are nested more than " + MAX_DEPTH + " deep");
                }
                varies.add(false);
                wide.add(0);
                widest.add(0);
            } else if (c == ')') {
                if (varies.size() == 1) {
                    throw new IllegalArgumentException("a ')' without '('");
                }
                groupVaries = varies.remove(varies.size() - 1);
                int last = wide.size() - 1;
                int inner = Math.max(wide.remove(last), widest.remove(last));
                wide.set(last - 1, wide.get(last - 1) + inner);
                if (groupVaries) {
                    varies.set(varies.size() - 1, true);
                }
            } else if (c == '*' || c == '+') {
                if (c == '*' || i == 0 || expression.charAt(i - 1) != '}') {
                    throw new IllegalArgumentException("'" + c + "' is not bounded: write {0,n} or {1,n}");
                }
                throw new IllegalArgumentException("possessive quantifiers are not allowed");
            } else if (c == '{') {
                int end = expression.indexOf('}', i);
                int max = repeats(expression.substring(i + 1, Math.max(i + 1, end)));
                if (max > MAX_REPEAT) {
                    throw new IllegalArgumentException(
                            "repeats up to " + max + " times; at most " + MAX_REPEAT + " are allowed");
                }
                if (max > 1 && groupVaries) {
                    throw new IllegalArgumentException("a repetition within a repetition can run away");
                }
                if (max > WIDE) {
                    wide.set(wide.size() - 1, wide.get(wide.size() - 1) + 1);
                }
                varies.set(varies.size() - 1, true);
                i = end;
                groupVaries = false;
            } else if (c == '?') {
                varies.set(varies.size() - 1, true);
                groupVaries = false;
            } else {
                if (c == '|') {
                    int last = wide.size() - 1;
                    varies.set(last, true);
                    widest.set(last, Math.max(widest.get(last), wide.get(last)));
                    wide.set(last, 0);
                }
                groupVaries = false;
            }
        }
        if (Math.max(wide.get(0), widest.get(0)) > MAX_WIDE) {
            throw new IllegalArgumentException(
                    "more than " + MAX_WIDE + " repetitions of more than " + WIDE + " characters can run away");
        }
    }

    private static int repeats(String bounds) {
        try {
            int comma = bounds.indexOf(',');
            if (comma == bounds.length() - 1) {
                throw new IllegalArgumentException("'{" + bounds + "}' is not bounded: write {n,m}");
            }
            return Integer.parseInt(bounds.substring(comma + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'{" + bounds + "}' is not a repetition");
        }
    }
}
