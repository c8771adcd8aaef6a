package io.feedmill.strip;

import java.util.List;
import org.jsoup.nodes.Element;

/**
 * A rule on what an element is, not on what it says.
 *
 * @param keepsImages whether pictures within are the story's all the same
 */
record StructureRule(
        String id,
        Boilerplate kind,
        Action action,
        List<String> tags,
        List<String> classes,
        List<String> classParts,
        List<String> ids,
        boolean keepsImages) {

    enum Action {
        REMOVE,
        CAPTION,
        DATELINE,
        COPYRIGHT
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
