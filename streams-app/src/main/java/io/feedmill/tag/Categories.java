package io.feedmill.tag;

import io.feedmill.words.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which topics publishers mean by the names of their categories, in each language. */
final class Categories {

    private final Map<String, LongTable> own = new HashMap<>();
    /** For a name that a story's own language does not know. */
    private final LongTable anywhere = new LongTable();
    /** By the numbers in the tables. */
    private final List<List<Integer>> meanings = new ArrayList<>();

    /** @param named by language the numbers of concepts by name */
    Categories(Map<String, Map<String, List<Integer>>> named) {
        named.forEach((language, concepts) -> put(own.computeIfAbsent(language, l -> new LongTable()), concepts));
        Map<String, List<Integer>> shared = new HashMap<>();
        // Only names that mean the same in all languages that have them.
        named.values()
                .forEach(concepts -> concepts.forEach(
                        (name, some) -> shared.merge(name, some, (one, other) -> one.equals(other) ? one : List.of())));
        shared.putAll(named.getOrDefault(Lexicon.FALLBACK, Map.of()));
        put(anywhere, shared);
    }

    private void put(LongTable table, Map<String, List<Integer>> concepts) {
        concepts.forEach((name, numbers) -> {
            table.put(Words.digest(name), meanings.size());
            meanings.add(numbers);
        });
    }

    /** The numbers of concepts. */
    List<Integer> of(String language, Words name) {
        long key = name.digest();
        LongTable known = own.get(language);
        int meaning = known == null ? LongTable.ABSENT : known.get(key);
        if (meaning == LongTable.ABSENT) {
            meaning = anywhere.get(key);
        }
        return meaning == LongTable.ABSENT ? List.of() : meanings.get(meaning);
    }
}
