package io.feedmill.strip;

import io.feedmill.strip.Stripped.SummaryFrom;
import java.util.List;

/** One article on its way through the rules. {@link #run} is the recipe. */
final class Stripping {
    private static final int MOST_STAMPS = 2;

    private final Galley galley;
    private final Learning learning;

    /** @param context null if nothing is to be learned */
    Stripping(Stripper with, Article article, FeedContext context) {
        galley = new Galley(with, article, new Names(article.title(), article.siteTitle(), article.siteHost()));
        learning = new Learning(with, article, context);
    }

    /** Of the summary of an article that has a text as well. */
    private Stripping(Stripping whole) {
        galley = new Galley(whole.galley.with, whole.galley.article.summaryAlone(), whole.galley.names);
        learning = whole.learning.again();
    }

    Stripping run() {
        Residue residue = new Residue(galley);
        Edges edges = new Edges(galley);
        TextRules rules = new TextRules(galley, edges);
        Calls calls = new Calls(galley);
        Guards guards = new Guards(galley);

        rules.protect();
        residue.takeResidue();
        takeStructure(edges, false);
        edges.takeDuplicateTitle();
        rules.splitLines();
        rules.protect();
        rules.apply();
        calls.take();
        edges.takeAbout();
        edges.takeAgencyMark();
        edges.takeByline();
        new Signatures(galley).take();
        new OtherStories(galley).take();
        residue.takeHashtags();
        new OwnPages(galley).take();
        residue.takeEndMark();
        takeStructure(edges, true);
        guards.keepLede();
        guards.keepFlow();
        guards.keepItems();
        guards.keepTimes();
        edges.takeDateline();
        edges.takeCaptions();
        guards.keepHeadings();
        residue.cutExcerptMark();
        guards.holdBudget();
        learning.take(galley);
        residue.takeSeparators();
        galley.close();
        return this;
    }

    /**
     * Takes what stands in elements that a rule knows.
     *
     * @param byWords by the words of which their classes are made; that comes last, as what is said tells more
     */
    private void takeStructure(Edges edges, boolean byWords) {
        for (Piece piece : galley.pieces) {
            StructureRule rule = piece.structure;
            if (rule == null || rule.words() > 0 != byWords || !piece.isKept() || piece.guarded) {
                continue;
            }
            String text = piece.kept();
            if (byWords && rule.kind() == Boilerplate.DATE && !isWhen(text)) {
                continue;
            }
            switch (rule.action()) {
                case CAPTION -> galley.found.pictureCaption(text);
                case COPYRIGHT -> galley.found.copyright(text);
                case BYLINE -> edges.readByline(text);
                case DATELINE -> {
                    Dateline dateline = Dateline.alone(text, galley.with.lexicon, galley.names, () -> true);
                    galley.found.dateline(
                            dateline == null ? text.replaceAll("[\\s:.–—-]{1,9}$", "") : dateline.place());
                }
                case REMOVE, PROTECT -> {}
            }
            galley.take(piece, Finding.builtIn(rule.id(), rule.kind(), piece.from, piece.to, piece.structureTag));
        }
    }

    /** Whether it has a figure, and no two other elements of its kind are there, as in a ticker. */
    private boolean isWhen(String text) {
        return text.chars().anyMatch(Character::isDigit)
                && galley.pieces.stream()
                                .filter(piece -> piece.structure != null
                                        && piece.structure.words() > 0
                                        && piece.structure.kind() == Boilerplate.DATE)
                                .count()
                        <= MOST_STAMPS;
    }

    Stripped outcome() {
        Outcome story = new Outcome(galley);
        Gleanings found = galley.found;
        String lead = story.lead();
        String summary = feedSummary(story);
        SummaryFrom from = SummaryFrom.FEED;
        if (summary.isEmpty()) {
            summary = Lengths.summary(lead);
            from = summary.isEmpty() ? SummaryFrom.NONE : SummaryFrom.LEAD;
        }
        return new Stripped(
                galley.source.from(),
                story.blocks(),
                story.reading(),
                Setting.html(story.kept()),
                lead,
                story.words(),
                summary,
                from,
                story.completeness(),
                found.dateline(),
                found.credits(),
                found.captions(),
                found.notices(),
                found.copyright(),
                found.original(),
                galley.page.images(),
                galley.removed,
                learning.said(),
                learning.lines(),
                galley.flags);
    }

    /** What the feed's own summary says; empty if it has none that says something. */
    private String feedSummary(Outcome story) {
        Article article = galley.article;
        if (galley.source.from() == Stripped.Source.SUMMARY) {
            return story.feedSummary();
        }
        if (article.summaryHtml() == null
                || article.summaryHtml().isBlank()
                || article.summaryHtml().equals(article.contentHtml())
                || galley.source.from() == Stripped.Source.NONE) {
            return "";
        }
        return new Outcome(new Stripping(this).run().galley).feedSummaryOf(story);
    }

    /** The same as {@link #outcome}, with what rules took and guards gave back. */
    Explained explained() {
        List<Integer> positions =
                galley.kept().stream().map(piece -> piece.ordinal).toList();
        return new Explained(outcome(), positions, galley.givenBack);
    }
}
