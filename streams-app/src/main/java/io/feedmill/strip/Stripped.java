package io.feedmill.strip;

import io.feedmill.strip.learned.Line;
import io.feedmill.words.Words;
import java.util.List;
import java.util.Locale;

/**
 * The story and only the story, what was read off its boilerplate, and all that was taken out.
 *
 * @param source which of the article's texts this was made from
 * @param blocks the kept blocks, in order
 * @param words of the kept blocks as a person would set them: an empty line between two, none between the items of a list
 *     or the rows of a table; list items begin with {@code "- "}
 * @param html the same as HTML that is safe as the content of an element: {@code p h1–h6 ul ol li blockquote pre code em
 *     strong b i a br} and no attribute but {@code href} (absolute http, https, mailto) and {@code rel}
 * @param lead the first paragraph of the story; empty if there is none
 * @param wordCount words of the text as people count them; one for each Han or Kana character
 * @param summary the feed's own summary without its boilerplate if it has one that says something, else the lead, at
 *     most 300 characters of it; empty if there is neither
 * @param dateline the place the story was filed from, as written; null if it does not say
 * @param credits each name and role once, the strongest evidence first
 * @param captions of the pictures, word for word
 * @param notices on syndication, corrections, updates and first publication, word for word
 * @param copyright the copyright line, word for word; null if there is none
 * @param originalUrl where the story says it came from: absolute, http or https, on another host; null if it does not
 * @param media the pictures in the text, each address once; no tracking pixels, none from what was taken out
 * @param removed in the order of the text
 * @param said the words of the blocks that rules left, whether or not learning took them: what two versions are told apart
 *     by, so that nothing seems to change when something is learned
 * @param lines the same as learning looks at them; empty if nothing is to be learned
 * @param flags what a person might want to look at: {@code budget} (rules would have taken more than two fifths of the
 *     words, so that the doubtful ones were not let), {@code input-cut} (longer than this stage reads), {@code effort}
 *     (a rule gave up on a block), {@code learned-half} (what was learned would have taken more than half)
 */
public record Stripped(
        Source source,
        List<Block> blocks,
        Words words,
        String html,
        String lead,
        int wordCount,
        String summary,
        SummaryFrom summaryFrom,
        Completeness completeness,
        String dateline,
        List<Credit> credits,
        List<String> captions,
        List<String> notices,
        String copyright,
        String originalUrl,
        List<Image> media,
        List<Removed> removed,
        List<Words> said,
        List<Line> lines,
        List<String> flags) {

    public Stripped {
        blocks = List.copyOf(blocks);
        credits = List.copyOf(credits);
        captions = List.copyOf(captions);
        notices = List.copyOf(notices);
        media = List.copyOf(media);
        removed = List.copyOf(removed);
        said = List.copyOf(said);
        lines = List.copyOf(lines);
        flags = List.copyOf(flags);
    }

    /** The kept blocks as a person would set them. */
    public String text() {
        return words.text();
    }

    /** Which of the article's texts was read. */
    public enum Source {
        CONTENT,
        SUMMARY,
        NONE
    }

    /** Where a summary is from. */
    public enum SummaryFrom {
        FEED,
        LEAD,
        NONE;

        /** The word of the contract: {@code feed}, {@code lead} or {@code none}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How much of the story is there. */
    public enum Completeness {
        FULL,
        /** The text breaks off, and says so. */
        TRUNCATED,
        /** Nothing but an invitation to read on. */
        TEASER,
        EMPTY;

        /** The word of the contract: {@code full}, {@code truncated}, {@code teaser} or {@code empty}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What someone did for the story. */
    public enum Role {
        AGENCY,
        PUBLISHER,
        PARTNER,
        REPORTER,
        EDITOR,
        PHOTOGRAPHER;

        /** The word of the contract, such as {@code agency}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Someone whom the item credits.
     *
     * @param name agencies in their usual form, others as written
     * @param evidence the words that say so
     */
    public record Credit(String name, Role role, String evidence) {}

    /**
     * A picture in the text.
     *
     * @param url absolute, http or https
     * @param alt the alternative text; null if there is none
     */
    public record Image(String url, String alt) {}
}
