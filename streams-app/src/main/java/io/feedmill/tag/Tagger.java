package io.feedmill.tag;

import io.feedmill.rules.Origin;
import io.feedmill.rules.RuleException;
import io.feedmill.rules.RuleText;
import io.feedmill.rules.Switches;
import io.feedmill.rules.YamlFile;
import io.feedmill.words.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells what a story is about: its language, its topics with the words that earned them, the places and organisations it
 * names. A pure function of the story and the lexicons; thread-safe; linear in the length of the text.
 */
public final class Tagger {

    /** What a subscriber's own topic scores where nothing in the story supports it. */
    private static final int SUBSCRIBERS_SCORE = 1;

    private static final int MAX_FEED_TITLE = 300;

    private static final class Bundled {
        private static final Tagger TAGGER = new Tagger(LexiconFiles.bundled(), List.of());
    }

    private final List<RuleText> overlay;
    private final String digest;
    private final MediaTopics vocabulary;
    private final Gazetteer gazetteer;
    private final Languages languages;
    private final Switches off;
    private final boolean anyOff;
    private final Map<String, Phrases> phrases = new HashMap<>();
    private final Categories categories;

    /** @throws RuleException if a file is not well formed, or an example in it does not come out as it says */
    Tagger(LexiconFiles files, List<RuleText> overlay) {
        this.overlay = List.copyOf(overlay);
        Lexicon lexicon = Lexicon.read(files, overlay);
        digest = lexicon.digest;
        vocabulary = lexicon.vocabulary;
        gazetteer = lexicon.gazetteer;
        off = lexicon.off;
        anyOff = off.any();
        languages = Languages.read(new YamlFile(files.languages()), files.trigrams());
        lexicon.topicFiles.stream()
                .filter(file -> file.bundled)
                .forEach(file -> languages.learn(file.language, file.words()));
        lexicon.languages().forEach(code -> compile(code, lexicon.words.get(code)));
        Map<String, Map<String, List<Integer>>> named = new HashMap<>();
        lexicon.words.forEach((language, words) -> named.put(language, words.categories));
        categories = new Categories(named);
        check(lexicon.examples);
    }

    /** The lexicons that come with the program, loaded and checked once: about half a second. */
    public static Tagger bundled() {
        return Bundled.TAGGER;
    }

    /**
     * With phrases, topics and names of the user's over those that come with the program: half a second.
     *
     * @throws RuleException with all that is wrong with them
     */
    public static Tagger with(List<RuleText> overlay) {
        return overlay.isEmpty() ? bundled() : new Tagger(LexiconFiles.bundled(), overlay);
    }

    /** @param words null if the language has no topics of its own */
    private void compile(String language, Lexicon.Words words) {
        Phrases.Builder compiled = new Phrases.Builder();
        if (words != null) {
            words.ignored.forEach(wording -> compiled.addTopic(-1, 0, wording));
            words.phrases.forEach(phrase -> compiled.addTopic(phrase.concept(), phrase.weight(), phrase.wording()));
        }
        gazetteer.addTo(compiled, language);
        phrases.put(language, compiled.build());
    }

    private void check(Map<Example, String> examples) {
        RuleException.Gathered problems = new RuleException.Gathered();
        examples.forEach((example, language) -> problems.attempt(() -> check(example, language)));
        problems.throwAny();
    }

    private void check(Example example, String language) {
        List<Zone> zones = Zone.of(example.story());
        Phrases.Scan scan = phrases(language).scan(zones);
        Origin origin = origin(example.story());
        List<Topic> topics = topics(example.story(), zones, scan, language, origin);
        if (example.name() != null) {
            NameScores names = names(scan, origin);
            List<String> got = new ArrayList<>();
            names.places().forEach(place -> got.add(place.name()));
            names.organisations().forEach(organisation -> got.add(organisation.name()));
            if (got.contains(example.name()) != example.fires()) {
                throw example.failure(example.name(), String.join(", ", got));
            }
            return;
        }
        MediaTopics.Concept concept = vocabulary.get(example.concept());
        if (topics.stream().anyMatch(topic -> topic.code().equals(concept.code())) != example.fires()) {
            String got = topics.stream()
                    .map(topic -> topic.name() + " "
                            + topic.evidence().stream().map(Span::phrase).toList())
                    .collect(Collectors.joining(", "));
            throw example.failure(concept.name(), got);
        }
    }

    /** SHA-256, in hex, of all lexicon files. */
    public String digest() {
        return digest;
    }

    /** All topics, in the order of their vocabulary. Reads the files again. */
    public List<TopicCard> topicCards() {
        Lexicon lexicon = Lexicon.read(LexiconFiles.bundled(), overlay);
        return lexicon.vocabulary.all().stream()
                .map(concept -> Cards.of(concept, lexicon))
                .toList();
    }

    /** All places and organisations. Reads the files again. */
    public List<NameCard> nameCards() {
        Lexicon lexicon = Lexicon.read(LexiconFiles.bundled(), overlay);
        return lexicon.gazetteer.subjects().stream()
                .map(subject -> Cards.of(subject, lexicon))
                .toList();
    }

    /** Never fails, whatever the story holds. */
    public Tagged tag(Story story) {
        List<Zone> zones = Zone.of(story);
        Language language = languages.of(zones.get(0).tokens().words, story.words(), story.declaredLanguage());
        Phrases.Scan scan = phrases(language.code()).scan(zones);
        Origin origin = origin(story);
        List<Topic> topics = topics(story, zones, scan, language.code(), origin);
        NameScores names = names(scan, origin);
        return new Tagged(language, topics, names.places(), names.organisations());
    }

    /** Where it matters, for to find out costs as much as to read a headline. */
    private Origin origin(Story story) {
        return anyOff ? story.origin().get() : Origin.UNKNOWN;
    }

    private NameScores names(Phrases.Scan scan, Origin origin) {
        NameScores names = new NameScores(gazetteer);
        scan.names((entry, zone, first, last) -> {
            if (!anyOff || !off.isOff(gazetteer.subject(entry.owner()).name(), origin)) {
                names.add(entry, zone, first, last);
            }
        });
        return names;
    }

    /** Whether a topic, or one that it is part of, is switched off there. */
    private boolean isOff(int concept, Origin origin) {
        for (int c = concept;
                anyOff && c != MediaTopics.NONE;
                c = vocabulary.get(c).parent()) {
            if (off.isOff(vocabulary.get(c).code(), origin)) {
                return true;
            }
        }
        return false;
    }

    private Phrases phrases(String language) {
        Phrases own = phrases.get(language);
        return own != null ? own : phrases.get(Lexicon.FALLBACK);
    }

    private List<Topic> topics(Story story, List<Zone> zones, Phrases.Scan scan, String language, Origin origin) {
        int words = zones.get(0).tokens().size() + zones.get(1).tokens().size();
        TopicScores scores = new TopicScores(vocabulary, words, scan.mostTopics());
        if (phrases.containsKey(language)) {
            scan.topics((entry, zone, first, last) -> {
                if (!isOff(entry.owner(), origin)) {
                    scores.add(entry, zone, first, last);
                }
            });
        }
        for (Zone zone : zones) {
            if (zone.name().equals(Zone.CATEGORY)) {
                addNamed(scores, language, Zone.CATEGORY, zone.tokens().words, 2, origin);
            }
        }
        for (String segment : segments(story.feedTitle())) {
            addNamed(scores, language, Zone.FEED, Words.of(segment), 1, origin);
        }
        List<Topic> topics = new ArrayList<>(scores.topics());
        for (String code : story.feedTopics()) {
            addSubscribers(topics, code);
        }
        return topics;
    }

    private void addNamed(TopicScores scores, String language, String zone, Words name, int factor, Origin origin) {
        for (int concept : categories.of(language, name)) {
            if (!isOff(concept, origin)) {
                scores.addNamed(concept, zone, name.text(), factor);
            }
        }
    }

    /** A topic the subscriber gave is always there: the words need not agree. */
    private void addSubscribers(List<Topic> topics, String code) {
        if (topics.stream().anyMatch(topic -> topic.code().equals(code))) {
            return;
        }
        MediaTopics.Concept known = vocabulary.find(code);
        topics.add(new Topic(
                code,
                known == null ? code : known.name(),
                SUBSCRIBERS_SCORE,
                List.of(new Span(Zone.FEED, -1, -1, code))));
    }

    /** The parts of a title such as "Football | The Daily Example"; none if it has only one. */
    private static List<String> segments(String feedTitle) {
        if (feedTitle == null || feedTitle.length() > MAX_FEED_TITLE) {
            return List.of();
        }
        List<String> segments = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= feedTitle.length(); i++) {
            if (i == feedTitle.length() || parts(feedTitle.charAt(i))) {
                String segment = feedTitle.substring(from, i).strip();
                if (!segment.isEmpty()) {
                    segments.add(segment);
                }
                from = i + 1;
            }
        }
        return segments.size() < 2 ? List.of() : segments;
    }

    private static boolean parts(char c) {
        return switch (c) {
            case '|', '–', '—', '-', ':', '»', '«', '>', '•', '·', '/' -> true;
            default -> false;
        };
    }
}
