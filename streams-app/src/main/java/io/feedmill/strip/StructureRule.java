package io.feedmill.strip;

import io.feedmill.rules.Origin;
import io.feedmill.rules.Switches;
import java.util.List;
import org.jsoup.nodes.Element;

/**
 * A rule on what an element is, not on what it says.
 *
 * @param classWords words of which classes are made, such as "author": they count on blocks of at most {@code words}
 * @param words 0 if there are no such words
 * @param keepsImages whether pictures within are the story's all the same
 * @param card how its author wrote it, for which items it is, and for which it is switched off
 */
record StructureRule(
        String id,
        Boilerplate kind,
        Action action,
        List<String> tags,
        List<String> classes,
        List<String> classWords,
        int words,
        List<String> classParts,
        List<String> ids,
        boolean keepsImages,
        RuleCard card) {

    enum Action {
        REMOVE,
        CAPTION,
        DATELINE,
        BYLINE,
        COPYRIGHT,
        /** Keeps all that stands in the element from all rules. */
        PROTECT
    }

    boolean protects() {
        return action == Action.PROTECT;
    }

    boolean isFor(Origin origin) {
        return card.scope().covers(origin) && !Switches.covers(card.off(), origin);
    }

    String evidence(Element element) {
        String classes = element.className();
        String id = element.id();
        return "<" + element.normalName()
                + (id.isEmpty() ? "" : " id=\"" + Lengths.cut(id, 80) + '"')
                + (classes.isEmpty() ? "" : " class=\"" + Lengths.cut(classes, 120) + '"')
                + ">";
    }
}
