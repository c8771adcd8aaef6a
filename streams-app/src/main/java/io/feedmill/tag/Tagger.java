package io.feedmill.tag;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Tells what a story is about: its language, its topics with the words that earned them, the places and organisations it
 * names. A pure function of the story and the lexicons; thread-safe; linear in the length of the text.
 */
public final class Tagger {

    private static final List<String> TOPIC_LANGUAGES =
            List.of("en", "de", "fr", "es", "pt", "it", "ru", "ar", "hi", "zh");
    private static final List<String> NAME_LANGUAGES = List.of(
            "en", "ar", "cs", "da", "de", "es", "fi", "fr", "hi", "hu", "it", "ja", "ko", "nl", "no", "pl", "pt", "ro",
            "ru", "sv", "tr", "uk", "zh");
    private static final String FALLBACK = "en";
    /** What a subscriber's own topic scores where nothing in the story supports it. */
    private static final int SUBSCRIBERS_SCORE = 1;

    private static final int MAX_FEED_TITLE = 300;

    private static final class Bundled {
        private static final Tagger TAGGER = load();

        private static Tagger load() {
            List<LexiconFile> topics = TOPIC_LANGUAGES.stream()
                    .map(language -> LexiconFile.bundled("topics-" + language + ".yaml"))
                    .toList();
            List<LexiconFile> names = NAME_LANGUAGES.stream()
                    .map(language -> LexiconFile.bundled("names-" + language + ".yaml"))
                    .toList();
            return new Tagger(
                    LexiconFile.bundled("mediatopics.yaml"),
                    topics,
                    LexiconFile.bundled("places.yaml"),
                    names,
                    LexiconFile.bundled("organisations.yaml"),
                    LexiconFile.bundled("languages.yaml"),
                    LexiconFile.bundled("trigrams.txt"));
        }
    }

    private final String digest;
    private final MediaTopics vocabulary;
    private final Gazetteer gazetteer;
    private final Languages languages;
    private final Map<String, Phrases> phrases = new HashMap<>();
    private final Map<String, Map<String, List<Integer>>> categories = new HashMap<>();

    /** @throws LexiconException if a file is not well formed, or an example in it does not come out as it says */
    Tagger(
            LexiconFile concepts,
            List<LexiconFile> topicFiles,
            LexiconFile places,
            List<LexiconFile> nameFiles,
            LexiconFile organisations,
            LexiconFile languageFile,
            LexiconFile trigrams) {
        digest = digest(concepts, topicFiles, places, nameFiles, organisations, languageFile, trigrams);
        vocabulary = MediaTopics.read(concepts);
        gazetteer = Gazetteer.read(places, nameFiles, organisations);
        languages = Languages.read(languageFile, trigrams);
        List<TopicFile> topics = new ArrayList<>();
        for (LexiconFile file : topicFiles) {
            topics.add(TopicFile.read(file, vocabulary));
        }
        TreeSet<String> codes = new TreeSet<>(gazetteer.languages());
        topics.forEach(file -> codes.add(file.language));
        topics.forEach(file -> languages.learn(file.language, file.words()));
        codes.add(FALLBACK);
        codes.forEach(code -> compile(code, topics));
        check(topics);
    }

    /** The lexicons that come with the program, loaded and checked once: about half a second. */
    public static Tagger bundled() {
        return Bundled.TAGGER;
    }

    private void compile(String language, List<TopicFile> files) {
        Phrases compiled = new Phrases();
        Map<String, List<Integer>> named = new HashMap<>();
        for (TopicFile file : files) {
            if (file.language.equals(language)) {
                file.ignored.forEach(wording -> compiled.add(Entry.Role.TOPIC, -1, 0, wording));
                file.phrases.forEach(
                        phrase -> compiled.add(Entry.Role.TOPIC, phrase.concept(), phrase.weight(), phrase.wording()));
                named.putAll(file.categories);
            }
        }
        gazetteer.addTo(compiled, language);
        phrases.put(language, compiled);
        categories.put(language, named);
    }

    /** Throws the first complaint, with all others suppressed in it. */
    private void check(List<TopicFile> files) {
        LexiconException first = null;
        for (TopicFile file : files) {
            for (TopicFile.Example example : file.examples) {
                LexiconException complaint = complaint(file, example);
                if (first == null) {
                    first = complaint;
                } else if (complaint != null) {
                    first.addSuppressed(complaint);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Null if the example comes out as it says. */
    private LexiconException complaint(TopicFile file, TopicFile.Example example) {
        Story story = new Story(example.headline(), "", null, null, List.of(), null, List.of());
        List<Zone> zones = Zone.of(story);
        List<Topic> topics = topics(story, zones, phrases(file.language).scan(zones), file.language);
        MediaTopics.Concept concept = vocabulary.get(example.concept());
        boolean fired = topics.stream().anyMatch(topic -> topic.code().equals(concept.code()));
        if (fired == example.fires()) {
            return null;
        }
        String got = topics.stream()
                .map(topic -> topic.name() + " "
                        + topic.evidence().stream().map(Span::phrase).toList())
                .collect(Collectors.joining(", "));
        return new LexiconException(
                file.file.name(),
                example.line(),
                "the example '" + example.headline() + "' " + (fired ? "gets " : "does not get ") + concept.name()
                        + "; it gets " + (got.isEmpty() ? "no topic" : got));
    }

    /** SHA-256, in hex, of all lexicon files. */
    public String digest() {
        return digest;
    }

    /** Never fails, whatever the story holds. */
    public Tagged tag(Story story) {
        Language language = languages.of(story.title(), story.text(), story.declaredLanguage());
        List<Zone> zones = Zone.of(story);
        Phrases.Scan scan = phrases(language.code()).scan(zones);
        List<Topic> topics = topics(story, zones, scan, language.code());
        NameScores names = new NameScores(gazetteer);
        scan.counting(Entry.Role.NAME).forEach(names::add);
        return new Tagged(language, topics, names.places(), names.organisations());
    }

    private Phrases phrases(String language) {
        Phrases own = phrases.get(language);
        return own != null ? own : phrases.get(FALLBACK);
    }

    private List<Topic> topics(Story story, List<Zone> zones, Phrases.Scan scan, String language) {
        int words = zones.get(0).tokens().size() + zones.get(1).tokens().size();
        TopicScores scores = new TopicScores(vocabulary, words);
        if (categories.containsKey(language)) {
            scan.counting(Entry.Role.TOPIC).forEach(scores::add);
        }
        for (Zone zone : zones) {
            if (zone.name().equals(Zone.CATEGORY)) {
                addNamed(scores, language, Zone.CATEGORY, zone.tokens().text, 2);
            }
        }
        for (String segment : segments(story.feedTitle())) {
            addNamed(scores, language, Zone.FEED, segment, 1);
        }
        List<Topic> topics = new ArrayList<>(scores.topics());
        for (String code : story.feedTopics()) {
            addSubscribers(topics, code);
        }
        return topics;
    }

    private void addNamed(TopicScores scores, String language, String zone, String words, int factor) {
        String key = TopicFile.key(words);
        List<Integer> concepts = categories.getOrDefault(language, Map.of()).get(key);
        if (concepts == null) {
            concepts = categories.get(FALLBACK).getOrDefault(key, List.of());
        }
        concepts.forEach(concept -> scores.addNamed(concept, zone, words, factor));
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
            if (i == feedTitle.length() || "|–—-:»«>•·/".indexOf(feedTitle.charAt(i)) >= 0) {
                String segment = feedTitle.substring(from, i).strip();
                if (!segment.isEmpty()) {
                    segments.add(segment);
                }
                from = i + 1;
            }
        }
        return segments.size() < 2 ? List.of() : segments;
    }

    private static String digest(
            LexiconFile concepts,
            List<LexiconFile> topics,
            LexiconFile places,
            List<LexiconFile> names,
            LexiconFile organisations,
            LexiconFile languages,
            LexiconFile trigrams) {
        List<LexiconFile> all = new ArrayList<>(List.of(concepts, places, organisations, languages, trigrams));
        all.addAll(topics);
        all.addAll(names);
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (LexiconFile file : all) {
                sha.update((file.name() + '\n' + file.bytes().length + '\n').getBytes(StandardCharsets.UTF_8));
                sha.update(file.bytes());
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
