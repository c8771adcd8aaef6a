package io.feedmill.tag;

import io.feedmill.rules.Digest;
import io.feedmill.rules.RuleException;
import io.feedmill.rules.RuleText;
import io.feedmill.rules.Scope;
import io.feedmill.rules.Switches;
import io.feedmill.rules.YamlFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All that the tagger knows, as written, with what users lay over it. It is compiled by {@link Tagger}. */
final class Lexicon {

    static final String FALLBACK = "en";

    private static final Set<String> USERS_KEYS = Set.of(
            "version",
            "language",
            "sets",
            "ignore",
            "concepts",
            "topics",
            "countries",
            "cities",
            "organisations",
            "disable",
            "note");
    private static final int VERSION = 1;
    private static final int MAX_USERS_PHRASES = 20_000;

    /** What one language says of topics. */
    static final class Words {
        final List<Wording> ignored = new ArrayList<>();
        final List<TopicFile.Phrase> phrases = new ArrayList<>();
        final Map<String, List<Integer>> categories = new HashMap<>();
    }

    final MediaTopics vocabulary;
    final Gazetteer gazetteer;
    final Switches off = new Switches();
    final List<TopicFile> topicFiles = new ArrayList<>();
    final Map<String, Words> words = new TreeMap<>();
    /** Those that must come out; if there is an overlay only its own, for it may have changed what ours say. */
    final Map<Example, String> examples = new LinkedHashMap<>();

    final String digest;

    private Lexicon(LexiconFiles files, List<RuleText> overlay) {
        vocabulary = MediaTopics.read(new YamlFile(files.concepts()));
        gazetteer = Gazetteer.read(
                new YamlFile(files.places()),
                files.names().stream().map(YamlFile::new).toList(),
                new YamlFile(files.organisations()));
        for (RuleText file : files.topics()) {
            TopicFile topics = TopicFile.read(new YamlFile(file), vocabulary);
            topicFiles.add(topics);
            Words ours = words.computeIfAbsent(topics.language, l -> new Words());
            ours.ignored.addAll(topics.ignored);
            ours.phrases.addAll(topics.phrases);
            ours.categories.putAll(topics.categories);
            if (overlay.isEmpty()) {
                topics.examples.forEach(example -> examples.put(example, topics.language));
            }
        }
        layOver(overlay);
        List<RuleText> all = new ArrayList<>(files.all());
        all.addAll(overlay);
        digest = Digest.of(all);
    }

    /** @throws RuleException if a file is not well formed; whether examples come out, only the compiled lexicon can tell */
    static Lexicon read(LexiconFiles files, List<RuleText> overlay) {
        return new Lexicon(files, overlay);
    }

    private void layOver(List<RuleText> overlay) {
        RuleException.Gathered problems = new RuleException.Gathered();
        // Their order must not matter, for nobody would know what it is.
        Map<String, YamlFile.Fields> roots = new TreeMap<>();
        for (RuleText file : overlay) {
            problems.attempt(
                    () -> roots.put(Digest.of(List.of(file)) + file.name(), new YamlFile(file).root(USERS_KEYS)));
        }
        roots.values()
                .forEach(root -> root.list("concepts")
                        .forEach(node -> problems.attempt(() -> vocabulary.read(root.file(), node))));
        roots.values().forEach(root -> problems.attempt(() -> layOver(root, problems)));
        Set<String> ids = new TreeSet<>(gazetteer.subjectNames());
        vocabulary.all().forEach(concept -> ids.add(concept.code()));
        off.check(ids, problems);
        problems.throwAny();
    }

    private void layOver(YamlFile.Fields root, RuleException.Gathered problems) {
        root.number("version", VERSION, VERSION);
        if (root.values().keySet().stream().allMatch(Set.of("version", "language", "sets", "note")::contains)) {
            throw root.file()
                    .problem(
                            root.node(),
                            "there is nothing in this file: it needs 'topics', 'concepts', 'ignore', 'organisations',"
                                    + " 'cities', 'countries' or 'disable'");
        }
        off.read(root, "disable", Scope.EVERYWHERE);
        String language = root.has("language") ? root.text("language") : null;
        if (language != null && !language.matches("[a-z]{2,3}")) {
            throw root.file().problem(root.at("language"), "'language' is a code such as de, not '" + language + "'");
        }
        if (language == null && (root.has("topics") || root.has("ignore"))) {
            throw root.file().problem(root.node(), "the key 'language' is missing: say in which one the phrases are");
        }
        List<Example> named = new ArrayList<>();
        gazetteer.layOver(root, language == null ? Gazetteer.ANY_LANGUAGE : language, named, problems);
        String tried = language == null ? FALLBACK : language;
        named.forEach(example -> examples.put(example, tried));
        if (language != null) {
            TopicFile theirs = TopicFile.readUsers(root, language, vocabulary, problems);
            if (theirs.phrases.size() > MAX_USERS_PHRASES) {
                throw root.file().problem(root.node(), "there are more than " + MAX_USERS_PHRASES + " phrases");
            }
            topicFiles.add(theirs);
            Words all = words.computeIfAbsent(language, l -> new Words());
            all.ignored.addAll(theirs.ignored);
            theirs.layOver(all.phrases, all.categories, problems);
            theirs.examples.forEach(example -> examples.put(example, language));
        }
    }

    /** All languages that anything is known in. */
    Set<String> languages() {
        Set<String> codes = new TreeSet<>(gazetteer.languages());
        codes.addAll(words.keySet());
        codes.add(FALLBACK);
        return codes;
    }
}
