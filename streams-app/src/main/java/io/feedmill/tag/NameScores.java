package io.feedmill.tag;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How much one story is about each place and organisation that it names. Integers only. */
final class NameScores {

    private static final int BODY_COUNTS_TO = 12;
    private static final int LEAST_RAW = 2;
    private static final int HALF_SALIENCE_RAW = 15;
    private static final int MOST = 24;
    private static final int MOST_EVIDENCE = 8;

    private static final class Tally {
        private int prominent;
        private int body;
        private int first = Integer.MAX_VALUE;
        private final List<Span> spans = new ArrayList<>();

        private int raw() {
            return prominent + Math.min(BODY_COUNTS_TO, body);
        }
    }

    private record Ranked(Gazetteer.Subject subject, int salience, int first, List<Span> spans) {}

    private final Gazetteer gazetteer;
    private final Map<Integer, Tally> tallies = new TreeMap<>();
    private int lastPosition = -1;
    private int lastOwner;

    NameScores(Gazetteer gazetteer) {
        this.gazetteer = gazetteer;
    }

    /**
     * The capital speaks for its country, too, but as a hint. Mentions in the publisher's categories do not count, nor the
     * same words twice for the same subject, as full name and as hint.
     */
    void add(Entry entry, Zone zone, int first, int last) {
        boolean again = lastPosition == zone.base() + first && lastOwner == entry.owner();
        if (again || zone.name().equals(Zone.CATEGORY)) {
            return;
        }
        lastPosition = zone.base() + first;
        lastOwner = entry.owner();
        tally(entry.owner(), entry.weight(), zone, first, last);
        int seatOf = gazetteer.subject(entry.owner()).seatOf();
        if (seatOf >= 0) {
            tally(seatOf, Gazetteer.HINT, zone, first, last);
        }
    }

    private void tally(int subject, int weight, Zone zone, int first, int last) {
        Tally tally = tallies.computeIfAbsent(subject, s -> new Tally());
        switch (zone.name()) {
            case Zone.DATELINE -> tally.prominent += 4 * weight;
            case Zone.TITLE -> tally.prominent += 3 * weight;
            default -> {
                if (zone.lede(first)) {
                    tally.prominent += 2 * weight;
                } else {
                    tally.body += weight;
                }
            }
        }
        tally.first = Math.min(tally.first, zone.base() + first);
        if (tally.spans.size() < MOST_EVIDENCE) {
            tally.spans.add(zone.span(first, last));
        }
    }

    List<Place> places() {
        return tallies.isEmpty()
                ? List.of()
                : ranked(true).stream()
                        .map(r -> new Place(
                                r.subject().name(),
                                r.subject().country(),
                                r.subject().kind(),
                                r.salience(),
                                r.spans()))
                        .toList();
    }

    List<Organisation> organisations() {
        return tallies.isEmpty()
                ? List.of()
                : ranked(false).stream()
                        .map(r ->
                                new Organisation(r.subject().name(), r.subject().kind(), r.salience(), r.spans()))
                        .toList();
    }

    private List<Ranked> ranked(boolean places) {
        List<Ranked> ranked = new ArrayList<>();
        tallies.forEach((number, tally) -> {
            Gazetteer.Subject subject = gazetteer.subject(number);
            int raw = tally.raw();
            if (subject.place() == places && raw >= LEAST_RAW) {
                ranked.add(new Ranked(subject, 1000 * raw / (raw + HALF_SALIENCE_RAW), tally.first, tally.spans));
            }
        });
        ranked.sort(Comparator.comparingInt((Ranked r) -> -r.salience())
                .thenComparingInt(Ranked::first)
                .thenComparing(r -> r.subject().name()));
        return ranked.subList(0, Math.min(MOST, ranked.size()));
    }
}
