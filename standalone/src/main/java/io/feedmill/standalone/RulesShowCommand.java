package io.feedmill.standalone;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedmill.rules.Nearest;
import io.feedmill.rules.Scope;
import io.feedmill.streams.RuleBook;
import io.feedmill.strip.Boilerplate;
import io.feedmill.strip.RuleCard;
import io.feedmill.tag.NameCard;
import io.feedmill.tag.TopicCard;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks rules, topics and names up. */
@Command(
        name = "show",
        description = "Show a rule, a topic or a name with all that is known of it; without ID list all rules.",
        mixinStandardHelpOptions = true,
        versionProvider = Feedmill.Version.class,
        footer = {
            "",
            "ID is the id of a rule, its beginning with a '*', a topic's code or name, or a place or organisation.",
            "",
            "Examples:",
            "  feedmill rules show promo.newsletter",
            "  feedmill rules show 'backlink.*' --language de",
            "  feedmill rules show medtop:16000000",
            "  feedmill rules show --topics",
            "  feedmill rules show --mine --rules my-rules/"
        })
final class RulesShowCommand implements Callable<Integer> {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int LABEL = 12;

    private final Console console;

    @Parameters(arity = "0..*", paramLabel = "ID", description = "Rules, topics or names.")
    private List<String> ids = List.of();

    @Option(
            names = "--class",
            paramLabel = "CLASS",
            description = "Only rules of this class: ${COMPLETION-CANDIDATES}.")
    private Boilerplate kind;

    @Option(names = "--language", paramLabel = "CODE", description = "Only what is for this language, such as de.")
    private String language;

    @Option(names = "--mine", description = "Only rules that do not come with Feedmill.")
    private boolean mine;

    @Option(names = "--off", description = "Only what is switched off, for all items or for some.")
    private boolean off;

    @Option(names = "--topics", description = "List the topics.")
    private boolean topics;

    @Option(names = "--names", description = "List the places and organisations.")
    private boolean names;

    @Option(names = "--json", description = "Write one JSON object for each.")
    private boolean json;

    @Mixin
    private RuleOptions rules;

    private Paint paint;

    RulesShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        paint = Paint.on(console);
        RuleBook book = rules.book();
        int status = Feedmill.OK;
        if (ids.isEmpty()) {
            list(book);
        }
        for (String id : ids) {
            if (!show(book, id)) {
                status = Feedmill.SOME_FAILED;
            }
        }
        console.out().flush();
        return status;
    }

    // ------------------------------------------------------------------ lists

    private void list(RuleBook book) {
        if (topics) {
            List<TopicCard> all = book.tagger().topicCards();
            all.stream().filter(card -> card.broader() == null).forEach(top -> listTopics(top, all, 0));
        } else if (names) {
            book.tagger().nameCards().stream().filter(this::fits).forEach(card -> {
                if (json) {
                    console.out().println(json(card));
                } else {
                    console.out().println("%-36s %s".formatted(card.name(), paint.faint(kind(card))));
                }
            });
        } else {
            List<RuleCard> cards =
                    book.stripper().cards().stream().filter(this::fits).toList();
            cards.forEach(this::listRule);
            if (!json) {
                console.say("%d of %d rules; show one with: feedmill rules show ID"
                        .formatted(cards.size(), book.stripper().cards().size()));
            }
        }
    }

    private void listRule(RuleCard card) {
        if (json) {
            console.out().println(json(card));
            return;
        }
        String id = "%-38s".formatted(card.id());
        console.out()
                .println("%s %-10s %-8s %-9s %s%s"
                        .formatted(
                                card.isOff() ? paint.faint(id) : card.bundled() ? id : paint.green(id),
                                card.kind(),
                                card.action(),
                                card.at(),
                                paint.faint(card.scope().toString()),
                                card.off().isEmpty() ? "" : paint.yellow("  off " + offText(card.off()))));
    }

    private void listTopics(TopicCard card, List<TopicCard> all, int depth) {
        if (fits(card)) {
            if (json) {
                console.out().println(json(card));
            } else {
                console.out()
                        .println("%s%s %s%s"
                                .formatted(
                                        "  ".repeat(depth),
                                        paint.cyan(card.code()),
                                        card.name(),
                                        paint.faint("  "
                                                        + String.join(
                                                                " ",
                                                                card.languages().keySet()))
                                                + (card.off().isEmpty()
                                                        ? ""
                                                        : paint.yellow("  off " + offText(card.off())))));
            }
        }
        all.stream()
                .filter(other -> card.code().equals(other.broader()))
                .forEach(other -> listTopics(other, all, depth + 1));
    }

    private boolean fits(RuleCard card) {
        return (kind == null || card.kind() == kind)
                && (language == null || card.scope().languages().contains(small(language)))
                && (!mine || !card.bundled())
                && (!off || !card.off().isEmpty());
    }

    private boolean fits(TopicCard card) {
        return (language == null || card.languages().containsKey(small(language)))
                && (!off || !card.off().isEmpty());
    }

    private boolean fits(NameCard card) {
        return (language == null || card.names().containsKey(small(language)))
                && (!off || !card.off().isEmpty());
    }

    private static String small(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    // ------------------------------------------------------------------ one

    private boolean show(RuleBook book, String id) {
        boolean found = false;
        for (RuleCard card : book.stripper().cards()) {
            boolean all = id.endsWith("*") && card.id().startsWith(id.substring(0, id.length() - 1));
            if (all && fits(card) || card.id().equals(id)) {
                found = true;
                show(card);
            }
        }
        if (found) {
            return true;
        }
        for (TopicCard card : book.tagger().topicCards()) {
            if (card.code().equalsIgnoreCase(id) || card.name().equalsIgnoreCase(id)) {
                found = true;
                show(card);
            }
        }
        for (NameCard card : book.tagger().nameCards()) {
            if (card.name().equalsIgnoreCase(id)) {
                found = true;
                show(card);
            }
        }
        if (!found) {
            Set<String> known = new TreeSet<>();
            book.stripper().cards().forEach(card -> known.add(card.id()));
            book.tagger().topicCards().forEach(card -> known.addAll(List.of(card.code(), card.name())));
            book.tagger().nameCards().forEach(card -> known.add(card.name()));
            console.say("there is no rule, topic or name '%s'%s".formatted(id, Nearest.hint(id, known)));
        }
        return found;
    }

    private void show(RuleCard card) {
        if (json) {
            console.out().println(json(card));
            return;
        }
        console.out().println(paint.bold(card.id()));
        field("class", card.kind().name());
        field("action", card.action());
        field("at", card.at());
        field("scope", card.scope().toString());
        if (!card.off().isEmpty()) {
            field("off", offText(card.off()));
        }
        card.looksFor().forEach((key, values) -> field(key, String.join(key.equals("pattern") ? "" : ", ", values)));
        card.matches().forEach(example -> field("matches", paint.green(Flow.visible(example))));
        card.mustNot().forEach(example -> field("must not", paint.red(Flow.visible(example))));
        field(
                "from",
                card.file() == null
                        ? "the program"
                        : card.file() + ":" + card.line() + (card.bundled() ? " (comes with Feedmill)" : ""));
        console.out().println();
    }

    private void show(TopicCard card) {
        if (json) {
            console.out().println(json(card));
            return;
        }
        console.out().println(paint.bold(card.code() + " " + card.name()));
        if (card.broader() != null) {
            field("part of", card.broader());
        }
        if (!card.narrower().isEmpty()) {
            field("above", String.join(", ", card.narrower()));
        }
        if (!card.off().isEmpty()) {
            field("off", offText(card.off()));
        }
        card.languages().forEach((code, words) -> {
            if (language != null && !code.equals(small(language))) {
                return;
            }
            field(paint.cyan(code), paint.faint("from " + String.join(", ", words.files())));
            words.phrases().forEach((list, phrases) -> field("  " + list, String.join(" · ", phrases)));
            if (!words.categories().isEmpty()) {
                field("  categories", String.join(" · ", words.categories()));
            }
            words.fires().forEach(example -> field("  fires", paint.green(Flow.visible(example))));
            words.silent().forEach(example -> field("  silent", paint.red(Flow.visible(example))));
        });
        console.out().println();
    }

    private void show(NameCard card) {
        if (json) {
            console.out().println(json(card));
            return;
        }
        console.out().println(paint.bold(card.name()));
        field("kind", kind(card));
        if (!card.off().isEmpty()) {
            field("off", offText(card.off()));
        }
        card.names().forEach((code, called) -> {
            if (language == null || code.equals(small(language))) {
                field(code.equals("*") ? "anywhere" : paint.cyan(code), String.join(" · ", called));
            }
        });
        console.out().println();
    }

    private static String kind(NameCard card) {
        return card.country() == null ? card.kind() : card.kind() + " " + card.country();
    }

    private static String offText(List<Scope> scopes) {
        return String.join("; or ", scopes.stream().map(Scope::toString).toList());
    }

    private void field(String name, String value) {
        int painted = name.indexOf('\u001b') >= 0 ? 9 : 0;
        console.out().println("  %s%s".formatted(("%-" + (LABEL + painted) + "s").formatted(name), value));
    }

    // ------------------------------------------------------------------ JSON

    private static ObjectNode json(RuleCard card) {
        ObjectNode line = JSON.objectNode()
                .put("id", card.id())
                .put("class", card.kind().name())
                .put("action", card.action())
                .put("at", card.at())
                .put("scope", card.scope().toString())
                .put("bundled", card.bundled())
                .put("file", card.file())
                .put("line", card.line());
        texts(line.putArray("off"), card.off().stream().map(Scope::toString).toList());
        ObjectNode looksFor = line.putObject("looksFor");
        card.looksFor().forEach((key, values) -> texts(looksFor.putArray(key), values));
        texts(line.putArray("matches"), card.matches());
        texts(line.putArray("mustNot"), card.mustNot());
        return line;
    }

    private ObjectNode json(TopicCard card) {
        ObjectNode line = JSON.objectNode()
                .put("code", card.code())
                .put("name", card.name())
                .put("broader", card.broader());
        texts(line.putArray("narrower"), card.narrower());
        texts(line.putArray("off"), card.off().stream().map(Scope::toString).toList());
        ObjectNode languages = line.putObject("languages");
        card.languages().forEach((code, words) -> {
            ObjectNode node = languages.putObject(code);
            words.phrases().forEach((list, phrases) -> texts(node.putArray(list), phrases));
            texts(node.putArray("categories"), words.categories());
            texts(node.putArray("fires"), words.fires());
            texts(node.putArray("silent"), words.silent());
            texts(node.putArray("files"), words.files());
        });
        return line;
    }

    private static ObjectNode json(NameCard card) {
        ObjectNode line = JSON.objectNode()
                .put("name", card.name())
                .put("kind", card.kind())
                .put("country", card.country());
        ObjectNode called = line.putObject("names");
        card.names().forEach((code, each) -> texts(called.putArray(code), each));
        texts(line.putArray("off"), card.off().stream().map(Scope::toString).toList());
        return line;
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
