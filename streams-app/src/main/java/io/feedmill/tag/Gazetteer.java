package io.feedmill.tag;

import io.feedmill.rules.Nearest;
import io.feedmill.rules.RuleException;
import io.feedmill.rules.YamlFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
    private final Map<String, Integer> organisations = new HashMap<>();
    private final Map<String, List<Name>> names = new LinkedHashMap<>();
    /** By language: what makes of a capital the government that sits there, as in "~ said". */
    private final Map<String, List<String>> governments = new HashMap<>();

    static Gazetteer read(YamlFile places, List<YamlFile> localNames, YamlFile organisations) {
        Gazetteer gazetteer = new Gazetteer();
        gazetteer.readPlaces(places);
        localNames.forEach(gazetteer::readNames);
        gazetteer.readOrganisations(organisations);
        return gazetteer;
    }

    private void readPlaces(YamlFile file) {
        YamlFile.Fields root = file.root(Set.of("countries", "cities"));
        Wordings wordings = new Wordings(root);
        for (Node node : root.list("countries")) {
            YamlFile.Fields fields = file.fields(node, Set.of("iso", "name"));
            if (countries.put(fields.text("iso"), subjects.size()) != null) {
                throw file.problem(node, fields.text("iso") + " is listed twice");
            }
            subjects.add(new Subject(fields.text("name"), "country", fields.text("iso"), NOTHING));
        }
        for (Node node : root.list("cities")) {
            readCity(file.fields(node, Set.of("name", "country", "capital", "names")), ANY_LANGUAGE, wordings);
        }
    }

    private int readCity(YamlFile.Fields fields, String language, Wordings wordings) {
        Integer country = countries.get(fields.text("country"));
        if (country == null) {
            throw fields.file()
                    .problem(
                            fields.at("country"),
                            "the country " + fields.text("country") + " is not known by this code"
                                    + Nearest.hint(fields.text("country"), countries.keySet()));
        }
        int number = subjects.size();
        int seatOf = fields.has("capital") ? country : NOTHING;
        cities.put(fields.text("name"), number);
        subjects.add(new Subject(fields.text("name"), "city", fields.text("country"), seatOf));
        if (!fields.has("names")) {
            name(language, number, NAME, Wording.of(fields.text("name")));
        }
        for (Node wording : fields.list("names")) {
            name(language, number, NAME, wordings.read(wording));
        }
        return number;
    }

    private void readNames(YamlFile file) {
        YamlFile.Fields root = file.root(Set.of("language", "ignore", "government", "countries", "people", "cities"));
        Wordings wordings = new Wordings(root);
        String language = root.text("language");
        governments.put(language, root.texts("government"));
        for (Node node : root.list("ignore")) {
            name(language, NOTHING, 0, wordings.read(node));
        }
        readNames(root, "countries", countries, language, NAME, wordings);
        readNames(root, "people", countries, language, HINT, wordings);
        readNames(root, "cities", cities, language, NAME, wordings);
    }

    private void readNames(
            YamlFile.Fields root,
            String key,
            Map<String, Integer> known,
            String language,
            int weight,
            Wordings wordings) {
        if (!root.has(key)) {
            return;
        }
        YamlFile file = root.file();
        file.anyFields(root.required(key)).values().forEach((subject, names) -> {
            Integer number = known.get(subject);
            if (number == null) {
                throw file.problem(names, "'" + subject + "' is not in places.yaml");
            }
            for (Node wording : file.list(names)) {
                name(language, number, weight, wordings.read(wording));
            }
        });
    }

    private void readOrganisations(YamlFile file) {
        YamlFile.Fields root = file.root(Set.of("organisations"));
        Wordings wordings = new Wordings(root);
        for (Node node : root.list("organisations")) {
            readOrganisation(file.fields(node, Set.of("name", "kind", "names")), ANY_LANGUAGE, wordings);
        }
    }

    private int readOrganisation(YamlFile.Fields fields, String language, Wordings wordings) {
        int number = subjects.size();
        organisations.put(fields.text("name"), number);
        subjects.add(new Subject(fields.text("name"), fields.text("kind"), null, NOTHING));
        for (Node wording : fields.list("names")) {
            name(language, number, NAME, wordings.read(wording));
        }
        return number;
    }

    // ---------------------------------------------------------------- what users lay over it

    private static final Set<String> USERS_CITY =
            Set.of("name", "country", "capital", "names", "remove", "fires", "silent", "note");
    private static final Set<String> USERS_COUNTRY =
            Set.of("iso", "names", "people", "remove", "fires", "silent", "note");
    private static final Set<String> USERS_ORGANISATION =
            Set.of("name", "kind", "names", "remove", "fires", "silent", "note");

    /**
     * What a user's file says of places and organisations: new ones, and more or fewer names for those that are known.
     *
     * @param language of the names; {@link #ANY_LANGUAGE} for all
     * @param examples takes those of the file
     */
    void layOver(YamlFile.Fields root, String language, List<Example> examples, RuleException.Gathered problems) {
        Wordings wordings = new Wordings(root);
        YamlFile file = root.file();
        for (Node node : root.list("countries")) {
            problems.attempt(() -> {
                YamlFile.Fields fields = file.fields(node, USERS_COUNTRY);
                Integer known = countries.get(fields.text("iso"));
                if (known == null) {
                    throw file.problem(
                            fields.at("iso"),
                            "no country is known by the code " + fields.text("iso")
                                    + Nearest.hint(fields.text("iso"), countries.keySet()));
                }
                addNames(fields, known, language, wordings, examples);
                for (Node wording : fields.list("people")) {
                    name(language, known, HINT, wordings.read(wording));
                }
            });
        }
        for (Node node : root.list("cities")) {
            problems.attempt(() -> {
                YamlFile.Fields fields = file.fields(node, USERS_CITY);
                Integer known = cities.get(fields.text("name"));
                if (known == null) {
                    readExamples(fields, readCity(fields, language, wordings), examples);
                } else {
                    addNames(fields, known, language, wordings, examples);
                }
            });
        }
        for (Node node : root.list("organisations")) {
            problems.attempt(() -> {
                YamlFile.Fields fields = file.fields(node, USERS_ORGANISATION);
                Integer known = organisations.get(fields.text("name"));
                if (known == null) {
                    if (fields.list("names").isEmpty()) {
                        throw file.problem(node, "a new organisation needs 'names'");
                    }
                    readExamples(fields, readOrganisation(fields, language, wordings), examples);
                } else {
                    addNames(fields, known, language, wordings, examples);
                }
            });
        }
    }

    private void addNames(
            YamlFile.Fields fields, int subject, String language, Wordings wordings, List<Example> examples) {
        for (Node node : fields.list("remove")) {
            String words = fields.file().words(node);
            boolean found = false;
            Set<String> known = new TreeSet<>();
            for (List<Name> each : names.values()) {
                each.stream()
                        .filter(name -> name.subject() == subject)
                        .forEach(name -> known.add(name.wording().key()));
                found |= each.removeIf(name ->
                        name.subject() == subject && name.wording().key().equals(words));
            }
            if (!found) {
                throw fields.file()
                        .problem(node, "there is no name '" + words + "' to remove here" + Nearest.hint(words, known));
            }
        }
        for (Node wording : fields.list("names")) {
            name(language, subject, NAME, wordings.read(wording));
        }
        readExamples(fields, subject, examples);
    }

    private void readExamples(YamlFile.Fields fields, int subject, List<Example> examples) {
        Example.require(fields, "'" + subjects.get(subject).name() + "'");
        Example.read(fields, NOTHING, subjects.get(subject).name(), examples);
    }

    /** The English names of all. */
    Set<String> subjectNames() {
        Set<String> all = new TreeSet<>();
        subjects.forEach(subject -> all.add(subject.name()));
        return all;
    }

    /** By language, what something is called. */
    Map<String, List<Wording>> namesOf(String subject) {
        Map<String, List<Wording>> found = new TreeMap<>();
        names.forEach((language, each) -> each.forEach(name -> {
            if (name.subject() != NOTHING && subjects.get(name.subject()).name().equals(subject)) {
                found.computeIfAbsent(language, l -> new ArrayList<>()).add(name.wording());
            }
        }));
        return found;
    }

    List<Subject> subjects() {
        return List.copyOf(subjects);
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
    void addTo(Phrases.Builder phrases, String language) {
        for (String key : List.of(language, ANY_LANGUAGE)) {
            for (Name name : names.getOrDefault(key, List.of())) {
                phrases.addName(name.subject(), name.weight(), name.wording());
                int country = name.subject() == NOTHING
                        ? NOTHING
                        : subjects.get(name.subject()).seatOf();
                for (String pattern : governments.getOrDefault(language, List.of())) {
                    if (country != NOTHING) {
                        phrases.addName(country, NAME, name.wording().within(pattern, SEAT));
                    }
                }
            }
        }
    }
}
