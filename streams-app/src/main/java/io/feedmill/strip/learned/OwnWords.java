package io.feedmill.strip.learned;

import io.feedmill.words.Words;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an item says of itself elsewhere: its headline, its authors, its day. Where a block repeats it, the block is a form
 * that was filled in, and two such blocks are alike although their words differ: "Published 12 May 2026 | 3 min read".
 * Other numbers are never masked: "Price: 38.50" and "Part 7" are what the reader came for.
 */
public final class OwnWords {
    private static final long HEADLINE = 0x51ed270b7a5fc1a3L;
    private static final long AUTHOR = 0x2545f4914f6cdd1dL;
    private static final long DATE = 0x6a09e667f3bcc909L;
    /** A line with the item's date and no more words than this is a stamp, and all its small numbers belong to that. */
    private static final int STAMP_WORDS = 14;

    private static final int MAX_AUTHORS = 8;
    private static final List<Set<Long>> NUMBERS = numbers();
    private static final Set<Long> SMALL_NUMBERS = smallNumbers();
    /** Days around the item's own: the feed's time zone need not be the text's. */
    private static final int DAYS = 3;
    /** What stands between the numbers of a date where names of months do not. */
    private static final Set<Long> SIGNS = tokens(List.of("年", "月", "日", "년", "월", "일"));

    private final long[] headline;
    private final List<long[]> authors = new ArrayList<>();
    private final long[] days;
    /** Bit i: a token of {@link #days} ends in the bits of i. */
    private final long dayBits;
    /** Likewise of the bits before those. */
    private final long moreDayBits;

    /** Of that day, the one before it and the one after it. */
    private final long[] years;

    private final Set<Long> calendar;

    /**
     * @param title the headline; null if there is none
     * @param day of publication; null if it is not known
     * @param calendar {@link #tokens} of the names of months and days
     */
    public OwnWords(String title, List<String> authors, LocalDate day, Set<Long> calendar) {
        this.headline = title == null ? new long[0] : Words.of(title).hashes();
        this.calendar = calendar;
        for (String author : authors.subList(0, Math.min(MAX_AUTHORS, authors.size()))) {
            long[] name = Words.of(author).hashes();
            if (name.length > 1) {
                this.authors.add(name);
            }
        }
        int around = day == null ? 0 : DAYS;
        years = new long[around];
        long[] near = new long[2 * around];
        int found = 0;
        for (int i = 0; i < around; i++) {
            LocalDate date = day.plusDays(i - 1);
            for (long token : NUMBERS.get(date.getDayOfMonth())) {
                near[found++] = token;
            }
            boolean same = i > 0 && date.getDayOfYear() > 1;
            years[i] = same ? years[i - 1] : token(Integer.toString(date.getYear()));
        }
        days = Arrays.copyOf(near, found);
        long bits = 0;
        long more = 0;
        for (long token : days) {
            bits |= 1L << token;
            more |= 1L << (token >>> 6);
        }
        dayBits = bits;
        moreDayBits = more;
    }

    /** The hashes of single words, for {@code calendar}. */
    public static Set<Long> tokens(Iterable<String> words) {
        Set<Long> tokens = new HashSet<>();
        words.forEach(word -> {
            long[] of = Words.of(word).hashes();
            if (of.length == 1) {
                tokens.add(of[0]);
            }
        });
        return tokens;
    }

    /** The tokens of each number below a hundred, also with a nought before it. */
    private static List<Set<Long>> numbers() {
        List<Set<Long>> numbers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String digits = Integer.toString(i);
            numbers.add(i < 10 ? Set.of(token(digits), token("0" + digits)) : Set.of(token(digits)));
        }
        return numbers;
    }

    private static Set<Long> smallNumbers() {
        Set<Long> small = new HashSet<>();
        NUMBERS.forEach(small::addAll);
        return small;
    }

    private static long token(String word) {
        return Words.of(word).hash(0);
    }

    /** A hash of the block's words in their order, what is the item's own masked; never 0. */
    public long digest(Words block) {
        long[] tokens = block.hashes();
        if (tokens.length == 0) {
            return Words.mix(block.text().strip().hashCode() ^ DATE) | 1;
        }
        int length = tokens.length;
        if (headline.length > 1) {
            length = mask(tokens, length, headline, HEADLINE);
        }
        for (long[] author : authors) {
            length = mask(tokens, length, author, AUTHOR);
        }
        if (days.length > 0 && hasFigure(block)) {
            maskDate(tokens, length);
        }
        long digest = length;
        for (int i = 0; i < length; i++) {
            digest = Words.mix(digest * 31 + tokens[i]);
        }
        return digest == 0 ? 1 : digest;
    }

    private static boolean hasFigure(Words block) {
        for (int i = 0; i < block.size(); i++) {
            if (block.hasDigit(i)) {
                return true;
            }
        }
        return false;
    }

    /** Puts the marker where the words stand, and gives how many are left. */
    private static int mask(long[] tokens, int length, long[] words, long marker) {
        int to = 0;
        for (int from = 0; from < length; to++) {
            if (stands(tokens, from, length, words)) {
                tokens[to] = marker;
                from += words.length;
            } else {
                tokens[to] = tokens[from++];
            }
        }
        return to;
    }

    private static boolean stands(long[] tokens, int at, int length, long[] words) {
        if (at + words.length > length) {
            return false;
        }
        for (int i = 0; i < words.length; i++) {
            if (tokens[at + i] != words[i]) {
                return false;
            }
        }
        return true;
    }

    /** The item's date is its day beside its year or the name of a month. */
    private void maskDate(long[] tokens, int length) {
        boolean found = false;
        for (int i = 0; i < length && !found; i++) {
            if (isDay(tokens[i])) {
                for (int j = Math.max(0, i - 2); j < length && j <= i + 2 && !found; j++) {
                    found = isYear(tokens[j]) || isCalendar(tokens[j]);
                }
            }
        }
        if (!found) {
            return;
        }
        boolean stamp = length <= STAMP_WORDS;
        for (int i = 0; i < length; i++) {
            long token = tokens[i];
            boolean date = isYear(token) || isDay(token) || isCalendar(token);
            if (date || stamp && SMALL_NUMBERS.contains(token)) {
                tokens[i] = DATE;
            }
        }
    }

    private boolean isDay(long token) {
        if ((dayBits >>> token & moreDayBits >>> (token >>> 6) & 1) == 0) {
            return false;
        }
        for (long day : days) {
            if (day == token) {
                return true;
            }
        }
        return false;
    }

    private boolean isYear(long token) {
        for (long year : years) {
            if (year == token) {
                return true;
            }
        }
        return false;
    }

    private boolean isCalendar(long token) {
        return calendar.contains(token) || SIGNS.contains(token);
    }
}
