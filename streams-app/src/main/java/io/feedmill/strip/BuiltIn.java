package io.feedmill.strip;

import io.feedmill.rules.Scope;
import io.feedmill.rules.Switches;
import java.util.List;
import java.util.Map;

/** The rules that are written in Java, because no pattern can say them. */
enum BuiltIn {
    RESIDUE("residue.cdata", Boilerplate.RESIDUE, "]]> and <![CDATA[ at the edges of blocks, code aside"),
    SEPARATOR(
            "residue.separator",
            Boilerplate.RESIDUE,
            "stars and dashes between the story and what was taken out below it"),
    TITLE("duplicate.title", Boilerplate.DUPLICATE, "one of the first two blocks is the headline again"),
    DATELINE(
            "date.dateline",
            Boilerplate.DATE,
            "the place and agency before the first sentence; read even if switched off"),
    BYLINE("signoff.byline", Boilerplate.SIGNOFF, "'By' and a name before the story"),
    SIGNATURE("signoff.by-shape", Boilerplate.SIGNOFF, "a name in brackets or the initials of a desk at the end"),
    STAMP("date.by-words", Boilerplate.DATE, "a line of nothing but the words and figures of a time"),
    AGENCY(
            "signoff.agency-alone",
            Boilerplate.SIGNOFF,
            "one of the last two blocks is the name of an agency and no more"),
    CAPTION_BEFORE("image.caption-before-dateline", Boilerplate.IMAGE, "the one short paragraph before the dateline"),
    CAPTION("image.caption-marked", Boilerplate.IMAGE, "a short paragraph at the head that ends as captions do"),
    EXCERPT("teaser.excerpt-mark", Boilerplate.TEASER, "[…] at the very end"),
    ABOUT(
            "corporate.about",
            Boilerplate.CORPORATE,
            "'About' a firm near the end of a press release, and the paragraph on the firm"),
    OTHER_STORIES(
            "related.by-shape",
            Boilerplate.RELATED,
            "a label or a heading, and headlines that link to other pages of the site"),
    HASHTAGS("widget.hashtags", Boilerplate.WIDGET, "rows of hashtags at the end"),
    OWN_PAGES(
            "backlink.own-page",
            Boilerplate.BACKLINK,
            "at the end, a link to the item's own page or the site's front page, or a bare address of the site"),
    LEARNED(
            "learned",
            Boilerplate.LEARNED,
            "what the feed was seen to repeat; its ids are learned: and a digest, and each can be switched off too"),
    PIXEL("track.pixel", Boilerplate.TRACKING, "pictures that only count readers; cannot be switched off");

    final String id;
    final Boilerplate kind;
    private final String what;

    BuiltIn(String id, Boilerplate kind, String what) {
        this.id = id;
        this.kind = kind;
        this.what = what;
    }

    RuleCard card(Switches off) {
        return new RuleCard(
                id,
                kind,
                "built in",
                "any",
                Scope.EVERYWHERE,
                off.of(id),
                Map.of("what", List.of(what)),
                List.of(),
                List.of(),
                null,
                0,
                true);
    }
}
