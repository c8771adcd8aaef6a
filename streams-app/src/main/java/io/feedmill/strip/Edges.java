package io.feedmill.strip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands around a story and says of it where it is from, who wrote it, for whom, and what its picture shows: datelines,
 * captions, bylines, the marks of agencies, the block on the firm of a press release. It is read, and taken out.
 */
final class Edges {
    private static final Pattern BYLINE = Pattern.compile(
            "(?:(?:[Ww]ritten )?[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or|[Dd]i|de|[Dd]oor|[Aa][fv]|[Pp]er"
                    + "|Texte?|Texto|Testo|Tekst|Текст|Автор|Author|Autore?|Auteur|Autora|Autorka?|Forfatter|Skribent|Szerző"
                    + "|[Oo]leh|OLEH|[Pp]iše|PIŠE|Írta|Γράφει [οη]|Του|Της|מאת|Haber)(?: ?[:：])? ([\\p{Lu}\\p{Lo}][\\p{L}\\p{M}.'’,/|() –—-]{2,80})");
    /** "Example's": the name of one who has something, and of no place. */
    private static final Pattern WHOSE = Pattern.compile("\\p{L}{1,60}['’]s\\b");

    /** An address behind the name. */
    private static final Pattern MAIL =
            Pattern.compile("[\\s,|/•·–—-]{0,4}[(<]?[^\\s<>()@]{1,40}@[^\\s<>()@]{3,60}[)>]?$");

    private static final Pattern FOR =
            Pattern.compile("[/|(]| [–—-] | (?:with|avec|mit|con|com|met|for|für|pour|para|per|voor|in) ");
    private static final Pattern SENTENCES = Pattern.compile("\\p{Ll}{3}[.!?।۔]\\s+\\p{L}[^.!?।۔]{8,400}[.!?।۔]");
    private static final Pattern NAME_BREAK = Pattern.compile("[\\s,)]{1,4}");
    private static final Signs COLONS = Signs.of(" \t\n\u000b\f\r:：");
    private static final Signs STOPS = Signs.of(" \t\n\u000b\f\r:：.");
    private static final int MOST_CLOSING = 9;
    private static final Set<String> NO_NAME = Set.of("The", "A", "An", "This", "Our", "My", "All");
    private static final Set<String> AND = Set.of("and", "und", "et", "y", "e", "en", "&");
    private static final int CAPTION_LINES = 3;
    private static final int CAPTION_LENGTH = 300;
    private static final int AGENCY_LENGTH = 60;
    private static final int AGENCY_REACH = 3;
    private static final int ABOUT_REACH = 7;
    private static final int BYLINE_REACH = 4;
    private static final int SOURCE_WORDS = 6;
    /** "03/03/2025 14:22:07" on a line of its own. */
    private static final Pattern CLOCKED =
            Pattern.compile("\\d{1,2}[./-]\\d{1,2}[./-](?:19|20)\\d{2},? \\d{1,2}:\\d{2}(?::\\d{2})?");
    /** "ANKARA (AA) - AYŞE ÖRNEK - Kent …", "عمان 3 آذار (بترا)- منى مثال- بحث …". */
    private static final Pattern REPORTER_AFTER_AGENCY = Pattern.compile(
            "(\\p{Lu}[\\p{Lu}.'’-]{1,20}(?: \\p{Lu}[\\p{Lu}.'’-]{1,20}){1,3}) [-–—] (?=\\p{Lu})"
                    + "|(?:من |كتب |كتبت )?(?<caseless>\\p{IsArabic}{2,14}(?: \\p{IsArabic}{2,14}){1,2})\\s?[-–—ـ]\\s?(?=\\p{IsArabic})");

    private final Galley galley;
    private final Stripper with;
    private final List<Piece> pieces;
    private final Gleanings found;

    Edges(Galley galley) {
        this.galley = galley;
        with = galley.with;
        pieces = galley.pieces;
        found = galley.found;
    }

    /** One of the first two blocks that is the headline again. */
    void takeDuplicateTitle() {
        if (galley.isOff(BuiltIn.TITLE)) {
            return;
        }
        int seen = 0;
        for (Piece piece : pieces) {
            if (!piece.isKept()) {
                continue;
            }
            if (galley.names.isExactTitle(piece.kept())) {
                galley.take(piece, BuiltIn.TITLE, "the headline");
                return;
            }
            if (seen == 0 && isTitleOfSource(piece)) {
                galley.take(piece, BuiltIn.TITLE, "the headline as a link, and whose it is");
                return;
            }
            if (++seen == 2) {
                return;
            }
        }
    }

    /** "Ice leaves the harbour  Example Post", where the headline is link: so aggregators name their source. */
    private boolean isTitleOfSource(Piece piece) {
        for (Piece.Mark mark : piece.marks) {
            if (mark.isLink()
                    && mark.start() <= piece.from
                    && mark.end() < piece.to
                    && galley.names.isTitle(piece.text.substring(mark.start(), mark.end()))) {
                String source = piece.text.substring(mark.end(), piece.to).strip();
                if (Lengths.words(source) <= SOURCE_WORDS
                        && source.indexOf('.') < 1
                        && source.indexOf('\n') < 0
                        && Names.looksLikeName(source)) {
                    found.credits(Map.of("publisher", source), piece.kept());
                    return true;
                }
            }
        }
        return false;
    }

    void takeDateline() {
        int seen = 0;
        for (int i = 0; i < pieces.size() && seen < 4; i++) {
            Piece piece = pieces.get(i);
            if (!piece.isKept() || piece.kind == Block.Kind.PREFORMATTED || piece.kind == Block.Kind.LIST_ITEM) {
                continue;
            }
            seen++;
            String text = piece.kept();
            int block = i;
            Dateline alone = Dateline.fitsOwnBlock(text) && galley.followedByText(i)
                    ? Dateline.alone(
                            text,
                            with.lexicon,
                            galley.names,
                            () -> galley.isFromAgency() || isNamedBelow(text, block) || isPlaceAlone(text, block))
                    : null;
            boolean stays = piece.guarded || galley.isOff(BuiltIn.DATELINE);
            if (alone == null && seen == 1 && piece.kind == Block.Kind.PARAGRAPH && galley.followedByText(i)) {
                alone = Dateline.bare(text, with.lexicon, () -> isPlaceAlone(text, block));
            }
            if (alone != null) {
                found.dateline(alone, text);
                if (stays) {
                    return;
                }
                galley.take(piece, BuiltIn.DATELINE, "a block of its own");
                captionBefore(i);
                return;
            }
            if (piece.kind == Block.Kind.HEADING) {
                continue;
            }
            Dateline before = Dateline.before(text, with.lexicon, galley.names);
            if (before != null
                    && before.end() < text.length()
                    && (before.standing() != Dateline.Standing.IF_NAMED
                            || with.lexicon.isFormedAsPlace(before.place())
                            || isPlaceOf(before.place(), i))) {
                takeDateline(i, before, stays);
                return;
            }
            if (piece.words() >= Galley.LEDE_WORDS && i > 2) {
                return;
            }
        }
    }

    private void takeDateline(int block, Dateline dateline, boolean stays) {
        Piece piece = pieces.get(block);
        String text = piece.kept();
        int end = dateline.end();
        Matcher reporter = REPORTER_AFTER_AGENCY.matcher(text).region(end, text.length());
        if (!dateline.agencies().isEmpty() && reporter.lookingAt()) {
            String name = reporter.group(1) == null ? reporter.group("caseless") : reporter.group(1);
            found.credits(Map.of("reporter", name), reporter.group());
            end = reporter.end();
        }
        found.dateline(dateline, text.substring(0, end).strip());
        if (dateline.standing() != Dateline.Standing.READ && !stays) {
            galley.cut(piece, piece.from, piece.from + end, BuiltIn.DATELINE, "before the first sentence");
            captionBefore(block);
        }
    }

    /**
     * Whether what stands before the colon is named again within a sentence further down, where only a name has a
     * capital: "… west of Iquique". German gives one to every noun, so there it says nothing.
     */
    private boolean isNamedBelow(String text, int block) {
        String name = COLONS.cutOff(text, MOST_CLOSING);
        if (name.isEmpty()
                || galley.article.language() != null
                        && galley.article.language().startsWith("de")) {
            return false;
        }
        for (Piece piece : pieces.subList(block + 1, pieces.size())) {
            String words = piece.kept();
            for (int at = words.indexOf(name); at >= 0; at = words.indexOf(name, at + name.length())) {
                int end = at + name.length();
                boolean within = at >= 2 && words.charAt(at - 1) == ' ' && Character.isLowerCase(words.charAt(at - 2));
                if (within && (end == words.length() || !Character.isLetterOrDigit(words.charAt(end)))) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Whether the rest of the item names what stands before a dash as a place, or the site is called by it: a kicker in capitals,
     * which the headline often repeats, is none.
     */
    private boolean isPlaceOf(String place, int block) {
        String name = place.indexOf(',') < 0 ? place : place.substring(0, place.indexOf(','));
        boolean capitals = name.equals(name.toUpperCase(Locale.ROOT)) && !name.equals(name.toLowerCase(Locale.ROOT));
        List<String> texts = new ArrayList<>();
        texts.add(String.valueOf(galley.article.title()));
        for (Piece piece : pieces.subList(block, pieces.size())) {
            texts.add(piece.kept());
        }
        texts.add("in "
                + WHOSE.matcher(String.valueOf(galley.article.siteTitle())).replaceAll(""));
        return texts.stream().anyMatch(text -> with.lexicon.names(text, name, capitals));
    }

    private boolean isPlaceAlone(String text, int block) {
        return isPlaceOf(STOPS.cutOff(text, MOST_CLOSING), block + 1);
    }

    /** One short paragraph at the head, before the dateline, is the caption of the picture that stood there. */
    private void captionBefore(int dateline) {
        Piece caption = null;
        for (int i = 0; i < dateline; i++) {
            Piece piece = pieces.get(i);
            if (piece.isKept()) {
                if (caption != null) {
                    return;
                }
                caption = piece;
            }
        }
        if (caption != null && caption.kind == Block.Kind.PARAGRAPH && caption.words() <= Galley.LINE_WORDS) {
            Matcher byline = BYLINE.matcher(caption.kept());
            if (byline.matches() && !caption.guarded && !galley.isOff(BuiltIn.BYLINE)) {
                creditByline(byline.group(1), caption.kept());
                galley.take(caption, BuiltIn.BYLINE, null);
                return;
            }
            if (!isStandfirst(caption)) {
                takeCaption(caption, BuiltIn.CAPTION_BEFORE, "the one short block before the dateline");
            }
        }
    }

    /**
     * Set in bold, of several sentences, or a whole one that the story does not repeat where there is no picture: so stories are
     * opened, not pictures captioned.
     */
    private boolean isStandfirst(Piece piece) {
        for (Piece.Mark mark : piece.marks) {
            boolean bold = mark.tag().equals("strong") || mark.tag().equals("b");
            if (bold && mark.start() <= piece.from && mark.end() >= piece.to) {
                return true;
            }
        }
        return SENTENCES.matcher(piece.kept()).find()
                || galley.page.images().isEmpty() && piece.isProse(Galley.LEDE_WORDS / 2) && !isRepeated(piece);
    }

    private boolean isRepeated(Piece one) {
        String words = Fold.bare(one.kept());
        return pieces.stream()
                .anyMatch(piece -> piece != one
                        && piece.isKept()
                        && Fold.bare(piece.kept()).contains(words));
    }

    private void takeCaption(Piece piece, BuiltIn rule, String why) {
        if (!piece.guarded && !galley.isOff(rule)) {
            found.pictureCaption(piece.kept());
            galley.take(piece, rule, why);
        }
    }

    /** A short first paragraph, or second, that says it is a picture's; and elsewhere a line that only says whose it is. */
    void takeCaptions() {
        if (galley.kept().size() < 2) {
            return; // A caption stands beside a text.
        }
        int seen = 0;
        for (Piece piece : pieces) {
            if (!piece.isKept()) {
                continue;
            }
            if (piece.kind == Block.Kind.PARAGRAPH
                    && piece.words() <= Galley.LINE_WORDS
                    && piece.linkShare() < 50
                    && (found.isPictureLine(piece.kept(), piece.words(), seen < 2) || seen < 2 && isBelowPicture(piece))
                    && hasOtherText(piece)) {
                takeCaption(piece, BuiltIn.CAPTION, "its last words");
            }
            seen++;
        }
    }

    private boolean isBelowPicture(Piece piece) {
        return !galley.page.images().isEmpty()
                && !piece.kept().endsWith(".")
                && PictureCredit.trailing(piece.kept(), with.lexicon) != null;
    }

    /** Where the lines below a picture end of which the last says whose it is, as some set them above the story; else where the block begins. */
    int endOfCaption(Piece piece) {
        int line = galley.page.images().isEmpty() ? piece.to : piece.from;
        for (int lines = 0; lines < CAPTION_LINES && line < piece.to; lines++) {
            int next = piece.text.indexOf('\n', line);
            boolean last = next < 0 || next >= piece.to;
            int end = last ? piece.to : next;
            if (end - line > CAPTION_LENGTH || last && (lines == 0 || piece.words() > Galley.LINE_WORDS)) {
                return piece.from;
            }
            String words = piece.text.substring(line, end).strip();
            if (found.isPictureCredit(words)
                    || lines > 0
                            && PictureCredit.trailing("\n" + words, with.lexicon) != null
                            && words.indexOf('/') > 0) {
                return end;
            }
            line = end + 1;
        }
        return piece.from;
    }

    private boolean hasOtherText(Piece one) {
        for (Piece piece : pieces) {
            if (piece != one && piece.isKept() && piece.words() >= Galley.LEDE_WORDS / 2) {
                return true;
            }
        }
        return false;
    }

    /** A line before the story that is nothing but who wrote it: "By Ada Sample". */
    void takeByline() {
        List<Piece> kept = galley.kept();
        for (int i = 0; i + 1 < kept.size() && i < BYLINE_REACH; i++) {
            Piece piece = kept.get(i);
            Matcher byline = piece.kind == Block.Kind.PARAGRAPH ? byline(piece.kept()) : null;
            if (byline != null && byline.matches() && isNames(byline.group(1))) {
                if (kept.subList(i + 1, Math.min(kept.size(), i + 1 + BYLINE_REACH)).stream()
                        .anyMatch(next -> next.isProse(Galley.LEDE_WORDS / 2))) {
                    creditByline(byline.group(1), piece.kept());
                    galley.take(piece, BuiltIn.BYLINE, null);
                }
                return;
            }
            if (i > 0 && piece.isProse(Galley.LEDE_WORDS)) { // the first may be a standfirst
                return;
            }
        }
    }

    /** What an element for the names of authors says, with or without "by". */
    void readByline(String line) {
        Matcher byline = byline(line);
        String names = byline.matches() ? byline.group(1) : MAIL.matcher(line).replaceFirst("");
        if (isNames(names)) {
            creditByline(names, line);
        }
    }

    private static Matcher byline(String line) {
        boolean addressed = line.length() <= CAPTION_LENGTH && line.indexOf('@') > 0;
        return BYLINE.matcher(addressed ? MAIL.matcher(line).replaceFirst("") : line);
    }

    private void creditByline(String names, String line) {
        found.credits(Map.of("reporter", FOR.matcher(names).replaceAll(", ")), line);
    }

    /** Whether these are two to eight words, each with a capital or one that stands within names, or is an agency. */
    private boolean isNames(String text) {
        String[] words = NAME_BREAK.split(FOR.matcher(text).replaceAll(", ").strip(), 9);
        boolean all = words.length >= 2 && words.length <= 8 && !NO_NAME.contains(words[0]);
        for (String word : words) {
            all &= !word.isEmpty()
                    && (!Character.isLowerCase(word.charAt(0)) && Character.isLetter(word.charAt(0))
                            || with.lexicon.isParticle(word)
                            || with.lexicon.agency(word) != null
                            || AND.contains(word));
        }
        return all;
    }

    /** "About Example Mills", and the paragraph on the firm below it, which names it: the end of a press release. */
    void takeAbout() {
        if (galley.isOff(BuiltIn.ABOUT)) {
            return;
        }
        List<Piece> kept = galley.kept();
        for (Piece piece : kept.subList(Math.max(Math.min(2, kept.size()), kept.size() - ABOUT_REACH), kept.size())) {
            if (!piece.guarded && About.isBoth(piece.kept())) {
                galley.take(piece, BuiltIn.ABOUT, "a heading on a firm, and what it is");
            }
        }
        kept = galley.kept();
        for (int i = Math.max(2, kept.size() - ABOUT_REACH); i + 1 < kept.size(); i++) {
            Piece head = kept.get(i);
            Piece firm = kept.get(i + 1);
            if (!About.isHead(head.kept())
                    || !About.isFirm(firm.kept(), head.kept())
                    || head.guarded
                    || firm.guarded
                    || kept.subList(i + 2, kept.size()).stream().anyMatch(piece -> piece.isProse(Galley.FLOW_WORDS))) {
                continue;
            }
            for (Piece piece : kept.subList(i, kept.size())) {
                if (piece == head || piece == firm || !piece.guarded && About.isSource(piece.kept(), head.kept())) {
                    galley.take(piece, BuiltIn.ABOUT, head.kept());
                }
            }
            return;
        }
    }

    /** A line at the end that is nothing but the names of agencies: "(PAP)", "Source: AFP/Reuters", "mtl/dpa"; or the first line. */
    void takeAgencyMark() {
        int first = 0;
        while (first < pieces.size() && !pieces.get(first).isKept()) {
            first++;
        }
        int seen = 0;
        for (int i = pieces.size() - 1; i >= first; i--) {
            Piece piece = pieces.get(i);
            if (!piece.isKept() || seen++ >= AGENCY_REACH && i > first || seen == 1 && i == first) {
                continue;
            }
            if (piece.kind == Block.Kind.PARAGRAPH && !piece.guarded && !galley.isOff(BuiltIn.AGENCY)) {
                takeAgencyMark(piece);
            }
        }
    }

    private void takeAgencyMark(Piece piece) {
        String text = piece.kept();
        List<String> names = text.length() > AGENCY_LENGTH ? List.of() : with.lexicon.agencies(text);
        if (!names.isEmpty()) {
            names.forEach(name -> found.credits(Map.of("agency", name), text));
            if (text.indexOf('©') >= 0) {
                found.copyright(text);
            }
            galley.take(piece, BuiltIn.AGENCY, String.join(", ", names));
        }
    }

    /** Whether it is a byline, a dateline or a caption where the text begins, or an agency's mark where it may end. */
    boolean isEdge(Piece line, boolean head, boolean tail) {
        if (line.words() > Galley.LINE_WORDS) {
            return false;
        }
        String text = line.kept();
        if (head) {
            Matcher byline = BYLINE.matcher(text);
            return byline.matches() && isNames(byline.group(1))
                    || Names.isPerson(text)
                    || Dateline.fitsOwnBlock(text)
                            && Dateline.alone(text, with.lexicon, galley.names, () -> false) != null
                    || found.isPictureLine(text, line.words(), true);
        }
        return (tail || text.startsWith("--"))
                        && text.length() <= AGENCY_LENGTH
                        && !with.lexicon.agencies(text).isEmpty()
                || Character.isDigit(text.charAt(0)) && CLOCKED.matcher(text).matches();
    }
}
