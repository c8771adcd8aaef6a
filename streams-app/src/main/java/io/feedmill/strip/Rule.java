package io.feedmill.strip;

import io.feedmill.rules.Origin;
import io.feedmill.rules.Switches;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule on what a block says.
 *
 * @param reach for a rule at the head or the tail: among how many kept blocks from there
 * @param literals folded; without one of them in the block the rule is not tried
 * @param phrases folded, without what surrounds them: a span that says just this is a match
 * @param only folded words; a span of nothing but these and numbers is a match, if it has two or must be link
 * @param pattern null if there are phrases or words only
 * @param linked whether at least half of the block must be link
 * @param followed whether blocks after it that are links only go with it
 * @param truncates whether it says that the text breaks off here
 * @param card how its author wrote it, for which items it is, and for which it is switched off
 */
record Rule(
        String id,
        Boilerplate kind,
        Where where,
        int reach,
        int maxWords,
        Action action,
        Set<Emit> emits,
        List<String> literals,
        Set<String> phrases,
        Set<String> only,
        SafePattern pattern,
        boolean linked,
        boolean followed,
        boolean truncates,
        RuleCard card) {
    enum Where {
        ANY,
        HEAD,
        TAIL
    }

    enum Action {
        /** Takes the block out if all of it matches. */
        BLOCK,
        /** Takes the block out, or the end of it that matches. */
        END,
        /** Takes the block out, or the beginning of it that matches. */
        START,
        /** Reads fields from the block and leaves it. */
        EXTRACT,
        /** Keeps the block from all rules after this one. */
        PROTECT
    }

    enum Emit {
        NOTICE,
        COPYRIGHT,
        CAPTION,
        ORIGINAL,
        /** The agencies it names, wherever in it. */
        AGENCIES
    }

    private static final Pattern PEOPLE =
            Pattern.compile("[,;、，،]|(?<= \\p{L}{2,24})/(?=\\p{L}{2,24} )|(?U)\\s(?:and|und|et|y|e|en|и|&|और|و)\\s");

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

    /** Longer blocks are nobody's boilerplate. */
    static final int MAX_BLOCK = 2_000;

    private static final int MAX_SPAN = 700;
    private static final int MAX_BREAKS = 8;
    private static final int STORY_WORDS = 6;

    /** Whether the rule is for items that come from there. */
    boolean isFor(Origin origin) {
        return card.scope().covers(origin) && !Switches.covers(card.off(), origin);
    }

    /** Whether it takes out what it matches. */
    boolean takes() {
        return action != Action.EXTRACT && action != Action.PROTECT;
    }

    /** Whether it is for blocks as a whole, and for none of so many words. */
    boolean isForShorter(int words) {
        return words > maxWords
                && action != Action.END
                && action != Action.START
                && phrases.isEmpty()
                && only.isEmpty();
    }

    /**
     * The span of a text that the rule is about, or null.
     *
     * @param words how many the text has
     */
    Finding match(String text, int words, String folded, Names names, Effort effort, String literal) {
        int from = 0;
        int to = text.length();
        if (from >= to) {
            return null;
        }
        Finding whole = to - from > MAX_BLOCK ? null : matchSpan(text, folded, from, to, words, names, effort, literal);
        if (whole != null && takes()) {
            int start = ownSentence(text, folded, literal);
            Finding own = start == 0 ? null : matchPart(text, folded, start, to, names, effort, literal);
            return own == null ? whole : own;
        }
        if (whole != null || action == Action.BLOCK || action == Action.EXTRACT || action == Action.PROTECT) {
            return whole;
        }
        return action == Action.END
                ? matchEnd(text, folded, from, to, names, effort, literal)
                : matchStart(text, folded, from, to, names, effort, literal);
    }

    /**
     * Where the sentence begins that has the first literal, if a sentence of the story can stand before it: else a pattern
     * with a wide beginning would take that too.
     *
     * @param found a literal that the text has
     */
    private int ownSentence(String text, String folded, String found) {
        int last = lastSentence(folded, folded.length() - 2);
        if (last == 0) {
            return 0;
        }
        int mark = folded.indexOf('©');
        int start = storyBefore(text, folded, mark < 0 ? last : Math.min(mark, last));
        int at = folded.indexOf(found);
        if (at >= 0 && at < start) {
            start = storyBefore(text, folded, at);
        }
        for (int i = 0; i < literals.size() && start > 0; i++) {
            at = folded.indexOf(literals.get(i));
            if (at >= 0 && at < start) {
                start = storyBefore(text, folded, at);
            }
        }
        return start;
    }

    /** Where the last sentence begins, at {@code from} or before, that has enough of a story before it; 0 if there is none. */
    private static int storyBefore(String text, String folded, int from) {
        int start = lastSentence(folded, from);
        return start > 0 && Lengths.words(text, 0, start) >= STORY_WORDS ? start : 0;
    }

    /** Where the last sentence begins that has one before it, at {@code from} or before; 0 if there is none. */
    private static int lastSentence(String folded, int from) {
        for (int start = from; start > 1; start--) {
            char before = folded.charAt(start - 1);
            boolean ends =
                    before == ' ' && ".!…\"')]।。".indexOf(folded.charAt(start - 2)) >= 0 || "。！".indexOf(before) >= 0;
            if (ends && folded.charAt(start) != ' ') {
                return start;
            }
        }
        return 0;
    }

    private Finding matchEnd(String text, String folded, int from, int to, Names names, Effort effort, String literal) {
        int tries = 0;
        Finding found = null;
        for (int start = to - 2; start > from && start > to - MAX_SPAN && tries < MAX_BREAKS; start--) {
            if (isBreak(folded, start)) {
                tries++;
                Finding longer = matchPart(text, folded, start, to, names, effort, literal);
                found = longer == null ? found : longer;
                if (found != null && (start < 2 || folded.charAt(start - 2) != ':')) {
                    return found;
                }
            }
        }
        return found;
    }

    private Finding matchStart(
            String text, String folded, int from, int to, Names names, Effort effort, String literal) {
        int tries = 0;
        for (int end = from + 2; end < to && end < from + MAX_SPAN && tries < MAX_BREAKS; end++) {
            if (isBreak(folded, end)) {
                tries++;
                Finding found = matchPart(text, folded, from, end, names, effort, literal);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** Whether something new can begin here: after a sentence, on a new line, with a bracket or a dash. */
    private static boolean isBreak(String folded, int at) {
        char c = folded.charAt(at);
        char before = folded.charAt(at - 1);
        if (before == ' ' && at > 1) {
            char last = folded.charAt(at - 2);
            return ".!?…\"')]:|=।。！？".indexOf(last) >= 0 || "([-*|©>{".indexOf(c) >= 0;
        }
        return c != ' ' && "。！？】)".indexOf(before) >= 0 || "(【[©".indexOf(c) >= 0;
    }

    private Finding matchPart(
            String text, String folded, int from, int to, Names names, Effort effort, String literal) {
        int words = pattern == null ? 0 : Lengths.words(text, from, to);
        return matchSpan(text, folded, from, to, words, names, effort, literal);
    }

    private Finding matchSpan(
            String text, String folded, int from, int to, int words, Names names, Effort effort, String literal) {
        if (isWhole(folded, from, to)) {
            return Finding.of(this, from, to, literal, Map.of());
        }
        if (pattern == null || words > maxWords) {
            return null;
        }
        int offset = from;
        while (offset < to && isDecoration(folded, offset)) {
            offset++;
        }
        int end = to;
        while (end > offset && isDecoration(folded, end - 1)) {
            end--;
        }
        Matcher matcher = pattern.pattern().matcher(effort.counting(folded.substring(offset, end)));
        try {
            if (!matcher.matches()) {
                return null;
            }
        } catch (Effort.Spent e) {
            effort.spend();
            return null;
        }
        Map<String, String> named = new LinkedHashMap<>();
        for (String name : pattern.names()) {
            if (matcher.start(name) >= 0) {
                String value = text.substring(offset + matcher.start(name), offset + matcher.end(name));
                named.put(name, value.strip());
            }
        }
        for (Map.Entry<String, String> group : named.entrySet()) {
            boolean person =
                    group.getKey().startsWith("reporter") || group.getKey().startsWith("editor");
            if (person && !areNames(group.getValue())
                    || group.getKey().startsWith("photographer") && !Names.looksLikeName(group.getValue())
                    || group.getKey().startsWith("title") && !names.isTitle(group.getValue())
                    || group.getKey().startsWith("ownsite") && !names.isSite(group.getValue())) {
                return null;
            }
        }
        return Finding.of(this, from, to, literal, named);
    }

    /** Whether a span is one of the phrases, or made of the words, and of nothing else. */
    private boolean isWhole(String folded, int from, int to) {
        if (phrases.isEmpty() && only.isEmpty()) {
            return false;
        }
        String span = folded.substring(from, to);
        return !phrases.isEmpty() && phrases.contains(Fold.trimmed(span)) || !only.isEmpty() && isOnly(span);
    }

    /** Spaces, and the arrows, shapes and pictures that adorn a call. */
    private static boolean isDecoration(String text, int at) {
        char c = text.charAt(at);
        if (Character.isSurrogate(c)) {
            char high = Character.isLowSurrogate(c) && at > 0 ? text.charAt(at - 1) : c;
            return high >= '\uD83C' && high <= '\uD83E';
        }
        return c == ' '
                || c == '\uFE0F'
                || c >= '\u2190' && c <= '\u21FF'
                || c >= '\u25A0' && c <= '\u27BF'
                || c >= '\u2B00' && c <= '\u2BFF';
    }

    private boolean isOnly(String span) {
        int words = 0;
        Matcher word = WORD.matcher(span);
        while (word.find()) {
            words++;
            if (!Character.isDigit(span.charAt(word.start())) && !only.contains(word.group())) {
                return false;
            }
        }
        return words > 1 || words == 1 && linked;
    }

    /** Whether each of these could be a person's name: it does not begin with a small letter. */
    private static boolean areNames(String list) {
        for (String name : people(list)) {
            if (Character.isLowerCase(name.charAt(0))) {
                return false;
            }
        }
        return true;
    }

    /** The names that a list such as "A, B and C" is made of. */
    static List<String> people(String list) {
        List<String> people = new ArrayList<>();
        for (String part : PEOPLE.split(list, 12)) {
            String name = part.strip();
            if (!name.isEmpty()) {
                people.add(name);
            }
        }
        return people;
    }
}
