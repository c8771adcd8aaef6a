package io.feedmill.tag;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much one story is about each place and organisation that it names. Integers only. */
final class NameScores {

    private static final int BODY_COUNTS_TO = 12;
    private static final int LEAST_RAW = 2;
    private static final int HALF_SALIENCE_RAW = 15;
    private static final int MOST = 24;
    private static final int MOST_EVIDENCE = 8;

    private static final Comparator<Tally> MOST_SALIENT = Comparator.comparingInt((Tally tally) -> -tally.salience())
            .thenComparingInt(tally -> tally.first)
            .thenComparing(tally -> tally.subject.name())
            .thenComparingInt(tally -> tally.number);

    private static final class Tally {

        private final int number;
        private final Gazetteer.Subject subject;
        private final int first;
        private final List<Span> spans = new ArrayList<>();
        private int prominent;
        private int body;

        Tally(int number, Gazetteer.Subject subject, int first) {
            this.number = number;
            this.subject = subject;
            this.first = first;
        }

        private int raw() {
            return prominent + Math.min(BODY_COUNTS_TO, body);
        }

        private int salience() {
            return 1000 * raw() / (raw() + HALF_SALIENCE_RAW);
        }
    }

    private final Gazetteer gazetteer;
    private final Map<Integer, Tally> tallies = new HashMap<>();
    private int lastPosition = -1;
    private int lastOwner;

    NameScores(Gazetteer gazetteer) {
        this.gazetteer = gazetteer;
    }

    /**
     * Takes mentions in the order of their positions. The capital speaks for its country, too, but as a hint. Mentions in the
     * publisher's categories do not count, nor the same words twice for the same subject, as full name and as hint.
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

    private void tally(int number, int weight, Zone zone, int first, int last) {
        Tally tally = tallies.get(number);
        if (tally == null) {
            tally = new Tally(number, gazetteer.subject(number), zone.base() + first);
            tallies.put(number, tally);
        }
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
        if (tally.spans.size() < MOST_EVIDENCE) {
            tally.spans.add(zone.span(first, last));
        }
    }

    List<Place> places() {
        List<Place> places = new ArrayList<>();
        for (Tally tally : ranked(true)) {
            Gazetteer.Subject place = tally.subject;
            places.add(new Place(place.name(), place.country(), place.kind(), tally.salience(), tally.spans));
        }
        return places;
    }

    List<Organisation> organisations() {
        List<Organisation> organisations = new ArrayList<>();
        for (Tally tally : ranked(false)) {
            Gazetteer.Subject organisation = tally.subject;
            organisations.add(
                    new Organisation(organisation.name(), organisation.kind(), tally.salience(), tally.spans));
        }
        return organisations;
    }

    private List<Tally> ranked(boolean places) {
        if (tallies.isEmpty()) {
            return List.of();
        }
        List<Tally> ranked = new ArrayList<>();
        for (Tally tally : tallies.values()) {
            if (tally.subject.place() == places && tally.raw() >= LEAST_RAW) {
                ranked.add(tally);
            }
        }
        ranked.sort(MOST_SALIENT);
        return ranked.subList(0, Math.min(MOST, ranked.size()));
    }
}
