package io.feedmill.strip.learned;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which blocks a feed repeats from item to item: for each of the at most {@value #CAPACITY} it remembers, in which of the
 * last {@value #WINDOW} items it stood. What is no longer shown leaves the window, so nothing has to expire. Two feeds that
 * showed the same items in the same order have the same bytes.
 *
 * <h2>The bar</h2>
 *
 * A block is boilerplate at an edge if it stood in at least six items, and in a quarter of them, on at least three days; or in
 * a quarter of twenty; or in four fifths of them. For a paragraph that flows, and in the middle of a text, it must be half.
 * That a paragraph of the story which recurs in every twentieth item passes within twenty items has a chance of 3 in 10,000
 * (binomial); a form in every second item passes within twenty in 98 of 100.
 *
 * <h2>What is kept however often it recurs</h2>
 *
 * The lede, and a paragraph of twenty words above it; headings and lines with a colon over something that stays; labels, fields
 * with their values; tables, quotations, code; what was never seen without the lede of this item, for then the item was
 * only told again; and half of the words, unless what goes is in four fifths of all items, and these do not begin alike.
 *
 * <p>Not safe for use by several threads. Memory is bounded by {@value #CAPACITY} × {@value #ENTRY_BYTES} bytes.
 */
public final class FeedHabits {
    static final int CAPACITY = 128;
    static final int WINDOW = 64;
    static final int ENTRY_BYTES = 24;

    /** Blocks of an item that are looked at: so many from its head, its tail and what is between them. */
    public static final int HEAD = 6;

    public static final int TAIL = 14;
    public static final int MIDDLE = 10;

    private static final Pattern RULE = Pattern.compile("learned:[0-9a-f]{16}");
    private static final State[] STATES = State.values();
    private static final byte FORMAT = 1;
    private static final int HEADER_BYTES = 1 + Integer.BYTES;

    private static final int LEDE_WORDS = 6;
    /** A paragraph of so many words at the head is taken for a lede. */
    private static final int OPENING_WORDS = 20;
    /** A paragraph of so many words flows. */
    private static final int FLOW_WORDS = 25;

    private static final int MIDDLE_WORDS = 12;
    /** A link of fewer words may be a label. */
    private static final int MIDDLE_LINK_WORDS = 3;

    private static final int MAX_HEAD = 3;
    private static final int MAX_TAIL = 12;
    /** So many lines that are in the way of the tail's boilerplate, a list of tags say, are stepped over. */
    private static final int MAX_STEPS = 2;

    private static final int STEP_WORDS = 12;
    private static final int MAX_DAYS = 255;

    private int items;
    private int size;
    private final long[] digests = new long[CAPACITY + HEAD + TAIL + MIDDLE];
    /** Bit i: it stood in the item i before the one it was last seen in. */
    private final long[] shown = new long[digests.length];
    /** How many items ago it was last seen. */
    private final int[] age = new int[digests.length];

    private final int[] firstDay = new int[digests.length];
    private final int[] lastDay = new int[digests.length];
    /** On how many days it was seen, not counting those between two of them; at most {@value #MAX_DAYS}. */
    private final int[] days = new int[digests.length];

    private final State[] states = new State[digests.length];

    /** What is thought of a block. */
    public enum State {
        NONE,
        /** It recurs, but not often enough, or something speaks for keeping it. */
        PROPOSED,
        /** It is taken out. */
        LEARNED
    }

    /**
     * How often a block was seen.
     *
     * @param count in how many of the last {@code of} items
     * @param since the day of the first
     */
    public record Seen(int count, int of, LocalDate since) {
        @Override
        public String toString() {
            return "in " + count + " of the last " + of + " items of this feed, since " + since;
        }
    }

    /**
     * A block is thought of otherwise than before.
     *
     * @param text null if it is not thought of any more
     */
    public record Change(long digest, State state, String text, Seen seen) {
        public String rule() {
            return FeedHabits.rule(digest);
        }
    }

    /** The id under which a block is taken out, and can be switched off. */
    public static String rule(long digest) {
        return "learned:" + HexFormat.of().toHexDigits(digest);
    }

    /**
     * What is to go of an item.
     *
     * @param gone for each line, how often it was seen if it is to go, else null
     * @param held whether more would go, but too little would stay
     */
    public record Verdict(List<Seen> gone, boolean held) {}

    /** Whether this is such an id. */
    public static boolean isRule(String id) {
        return RULE.matcher(id).matches();
    }

    /** Of a feed that is not known yet. */
    public FeedHabits() {}

    /** @throws IllegalArgumentException if the bytes are not of {@link #toBytes} */
    public static FeedHabits of(byte[] bytes) {
        FeedHabits habits = new FeedHabits();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER_BYTES || in.get() != FORMAT || (bytes.length - HEADER_BYTES) % ENTRY_BYTES != 0) {
            throw new IllegalArgumentException("these " + bytes.length + " bytes are not what a feed repeats");
        }
        habits.items = in.getInt();
        habits.size = (bytes.length - HEADER_BYTES) / ENTRY_BYTES;
        if (habits.size > CAPACITY) {
            throw new IllegalArgumentException("more than " + CAPACITY + " blocks: " + habits.size);
        }
        for (int i = 0; i < habits.size; i++) {
            habits.digests[i] = in.getLong();
            habits.shown[i] = in.getLong();
            habits.firstDay[i] = in.getShort() & 0xFFFF;
            habits.lastDay[i] = in.getShort() & 0xFFFF;
            habits.days[i] = in.get() & 0xFF;
            habits.age[i] = in.get();
            habits.states[i] = STATES[in.getShort()];
        }
        return habits;
    }

    public byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + size * ENTRY_BYTES);
        out.put(FORMAT).putInt(items);
        for (int i = 0; i < size; i++) {
            out.putLong(digests[i])
                    .putLong(shown[i])
                    .putShort((short) firstDay[i])
                    .putShort((short) lastDay[i])
                    .put((byte) days[i])
                    .put((byte) age[i])
                    .putShort((short) states[i].ordinal());
        }
        return out.array();
    }

    /** What all that is proposed or learned is, with {@link State#NONE}: for when the feed is forgotten. */
    public List<Change> forgotten() {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            if (states[i] != State.NONE) {
                changes.add(new Change(digests[i], State.NONE, null, seen(i)));
            }
        }
        return changes;
    }

    // ---------------------------------------------------------------- what is to go

    /** Which of an item's lines are boilerplate by what is known so far. */
    public Verdict judge(List<Line> lines) {
        Judgement judgement = new Judgement(lines);
        return size == 0 ? new Verdict(judgement.gone(), false) : judgement.run();
    }

    private final class Judgement {
        private final List<Line> lines;
        private final int[] known;
        private final boolean[] gone;
        private int lede;
        /** Whether all items of the feed begin alike, so that there is no telling its stories by how they begin. */
        private boolean standing;

        Judgement(List<Line> lines) {
            this.lines = lines;
            this.known = new int[lines.size()];
            this.gone = new boolean[lines.size()];
            for (int i = 0; i < known.length; i++) {
                known[i] = size == 0 ? -1 : find(lines.get(i).digest());
            }
        }

        Verdict run() {
            takeHead();
            lede = lede();
            if (lede < 0) {
                Arrays.fill(gone, false);
                return new Verdict(gone(), false);
            }
            takeTail();
            takeMiddle();
            keepWhatAnnounces();
            keepWhatIsOfThisStory();
            boolean held = keepHalf();
            return new Verdict(gone(), held);
        }

        private void takeHead() {
            int taken = 0;
            for (int i = 0; i < lines.size() && i < HEAD && taken < MAX_HEAD; i++) {
                Line line = lines.get(i);
                boolean opening = line.prose() && line.words() >= OPENING_WORDS;
                if (isOften(i) && !opening && !isName(line) && line.shape() == Line.Shape.TEXT) {
                    gone[i] = true;
                    taken++;
                } else if (line.words() >= LEDE_WORDS) {
                    return;
                }
            }
        }

        /** The first line that says something and stays. */
        private int lede() {
            int any = -1;
            for (int i = 0; i < lines.size(); i++) {
                Line line = lines.get(i);
                if (!gone[i] && line.shape() != Line.Shape.HEADING && !line.isSeparator()) {
                    if (line.words() >= LEDE_WORDS) {
                        return i;
                    }
                    any = any < 0 ? i : any;
                }
            }
            return any;
        }

        private void takeTail() {
            int taken = 0;
            int steps = 0;
            for (int i = lines.size() - 1; i > lede && taken < MAX_TAIL; i--) {
                Line line = lines.get(i);
                boolean usual = known[i] >= 0 && isMost(known[i], 50);
                boolean label = line.isField() || line.isLabel() && !(known[i] >= 0 && isMost(known[i], 80));
                boolean heading = line.shape() == Line.Shape.HEADING && !isGoneAfter(i);
                if (isOften(i)
                        && line.shape() != Line.Shape.FIXED
                        && !label
                        && !heading
                        && (usual || steps == 0 && !isFlowing(line))) {
                    gone[i] = true;
                    taken++;
                } else if (++steps > MAX_STEPS || line.words() > STEP_WORDS && !line.isLinked()) {
                    return;
                }
            }
        }

        private boolean isGoneAfter(int line) {
            return line + 1 < lines.size() && gone[line + 1];
        }

        private void takeMiddle() {
            for (int i = lede + 1; i < lines.size(); i++) {
                Line line = lines.get(i);
                if (!gone[i]
                        && isOften(i)
                        && count(known[i]) >= 8
                        && isMost(known[i], 50)
                        && line.shape() == Line.Shape.TEXT
                        && !isName(line)
                        && (line.words() >= MIDDLE_WORDS || line.isLinked() && line.words() > MIDDLE_LINK_WORDS)) {
                    gone[i] = true;
                }
            }
        }

        private void keepWhatAnnounces() {
            for (int i = lines.size() - 2; i >= 0; i--) {
                if (gone[i] && lines.get(i).announces() && !gone[i + 1]) {
                    gone[i] = false;
                }
            }
        }

        private void keepWhatIsOfThisStory() {
            int of = known[lede];
            standing = of >= 0 && isMost(of, 80);
            if (of < 0 || standing) {
                return;
            }
            for (int i = 0; i < gone.length; i++) {
                gone[i] = gone[i] && (shownNow(known[i]) & ~shownNow(of)) != 0;
            }
        }

        private boolean keepHalf() {
            int all = 0;
            int rare = 0;
            for (int i = 0; i < gone.length; i++) {
                int words = lines.get(i).words();
                all += words;
                rare += gone[i] && (standing || !isMost(known[i], 80)) ? words : 0;
            }
            if (rare * 2 <= all) {
                return false;
            }
            for (int i = 0; i < gone.length; i++) {
                gone[i] = gone[i] && !standing && isMost(known[i], 80);
            }
            return true;
        }

        private boolean isOften(int line) {
            return known[line] >= 0 && FeedHabits.this.isOften(known[line]);
        }

        List<Seen> gone() {
            List<Seen> seen = new ArrayList<>(gone.length);
            for (int i = 0; i < gone.length; i++) {
                seen.add(gone[i] ? seen(known[i]) : null);
            }
            return seen;
        }
    }

    private static boolean isName(Line line) {
        return line.isLabel() || line.isField();
    }

    private static boolean isFlowing(Line line) {
        return line.prose() && line.words() >= FLOW_WORDS && line.linkShare() < 20;
    }

    /** Whether the block passes the bar of an edge. */
    private boolean isOften(int entry) {
        int count = count(entry);
        int of = of();
        return count >= 6 && count * 4 >= of && (days[entry] >= 3 || of >= 20 || count * 5 >= of * 4);
    }

    private boolean isMost(int entry, int percent) {
        return count(entry) * 100 >= of() * percent;
    }

    private int of() {
        return Math.min(items, WINDOW);
    }

    private int count(int entry) {
        return Long.bitCount(shownNow(entry));
    }

    /** Bit i: it stood in the item i before the last one. */
    private long shownNow(int entry) {
        return age[entry] >= WINDOW ? 0 : shown[entry] << age[entry];
    }

    private Seen seen(int entry) {
        return new Seen(count(entry), of(), LocalDate.ofEpochDay(firstDay[entry]));
    }

    private int find(long digest) {
        for (int i = 0; digest != 0 && i < size; i++) {
            if (digests[i] == digest) {
                return i;
            }
        }
        return -1;
    }

    // ---------------------------------------------------------------- learning

    /**
     * Learns from a new item: not from a repeat, nor from a new version of one. An item that shows nothing new teaches
     * nothing.
     *
     * @param day the item's day
     * @return what is thought otherwise now
     */
    public List<Change> learn(List<Line> lines, LocalDate day) {
        if (lines.stream().noneMatch(line -> line.digest() != 0 && find(line.digest()) < 0)) {
            return List.of();
        }
        items = items == Integer.MAX_VALUE ? WINDOW : items + 1;
        for (int i = 0; i < size; i++) {
            age[i] = Math.min(age[i] + 1, WINDOW);
        }
        int today = (int) Math.max(0, Math.min(0xFFFF, day.toEpochDay()));
        Set<Long> here = new HashSet<>();
        for (Line line : lines) {
            if (line.digest() != 0 && here.add(line.digest())) {
                see(line.digest(), today);
            }
        }
        List<Change> changes = new ArrayList<>();
        rethink(lines, changes);
        forget(changes);
        return changes;
    }

    private void see(long digest, int today) {
        int entry = find(digest);
        if (entry < 0) {
            if (size == digests.length) {
                return;
            }
            entry = size++;
            digests[entry] = digest;
            shown[entry] = 1;
            firstDay[entry] = today;
            lastDay[entry] = today;
            days[entry] = 1;
            states[entry] = State.NONE;
        } else {
            shown[entry] = shownNow(entry) | 1;
            boolean another = today < firstDay[entry] || today > lastDay[entry];
            days[entry] += another && days[entry] < MAX_DAYS ? 1 : 0;
            firstDay[entry] = Math.min(firstDay[entry], today);
            lastDay[entry] = Math.max(lastDay[entry], today);
        }
        age[entry] = 0;
    }

    private void rethink(List<Line> lines, List<Change> changes) {
        List<Seen> gone = judge(lines).gone();
        for (int i = 0; i < lines.size(); i++) {
            int entry = find(lines.get(i).digest());
            if (entry < 0) {
                continue;
            }
            State now = gone.get(i) != null
                    ? State.LEARNED
                    : count(entry) >= 4
                                    && count(entry) * 6 >= of()
                                    && lines.get(i).words() > 3
                            ? State.PROPOSED
                            : State.NONE;
            if (now.compareTo(states[entry]) > 0) {
                states[entry] = now;
                changes.add(new Change(digests[entry], now, lines.get(i).text(), seen(entry)));
            }
        }
    }

    /** Forgets what has left the window, and of the rest what recurs least, was seen longest ago, has the smallest hash. */
    private void forget(List<Change> changes) {
        for (int i = size - 1; i >= 0; i--) {
            if (states[i] != State.NONE && count(i) * 12 < of()) {
                states[i] = State.NONE;
                changes.add(new Change(digests[i], State.NONE, null, seen(i)));
            }
            if (shownNow(i) == 0) {
                drop(i);
            }
        }
        while (size > CAPACITY) {
            int least = 0;
            for (int i = 1; i < size; i++) {
                least = isLess(i, least) ? i : least;
            }
            if (states[least] != State.NONE) {
                changes.add(new Change(digests[least], State.NONE, null, seen(least)));
            }
            drop(least);
        }
    }

    private boolean isLess(int one, int other) {
        int counts = Integer.compare(count(one), count(other));
        if (counts != 0) {
            return counts < 0;
        }
        return age[one] != age[other] ? age[one] > age[other] : digests[one] < digests[other];
    }

    private void drop(int entry) {
        int last = --size;
        digests[entry] = digests[last];
        shown[entry] = shown[last];
        age[entry] = age[last];
        firstDay[entry] = firstDay[last];
        lastDay[entry] = lastDay[last];
        days[entry] = days[last];
        states[entry] = states[last];
    }
}
