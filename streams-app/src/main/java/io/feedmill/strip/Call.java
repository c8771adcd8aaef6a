package io.feedmill.strip;

import io.feedmill.rules.Origin;
import io.feedmill.rules.RuleException;
import io.feedmill.rules.Scope;
import io.feedmill.rules.Switches;
import io.feedmill.rules.YamlFile;
import io.feedmill.strip.Rule.Emit;
import io.feedmill.strip.Vocabulary.Said;
import io.feedmill.words.Words;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A kind of call to the reader, told by the lists that its words are from: "follow", "Instagram" and "us" make one, in
 * whatever order and with whatever else between them.
 *
 * @param each of each of these sets of lists it has a word
 * @param none of none of these
 * @param linked whether most of it must be link
 * @param truncates whether it says that the text breaks off here
 */
record Call(
        String id,
        Boilerplate kind,
        int reach,
        int maxWords,
        long[] each,
        long none,
        boolean linked,
        boolean truncates,
        RuleCard card) {
    private static final Set<String> KEYS = Set.of(
            "id",
            "class",
            "lang",
            "hosts",
            "feeds",
            "generators",
            "sets",
            "note",
            "at",
            "words",
            "each",
            "none",
            "linked",
            "truncates",
            "matches",
            "mustNot");
    /** A sentence of no more words may stand within. */
    static final int FEW = 4;
    /** "Prof. Dr." are no sentences. */
    private static final int TITLE = 2;
    /** A sentence of no more words may lead over to the next. */
    static final int SHORT = 9;

    boolean isFor(Origin origin) {
        return card.scope().covers(origin) && !Switches.covers(card.off(), origin);
    }

    /** Whether the sentences from {@code first} on are such a call, and nothing else. */
    boolean fits(List<Said> sentences, int first, Vocabulary vocabulary, int linkShare) {
        int words = 0;
        long before = 0;
        long last = 0;
        boolean whole = false;
        boolean card = isCard(sentences, first);
        for (int i = first; i < sentences.size(); i++) {
            Said said = sentences.get(i);
            boolean completed = i + 1 < sentences.size()
                    && sentences.get(i + 1).words() <= FEW
                    && hasEach(said.lists() | sentences.get(i + 1).lists());
            boolean core = hasEach(said.lists() | before) || said.words() <= FEW && hasEach(said.lists() | last);
            boolean brief = said.words() <= (card ? SHORT : FEW);
            if ((said.lists() & none) != 0
                    || !core && !completed && (said.lists() & vocabulary.beside) == 0 && !brief) {
                return false;
            }
            whole |= core;
            last = said.lists();
            words += said.words();
            long carried = card ? before : 0;
            before = vocabulary.isQuestion(said) || said.words() <= SHORT ? carried | said.lists() : 0;
        }
        return whole && words <= maxWords && (!linked || linkShare >= 50);
    }

    /** Whether it has three lines or more, and what the call asks for first stands in the first: "Press contact: …", names, numbers. */
    private boolean isCard(List<Said> sentences, int first) {
        return sentences.size() - first > 2
                && (sentences.get(first).lists() & each[0]) != 0
                && sentences.subList(first, sentences.size() - 1).stream()
                        .allMatch(said -> said.line() || said.words() <= TITLE);
    }

    /** Calls of these kinds are what the fields are for, word for word. */
    Set<Emit> emits() {
        return switch (kind) {
            case COPYRIGHT -> Set.of(Emit.COPYRIGHT);
            case NOTICE -> Set.of(Emit.NOTICE);
            default -> Set.of();
        };
    }

    boolean hasEach(long lists) {
        for (long one : each) {
            if ((lists & one) == 0) {
                return false;
            }
        }
        return true;
    }

    static Call read(YamlFile file, Node node, Vocabulary vocabulary, Switches off, Map<String, RuleCard> ids) {
        YamlFile.Fields entry = file.fields(node, KEYS);
        String id = Rules.id(file, entry);
        Boilerplate kind = entry.word("class", Boilerplate.class, null);
        String at = entry.text("at", "any").replace(" ", "");
        int reach = at.equals("any") ? Integer.MAX_VALUE : Integer.parseInt(at.substring("tail<=".length()));
        long[] each = entry.nodes("each").stream()
                .mapToLong(lists -> vocabulary.bits(file, lists, file.words(lists)))
                .toArray();
        long none = 0;
        for (Node lists : entry.nodes("none")) {
            none |= vocabulary.bits(file, lists, file.words(lists));
        }
        List<String> details = List.of("words", "each", "none", "linked", "truncates", "note");
        RuleCard card = Rules.card(entry, id, kind, "end", at, Scope.read(entry, Scope.EVERYWHERE), off, true, details);
        Call call = new Call(
                id,
                kind,
                reach,
                entry.number("words", 40, 120),
                each,
                none,
                entry.flag("linked"),
                entry.flag("truncates"),
                card);
        Rules.claim(file, entry, ids, card);
        call.checkExamples(file, entry, vocabulary);
        return call;
    }

    private void checkExamples(YamlFile file, YamlFile.Fields entry, Vocabulary vocabulary) {
        RuleException.Gathered problems = new RuleException.Gathered();
        for (String key : List.of("matches", "mustNot")) {
            if (entry.nodes(key).isEmpty()) {
                throw file.problem(entry.node(), "rule '" + id + "' has no '" + key + "' examples");
            }
            for (Node node : entry.nodes(key)) {
                String text = file.text(node);
                boolean must = key.equals("matches");
                List<Said> said = vocabulary.read(Words.of(text), 0).sentences(Rules.EXAMPLE_NAMES);
                if (fits(said, 0, vocabulary, 100) != must) {
                    problems.attempt(() -> {
                        throw file.problem(
                                node,
                                "rule '" + id + "' "
                                        + (must ? "misses its example: " : "fires on an example it must not: ") + text);
                    });
                }
            }
        }
        problems.throwAny();
    }
}
