package io.feedmill.tag;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;

/** The places and organisations that are known, and what they are called in which language. */
final class Gazetteer {

    /** A full name. */
    static final int NAME = 2;
    /** The people of a country, its language, or the seat of its government standing for it. */
    static final int HINT = 1;

    static final String ANY_LANGUAGE = "*";

    private static final int NOTHING = -1;

    /**
     * What a name names.
     *
     * @param kind {@code country}, {@code city} or an organisation's kind
     * @param country ISO code; null for an organisation
     * @param seatOf the number of the country whose capital it is, or -1
     */
    record Subject(String name, String kind, String country, int seatOf) {
        boolean place() {
            return country != null;
        }
    }

    record Name(int subject, int weight, Wording wording) {}

    /** In a pattern of {@code government}: where the capital stands. */
    private static final String SEAT = "~";

    private final List<Subject> subjects = new ArrayList<>();
    private final Map<String, Integer> countries = new HashMap<>();
    private final Map<String, Integer> cities = new HashMap<>();
    private final Map<String, List<Name>> names = new LinkedHashMap<>();
    /** By language: what makes of a capital the government that sits there, as in "~ said". */
    private final Map<String, List<String>> governments = new HashMap<>();

    static Gazetteer read(LexiconFile places, List<LexiconFile> localNames, LexiconFile organisations) {
        Gazetteer gazetteer = new Gazetteer();
        gazetteer.readPlaces(places);
        localNames.forEach(gazetteer::readNames);
        gazetteer.readOrganisations(organisations);
        return gazetteer;
    }

    private void readPlaces(LexiconFile file) {
        LexiconFile.Fields root = file.root();
        root.only(Set.of("countries", "cities"));
        for (Node node : root.list("countries")) {
            LexiconFile.Fields fields = file.fields(node);
            fields.only(Set.of("iso", "name"));
            if (countries.put(fields.text("iso"), subjects.size()) != null) {
                throw file.complaint(node, fields.text("iso") + " is listed twice");
            }
            subjects.add(new Subject(fields.text("name"), "country", fields.text("iso"), NOTHING));
        }
        for (Node node : root.list("cities")) {
            LexiconFile.Fields fields = file.fields(node);
            fields.only(Set.of("name", "country", "capital", "names"));
            Integer country = countries.get(fields.text("country"));
            if (country == null) {
                throw file.complaint(node, "the country " + fields.text("country") + " is not listed above");
            }
            boolean capital = fields.values().containsKey("capital");
            int number = subjects.size();
            cities.put(fields.text("name"), number);
            subjects.add(new Subject(fields.text("name"), "city", fields.text("country"), capital ? country : NOTHING));
            List<Node> own = fields.list("names");
            if (!fields.values().containsKey("names")) {
                name(ANY_LANGUAGE, number, NAME, Wording.of(fields.text("name")));
            }
            for (Node wording : own) {
                name(ANY_LANGUAGE, number, NAME, file.wording(wording, Map.of()));
            }
        }
    }

    private void readNames(LexiconFile file) {
        LexiconFile.Fields root = file.root();
        root.only(Set.of("language", "ignore", "government", "countries", "people", "cities"));
        String language = root.text("language");
        governments.put(language, root.texts("government"));
        for (Node node : root.list("ignore")) {
            name(language, NOTHING, 0, file.wording(node, Map.of()));
        }
        readNames(file, root, "countries", countries, language, NAME);
        readNames(file, root, "people", countries, language, HINT);
        readNames(file, root, "cities", cities, language, NAME);
    }

    private void readNames(
            LexiconFile file,
            LexiconFile.Fields root,
            String key,
            Map<String, Integer> known,
            String language,
            int weight) {
        Node section = root.values().get(key);
        if (section == null) {
            return;
        }
        file.fields(section).values().forEach((subject, wordings) -> {
            Integer number = known.get(subject);
            if (number == null) {
                throw file.complaint(wordings, "'" + subject + "' is not in places.yaml");
            }
            for (Node wording : file.list(wordings)) {
                name(language, number, weight, file.wording(wording, Map.of()));
            }
        });
    }

    private void readOrganisations(LexiconFile file) {
        LexiconFile.Fields root = file.root();
        root.only(Set.of("organisations"));
        for (Node node : root.list("organisations")) {
            LexiconFile.Fields fields = file.fields(node);
            fields.only(Set.of("name", "kind", "names"));
            int number = subjects.size();
            subjects.add(new Subject(fields.text("name"), fields.text("kind"), null, NOTHING));
            for (Node wording : fields.list("names")) {
                name(ANY_LANGUAGE, number, NAME, file.wording(wording, Map.of()));
            }
        }
    }

    private void name(String language, int subject, int weight, Wording wording) {
        names.computeIfAbsent(language, l -> new ArrayList<>()).add(new Name(subject, weight, wording));
    }

    Subject subject(int number) {
        return subjects.get(number);
    }

    /** The languages that have names of their own, in alphabetical order. */
    Set<String> languages() {
        Set<String> languages = new TreeSet<>(names.keySet());
        languages.remove(ANY_LANGUAGE);
        return languages;
    }

    /**
     * What a language calls them, and what all languages do. A capital that speaks or is spoken to as a government stands
     * for its country, not for the city.
     */
    void addTo(Phrases phrases, String language) {
        for (String key : List.of(language, ANY_LANGUAGE)) {
            for (Name name : names.getOrDefault(key, List.of())) {
                phrases.add(Entry.Role.NAME, name.subject(), name.weight(), name.wording());
                int country = name.subject() == NOTHING
                        ? NOTHING
                        : subjects.get(name.subject()).seatOf();
                for (String pattern : governments.getOrDefault(language, List.of())) {
                    if (country != NOTHING) {
                        phrases.add(
                                Entry.Role.NAME, country, NAME, name.wording().within(pattern, SEAT));
                    }
                }
            }
        }
    }
}
