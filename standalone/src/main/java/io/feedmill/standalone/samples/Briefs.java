package io.feedmill.standalone.samples;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The wire's short messages, one every eight seconds since 1970, each told by its number alone. The number is scrambled
 * (times an odd constant, modulo 2^26: a bijection) and cut into a form of words, a ship, a place and a figure, all of
 * which stand in the text; so none is told twice in 17 years.
 */
final class Briefs {
    static final Duration EVERY = Duration.ofSeconds(8);

    private static final int LISTED = 10;
    private static final long SCRAMBLE = 41_475_557; // odd, near 2^26 / golden ratio
    private static final long ROUND = 1L << 26;

    /** Far from the numbers of those that come in turn, for some thousands of years. */
    private static final long OUT_OF_TURN = 1L << 40;

    private static final String[][] FORMS = {
        {
            "%s lands %d tonnes at %s",
            "The bulk carrier %s has put %d tonnes of grain ashore at %s, the harbour master said."
        },
        {
            "Tugs refloat %s, %d tonnes, off %s",
            "Two tugs pulled the coaster %s, laden with %d tonnes of timber, off a sandbank near %s; no one was hurt."
        },
        {
            "%s ferry: %d passengers wait in %s",
            "Fog kept the ferry %s in port, leaving %d passengers to wait for the evening crossing at %s."
        },
        {
            "%s crew counts %d seals near %s",
            "Scientists aboard the survey ship %s counted %d grey seals on the skerries north of %s this week."
        },
        {
            "Auction: catch of %s makes %d crowns in %s",
            "Buyers paid %2$d crowns a crate for the herring that the trawler %1$s brought to market in %3$s."
        },
        {
            "%s brings %d letters to %s",
            "After a week of gales the mail boat %s delivered %d letters and parcels to the island post office at %s."
        },
        {
            "%s, sail number %d, wins race to %s",
            "The yacht %s, sailing under number %d, finished first in the regatta that ended at %s before a cheering crowd."
        },
        {
            "Customs find %2$d cartons on %1$s at %3$s",
            "Customs officers seized %2$d cartons of untaxed cigarettes from the tanker %1$s at %3$s, a spokeswoman said."
        }
    };

    private static final List<String> SHIPS = List.of(
            "Ada Lind",
            "Bluebell",
            "Cormorant",
            "Dorothea",
            "Eidersund",
            "Fair Wind",
            "Good Intent",
            "Hedda Gran",
            "Isolde",
            "Juniper",
            "Kittiwake",
            "Lady Maud",
            "Marit Sol",
            "Northern Lass",
            "Ocean Thrift",
            "Petrel",
            "Queen Signe",
            "Razorbill",
            "Stella Vik",
            "Thyra",
            "Ursula Bay",
            "Valiant",
            "Windrose",
            "Yrsa",
            "Zephyrine",
            "Amber Coast",
            "Brigid",
            "Cape Ardent",
            "Deep Harmony",
            "Ellida",
            "Fulmar",
            "Gudrun");

    private static final List<String> PLACES = List.of(
            "Vessby",
            "Aldmouth",
            "Brakhaven",
            "Cairnport",
            "Dunsey",
            "Estholm",
            "Farvik",
            "Grimsund",
            "Halmoor",
            "Innersay",
            "Jarnes",
            "Kelpness",
            "Langhamn",
            "Morvik",
            "Netherquay",
            "Ostervoe",
            "Pellworth",
            "Quernhaven",
            "Ravensby",
            "Skarhamn",
            "Tollesund",
            "Ulvesker",
            "Varholm",
            "Westerlee",
            "Yarrowmouth",
            "Zandhoek",
            "Arnsund",
            "Bellhaven",
            "Culverquay",
            "Draymouth",
            "Easterwick",
            "Fjordheim");

    private Briefs() {}

    /** The newest messages sent after {@code start} and not after {@code at}, newest first. */
    static List<Entry> listed(Instant start, Instant at) {
        long last = Math.floorDiv(at.getEpochSecond(), EVERY.toSeconds());
        long first =
                Math.max(Math.floorDiv(start.getEpochSecond(), EVERY.toSeconds()) + 1, Math.max(0, last - LISTED + 1));
        return LongStream.rangeClosed(0, last - first)
                .mapToObj(back -> entry(last - back))
                .toList();
    }

    /** A message out of turn, told by the second it was sent in. */
    static Entry sentAt(Instant second) {
        return entry(OUT_OF_TURN + second.getEpochSecond(), second);
    }

    private static Entry entry(long number) {
        return entry(number, Instant.ofEpochSecond(number * EVERY.toSeconds()));
    }

    private static Entry entry(long number, Instant sent) {
        Story story = brief(number);
        return new Entry(story, story.original(), sent, sent, 0, null);
    }

    static Story brief(long number) {
        long cut = Math.floorMod(number * SCRAMBLE, ROUND);
        String[] form = FORMS[(int) (cut >> 23)];
        String ship = SHIPS.get((int) (cut >> 18 & 31));
        String place = PLACES.get((int) (cut >> 13 & 31));
        long figure = 2 + (cut & 8191);
        Map<String, String> meta = new LinkedHashMap<>();
        meta.put("headline", form[0].formatted(ship, figure, place));
        meta.put("section", "Shipping");
        meta.put("place", place);
        return new Story("brief-" + number, meta, List.of(form[1].formatted(ship, figure, place)), Map.of());
    }
}
