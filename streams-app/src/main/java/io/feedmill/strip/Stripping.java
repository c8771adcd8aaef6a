package io.feedmill.strip;

import io.feedmill.rules.Origin;
import io.feedmill.strip.Rule.Action;
import io.feedmill.strip.Rule.Emit;
import io.feedmill.strip.Rule.Where;
import io.feedmill.strip.Stripped.Completeness;
import io.feedmill.strip.Stripped.SummaryFrom;
import io.feedmill.strip.learned.FeedHabits;
import io.feedmill.strip.learned.Line;
import io.feedmill.strip.learned.OwnWords;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One article on its way through the rules. {@link #run} is the recipe. */
final class Stripping {
    private static final Pattern BYLINE = Pattern.compile(
            "(?:(?:[Ww]ritten )?[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or|[Dd]i|[Dd]oor"
                    + "|Texte?|Texto|Testo|Tekst|Текст|Автор|Author|Autore?|Auteur|Autora)(?: ?[:：])? (\\p{Lu}[\\p{L}\\p{M}.'’,/|() -]{2,80})");
    private static final Pattern FOR =
            Pattern.compile("[/|(]| (?:with|avec|mit|con|com|met|for|für|pour|para|per|voor|in) ");
    private static final Set<String> NO_NAME = Set.of("The", "A", "An", "This", "Our", "My", "All");
    private static final Set<String> AND = Set.of("and", "und", "et", "y", "e", "en", "&");
    private static final int AGENCY_LENGTH = 60;
    private static final int AGENCY_REACH = 3;
    private static final int ABOUT_REACH = 7;
    private static final int CAPTION_WORDS = 35;
    private static final int LEDE_WORDS = 12;
    /** A block of so many words that flows is no mere line of a page. */
    private static final int FLOW_WORDS = 25;

    private static final int BUDGET_PERCENT = 40;
    private static final int BUDGET_WORDS = 60;
    private static final String OVER_BUDGET = "doubtful rules would take too much of the text";
    private static final int MAX_REACH = 16;
    private static final int MAX_CUTS = 4;
    private static final int MAX_RESIDUES = 16;
    private static final int SUMMARY_WORDS = 4;
    /** A description longer than this is the text, not a summary of it. */
    private static final int MAX_SUMMARY = 600;

    private static final int MIN_SUMMARY = 80;

    private final Stripper with;
    private final Article article;
    private final Origin origin;
    /** Null if nothing is to be learned. */
    private final FeedContext context;

    private List<Line> lines = List.of();
    private List<String> said = List.of();
    private final Names names;
    private final Gleanings found;
    private final List<Removed> removed = new ArrayList<>();
    private final List<String> flags = new ArrayList<>();
    /** What the text rules did, in the order they did it; what is undone is dropped. */
    private final List<Act> acts = new ArrayList<>();

    private final List<Removed> givenBack = new ArrayList<>();

    private Source source;
    private List<Piece> pieces = List.of();
    private Page page;
    /** For each piece, the rules of which a literal occurs in it, in the order of the rules. */
    private List<int[]> candidates = List.of();
    /** For each piece, a literal of each of its candidates. */
    private List<String[]> evidence = List.of();

    private Effort effort;
    private boolean truncated;

    Stripping(Stripper with, Article article, FeedContext context) {
        this.with = with;
        this.article = article;
        this.origin = article.origin();
        this.context = context;
        this.names = new Names(article.title(), article.siteTitle(), article.siteHost());
        this.found = new Gleanings(article, names, with.lexicon);
    }

    Stripped run() {
        read();
        protect();
        takeResidue();
        takeStructure();
        takeDuplicateTitle();
        splitLines();
        protect();
        findCandidates();
        applyRules();
        takeAbout();
        takeAgencyMark();
        takeByline();
        keepLede();
        keepFlow();
        takeDateline();
        takeCaptions();
        keepHeadings();
        cutExcerptMark();
        holdBudget();
        takeLearned();
        takeSeparators();
        return result();
    }

    // ---------------------------------------------------------------- reading

    private void read() {
        String content = article.contentHtml();
        boolean hasContent = content != null && !content.isBlank();
        String text = hasContent ? content : article.summaryHtml() == null ? "" : article.summaryHtml();
        Stripped.Source from =
                hasContent ? Stripped.Source.CONTENT : text.isBlank() ? Stripped.Source.NONE : Stripped.Source.SUMMARY;
        source = Source.of(text, from);
        page = Walk.over(source, article.link(), with.structure, origin);
        pieces = page.pieces();
        effort = new Effort(text.length());
        if (source.cut()) {
            flags.add("input-cut");
        }
    }

    /** What rules of the user's keep is kept from all other rules. */
    private void protect() {
        List<Rule> guards = with.rules.guards(origin);
        for (Piece piece : pieces) {
            piece.guarded |= piece.structure != null && piece.structure.protects();
            for (int i = 0; i < guards.size() && !piece.guarded; i++) {
                piece.guarded = isGuarded(piece, guards.get(i));
            }
        }
    }

    private boolean isGuarded(Piece piece, Rule guard) {
        for (String literal : guard.literals()) {
            if (piece.folded().contains(literal)) {
                return match(guard, piece, literal) != null;
            }
        }
        return false;
    }

    // ---------------------------------------------------------------- built-in rules

    /** Takes {@code ]]>} and {@code <![CDATA[} off the edges of blocks, but not out of code. */
    private void takeResidue() {
        boolean off = with.isOff(BuiltIn.RESIDUE, origin);
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            piece.ordinal = i;
            if (off || piece.guarded) {
                continue;
            }
            int from = piece.from;
            int to = piece.to;
            for (String residue : List.of("]]>", "<![CDATA[")) {
                for (int edge = 0;
                        edge < MAX_RESIDUES
                                && piece.to - piece.from >= residue.length()
                                && piece.text.startsWith(residue, piece.to - residue.length())
                                && !piece.isCode(piece.to - residue.length(), piece.to);
                        edge++) {
                    piece.to -= residue.length();
                    piece.trim();
                }
                for (int edge = 0;
                        edge < MAX_RESIDUES
                                && piece.to - piece.from >= residue.length()
                                && piece.text.startsWith(residue, piece.from)
                                && !piece.isCode(piece.from, piece.from + residue.length());
                        edge++) {
                    piece.from += residue.length();
                    piece.trim();
                }
            }
            if (piece.isEmpty()) {
                piece.from = from;
                piece.to = to;
                take(piece, Finding.builtIn(BuiltIn.RESIDUE.id, Boilerplate.RESIDUE, from, to, null));
            } else {
                report(piece, from, piece.from, BuiltIn.RESIDUE.id, Boilerplate.RESIDUE);
                report(piece, piece.to, to, BuiltIn.RESIDUE.id, Boilerplate.RESIDUE);
            }
        }
    }

    private void takeStructure() {
        for (Piece piece : pieces) {
            StructureRule rule = piece.structure;
            if (rule == null || !piece.isKept() || piece.guarded) {
                continue;
            }
            String text = piece.kept();
            switch (rule.action()) {
                case CAPTION -> found.pictureCaption(text);
                case COPYRIGHT -> found.copyright(text);
                case DATELINE -> {
                    Dateline dateline = Dateline.alone(text, with.lexicon, true);
                    found.dateline(dateline == null ? text.replaceAll("[\\s:.–—-]{1,9}$", "") : dateline.place());
                }
                case REMOVE, PROTECT -> {}
            }
            take(piece, Finding.builtIn(rule.id(), rule.kind(), piece.from, piece.to, piece.structureTag));
        }
    }

    private void takeDuplicateTitle() {
        if (with.isOff(BuiltIn.TITLE, origin)) {
            return;
        }
        int seen = 0;
        for (Piece piece : pieces) {
            if (!piece.isKept()) {
                continue;
            }
            if (names.isExactTitle(piece.kept())) {
                take(
                        piece,
                        Finding.builtIn(BuiltIn.TITLE.id, Boilerplate.DUPLICATE, piece.from, piece.to, "the headline"));
                return;
            }
            if (++seen == 2) {
                return;
            }
        }
    }

    // ---------------------------------------------------------------- text rules

    /** A line that a rule knows, between others in one block, becomes a block of its own. */
    private void splitLines() {
        List<Piece> split = new ArrayList<>(pieces.size());
        for (Piece piece : pieces) {
            if (!piece.isKept() || piece.kind == Block.Kind.PREFORMATTED || piece.text.indexOf('\n', piece.from) < 0) {
                split.add(piece);
                continue;
            }
            int start = piece.from;
            for (int from = piece.from; from < piece.to; ) {
                int to = piece.text.indexOf('\n', from);
                to = to < 0 || to > piece.to ? piece.to : to;
                Piece line = piece.window(from, to);
                if (!line.isEmpty()
                        && (isKnown(line) || isEdge(line, split.isEmpty() && start == from, to == piece.to))) {
                    addWindow(split, piece, start, from);
                    addWindow(split, piece, from, to);
                    start = to;
                }
                from = to + 1;
            }
            if (start == piece.from) {
                split.add(piece);
            } else {
                addWindow(split, piece, start, piece.to);
            }
        }
        pieces = split;
    }

    /** Whether it is a byline, a dateline or a caption where the text begins, or an agency's mark where it may end. */
    private boolean isEdge(Piece line, boolean head, boolean tail) {
        if (line.words() > CAPTION_WORDS) {
            return false;
        }
        String text = line.kept();
        if (head) {
            Matcher byline = BYLINE.matcher(text);
            return byline.matches() && isNames(byline.group(1))
                    || Dateline.fitsOwnBlock(text) && Dateline.alone(text, with.lexicon, false) != null
                    || found.isCaption(text);
        }
        return tail
                && text.length() <= AGENCY_LENGTH
                && !with.lexicon.agencies(text).isEmpty();
    }

    private static void addWindow(List<Piece> pieces, Piece piece, int from, int to) {
        Piece window = piece.window(from, to);
        if (!window.isEmpty()) {
            window.ordinal = piece.ordinal;
            pieces.add(window);
        }
    }

    private boolean isKnown(Piece line) {
        Candidates candidates = scan(line, false);
        for (int i = 0; i < candidates.rules.length; i++) {
            Rule rule = with.rules.all.get(candidates.rules[i]);
            if (match(rule, line, candidates.literals[i]) != null) {
                return true;
            }
        }
        return false;
    }

    private record Candidates(int[] rules, String[] literals) {}

    private static final Candidates NONE = new Candidates(new int[0], new String[0]);

    private Candidates scan(Piece piece, boolean credits) {
        if (piece.kind == Block.Kind.PREFORMATTED) {
            return NONE;
        }
        BitSet[] hit = new BitSet[1];
        int texts = with.rules.literals.size();
        with.literals.scan(piece.text, piece.from, piece.to, (literal, end) -> {
            if (literal < texts) {
                if (hit[0] == null) {
                    hit[0] = new BitSet();
                }
                hit[0].set(literal);
            } else if (credits) {
                found.toldTo(
                        piece.text,
                        end,
                        with.lexicon.toldTo.get(literal - texts).length());
            }
        });
        if (hit[0] == null) {
            return NONE;
        }
        TreeMap<Integer, String> literals = new TreeMap<>();
        for (int literal = hit[0].nextSetBit(0); literal >= 0; literal = hit[0].nextSetBit(literal + 1)) {
            for (int rule : with.rules.byLiteral.get(literal)) {
                if (with.rules.all.get(rule).isFor(origin)) {
                    literals.put(rule, with.rules.literals.get(literal));
                }
            }
        }
        return new Candidates(
                literals.keySet().stream().mapToInt(Integer::intValue).toArray(),
                literals.values().toArray(String[]::new));
    }

    private void findCandidates() {
        candidates = new ArrayList<>(pieces.size());
        evidence = new ArrayList<>(pieces.size());
        for (Piece piece : pieces) {
            Candidates here = piece.isKept() ? scan(piece, true) : NONE;
            candidates.add(here.rules);
            evidence.add(here.literals);
        }
    }

    private Finding match(Rule rule, Piece piece, String literal) {
        if (rule.linked() && piece.linkShare() < 50) {
            return null;
        }
        Finding found = rule.match(piece.kept(), piece.folded(), names, effort, literal);
        return found == null ? null : found.movedBy(piece.from);
    }

    /** Everywhere, then from the head inward, then from the tail: blocks that are taken out do not count on the way. */
    private void applyRules() {
        for (int i = 0; i < pieces.size(); i++) {
            apply(i, Where.ANY, 0);
        }
        int seen = 0;
        for (int i = 0; i < pieces.size() && seen < MAX_REACH; i++) {
            if (pieces.get(i).isKept() && !apply(i, Where.HEAD, seen)) {
                seen++;
            }
        }
        seen = 0;
        for (int i = pieces.size() - 1; i >= 0 && seen < MAX_REACH; i--) {
            if (pieces.get(i).isKept() && !apply(i, Where.TAIL, seen)) {
                seen++;
            }
        }
    }

    /** Whether the piece is gone. */
    private boolean apply(int index, Where where, int seen) {
        Piece piece = pieces.get(index);
        int[] rules = candidates.get(index);
        if (!piece.isKept() || piece.guarded || rules.length == 0) {
            return !piece.isKept();
        }
        for (int cuts = 0; cuts < MAX_CUTS; cuts++) {
            Finding finding = null;
            for (int i = 0; i < rules.length && finding == null; i++) {
                Rule rule = with.rules.all.get(rules[i]);
                if (rule.action() != Action.PROTECT && (rule.where() != where || rule.reach() <= seen)) {
                    continue;
                }
                finding = match(rule, piece, evidence.get(index)[i]);
                if (finding != null && rule.action() == Action.PROTECT) {
                    return false;
                }
                if (finding != null && rule.action() == Action.EXTRACT) {
                    emit(finding, piece);
                    finding = null;
                }
            }
            if (finding == null) {
                return false;
            }
            if (finding.from() == piece.from && finding.to() == piece.to) {
                finding = mostSpecific(index, finding);
                acts.add(new Act(piece, finding, piece.from, piece.to));
                take(piece, finding);
                if (finding.rule().followed()) {
                    takeLinksAfter(index, finding);
                }
                return true;
            }
            acts.add(new Act(piece, finding, piece.from, piece.to));
            if (finding.from() == piece.from) {
                piece.from = finding.to();
            } else {
                piece.to = finding.from();
            }
            piece.trim();
            if (piece.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** If several rules fit a block, the first in the order of the files says what it is, wherever it may stand. */
    private Finding mostSpecific(int index, Finding finding) {
        Piece piece = pieces.get(index);
        int[] rules = candidates.get(index);
        for (int i = 0; i < rules.length; i++) {
            Rule rule = with.rules.all.get(rules[i]);
            if (rule == finding.rule()) {
                break;
            }
            boolean says = rule.takes() && !rule.truncates();
            Finding other = says ? match(rule, piece, evidence.get(index)[i]) : null;
            if (other != null && other.from() == finding.from() && other.to() == finding.to()) {
                return other;
            }
        }
        return finding;
    }

    /** Takes the links below a heading, but leaves what another rule knows to that rule. */
    private void takeLinksAfter(int index, Finding head) {
        for (int i = index + 1; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (piece.isKept()) {
                if (piece.linkShare() < 60 || piece.words() > CAPTION_WORDS || isKnown(piece)) {
                    return;
                }
                take(
                        piece,
                        Finding.builtIn(
                                head.id(), head.kind(), piece.from, piece.to, "links only, after " + head.evidence()));
            }
        }
    }

    /**
     * A rule took out a block, or part of one.
     *
     * @param from where the block began before
     * @param to where it ended before
     */
    private record Act(Piece piece, Finding finding, int from, int to) {
        boolean isWhole() {
            return finding.from() == from && finding.to() == to;
        }

        int words() {
            return Lengths.words(piece.text, finding.from(), finding.to());
        }
    }

    private void emit(Finding finding, Piece piece) {
        String words = piece.text.substring(finding.from(), finding.to()).strip();
        for (Emit emit : finding.rule().emits()) {
            switch (emit) {
                case NOTICE -> found.notice(words);
                case COPYRIGHT -> found.copyright(words);
                case CAPTION -> found.caption(words);
                case ORIGINAL -> found.original(piece, finding.from(), finding.to());
                case AGENCIES -> found.agenciesIn(words);
            }
        }
        found.credits(finding.named(), words);
    }

    // ---------------------------------------------------------------- datelines and captions

    private void takeDateline() {
        int seen = 0;
        for (int i = 0; i < pieces.size() && seen < 4; i++) {
            Piece piece = pieces.get(i);
            if (!piece.isKept() || piece.kind == Block.Kind.PREFORMATTED || piece.kind == Block.Kind.LIST_ITEM) {
                continue;
            }
            seen++;
            String text = piece.kept();
            Dateline alone = Dateline.fitsOwnBlock(text) && followedByText(i)
                    ? Dateline.alone(text, with.lexicon, isFromAgency() || isNamedBelow(text, i))
                    : null;
            boolean stays = piece.guarded || with.isOff(BuiltIn.DATELINE, origin);
            if (alone != null) {
                found.dateline(alone, text);
                if (stays) {
                    return;
                }
                take(
                        piece,
                        Finding.builtIn(
                                BuiltIn.DATELINE.id, Boilerplate.DATE, piece.from, piece.to, "a block of its own"));
                captionBefore(i);
                return;
            }
            if (piece.kind == Block.Kind.HEADING) {
                continue;
            }
            Dateline before = Dateline.before(text, with.lexicon);
            if (before != null && before.end() < text.length()) {
                found.dateline(before, text.substring(0, before.end()).strip());
                if (before.certain() && !stays) {
                    report(
                            piece,
                            piece.from,
                            piece.from + before.end(),
                            BuiltIn.DATELINE.id,
                            Boilerplate.DATE,
                            "before the first sentence");
                    piece.from += before.end();
                    piece.trim();
                    captionBefore(i);
                }
                return;
            }
            if (piece.words() >= LEDE_WORDS && i > 2) {
                return;
            }
        }
    }

    /**
     * Whether what stands before the colon is named again within a sentence further down, where only a name has a
     * capital: "… west of Iquique". German gives one to every noun, so there it says nothing.
     */
    private boolean isNamedBelow(String text, int block) {
        String name = text.replaceFirst("[\\s:：]{1,9}$", "");
        if (name.isEmpty() || article.language() != null && article.language().startsWith("de")) {
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

    /** Whether what rules took says that the story came from elsewhere. */
    private boolean isFromAgency() {
        return acts.stream()
                .anyMatch(act -> act.finding.kind() == Boilerplate.NOTICE || act.finding.kind() == Boilerplate.SIGNOFF);
    }

    private boolean followedByText(int index) {
        for (int i = index + 1; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (piece.isKept()) {
                return piece.kind == Block.Kind.PARAGRAPH && piece.words() >= LEDE_WORDS / 2;
            }
        }
        return false;
    }

    /** "About Example Mills", and the paragraph on the firm below it, which names it: the end of a press release. */
    private void takeAbout() {
        if (with.isOff(BuiltIn.ABOUT, origin)) {
            return;
        }
        List<Piece> kept = pieces.stream().filter(Piece::isKept).toList();
        for (int i = Math.max(2, kept.size() - ABOUT_REACH); i + 1 < kept.size(); i++) {
            Piece head = kept.get(i);
            Piece firm = kept.get(i + 1);
            if (!About.isHead(head.kept())
                    || !About.isFirm(firm.kept(), head.kept())
                    || head.guarded
                    || firm.guarded
                    || kept.subList(i + 2, kept.size()).stream().anyMatch(piece -> piece.isProse(FLOW_WORDS))) {
                continue;
            }
            for (Piece piece : kept.subList(i, kept.size())) {
                if (piece == head || piece == firm || !piece.guarded && About.isSource(piece.kept(), head.kept())) {
                    take(
                            piece,
                            Finding.builtIn(
                                    BuiltIn.ABOUT.id, Boilerplate.CORPORATE, piece.from, piece.to, head.kept()));
                }
            }
            return;
        }
    }

    /** A line at the end that is nothing but the names of agencies: "(PAP)", "Source: AFP/Reuters", "mtl/dpa"; or the first line. */
    private void takeAgencyMark() {
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
            if (piece.kind == Block.Kind.PARAGRAPH && !piece.guarded && !with.isOff(BuiltIn.AGENCY, origin)) {
                takeAgencyMark(piece);
            }
        }
    }

    private void takeAgencyMark(Piece piece) {
        String text = piece.kept();
        List<String> names = text.length() > AGENCY_LENGTH ? List.of() : with.lexicon.agencies(text);
        if (!names.isEmpty()) {
            names.forEach(name -> found.credits(Map.of("agency", name), text));
            take(
                    piece,
                    Finding.builtIn(
                            BuiltIn.AGENCY.id, Boilerplate.SIGNOFF, piece.from, piece.to, String.join(", ", names)));
        }
    }

    /** A line before the story that is nothing but who wrote it: "By Ada Sample". */
    private void takeByline() {
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (!piece.isKept()) {
                continue;
            }
            Matcher byline = BYLINE.matcher(piece.kept());
            if (piece.kind == Block.Kind.PARAGRAPH
                    && byline.matches()
                    && isNames(byline.group(1))
                    && followedByText(i)) {
                creditByline(byline.group(1), piece.kept());
                take(piece, Finding.builtIn(BuiltIn.BYLINE.id, Boilerplate.SIGNOFF, piece.from, piece.to, null));
            }
            return;
        }
    }

    private void creditByline(String names, String line) {
        found.credits(Map.of("reporter", FOR.matcher(names).replaceAll(", ")), line);
    }

    /** Whether these are two to eight words, each with a capital or one that stands within names, or is an agency. */
    private boolean isNames(String text) {
        String[] words = FOR.matcher(text).replaceAll(", ").strip().split("[\\s,)]{1,4}", 9);
        boolean all = words.length >= 2 && words.length <= 8 && !NO_NAME.contains(words[0]);
        for (String word : words) {
            all &= !word.isEmpty()
                    && (Character.isUpperCase(word.charAt(0))
                            || with.lexicon.isParticle(word)
                            || with.lexicon.agency(word) != null
                            || AND.contains(word));
        }
        return all;
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
        if (caption != null && caption.kind == Block.Kind.PARAGRAPH && caption.words() <= CAPTION_WORDS) {
            Matcher byline = BYLINE.matcher(caption.kept());
            if (byline.matches() && !caption.guarded && !with.isOff(BuiltIn.BYLINE, origin)) {
                creditByline(byline.group(1), caption.kept());
                take(caption, Finding.builtIn(BuiltIn.BYLINE.id, Boilerplate.SIGNOFF, caption.from, caption.to, null));
                return;
            }
            takeCaption(caption, BuiltIn.CAPTION_BEFORE, "the one short block before the dateline");
        }
    }

    private void takeCaption(Piece piece, BuiltIn rule, String why) {
        if (!piece.guarded && !with.isOff(rule, origin)) {
            found.pictureCaption(piece.kept());
            take(piece, Finding.builtIn(rule.id, rule.kind, piece.from, piece.to, why));
        }
    }

    /** A short first paragraph, or second, that says it is a picture's; and elsewhere a line that only says whose it is. */
    private void takeCaptions() {
        int seen = 0;
        for (Piece piece : pieces) {
            if (!piece.isKept()) {
                continue;
            }
            if (piece.kind == Block.Kind.PARAGRAPH
                    && piece.words() <= CAPTION_WORDS
                    && piece.linkShare() < 50
                    && (seen < 2 ? found.isCaption(piece.kept()) : found.isPictureCredit(piece.kept()))
                    && hasOtherText(piece)) {
                takeCaption(piece, BuiltIn.CAPTION, "its last words");
            }
            seen++;
        }
    }

    private boolean hasOtherText(Piece one) {
        for (Piece piece : pieces) {
            if (piece != one && piece.isKept() && piece.words() >= LEDE_WORDS / 2) {
                return true;
            }
        }
        return false;
    }

    // ---------------------------------------------------------------- guards

    /** The first paragraph of the story stays: a rule that took it was mistaken. */
    private void keepLede() {
        for (Piece piece : pieces) {
            if (!piece.isProse(LEDE_WORDS)) {
                continue;
            }
            if (piece.isKept()) {
                return;
            }
            if (isFallible(piece) && readsAsStory(piece)) {
                restore(piece, "it reads as the first paragraph of the story");
                return;
            }
        }
    }

    /** What no rule of this kind may take if it is the story after all. */
    private static boolean isFallible(Piece piece) {
        if (piece.removal.rule() == null) {
            return false;
        }
        return switch (piece.removal.kind()) {
            case RELATED, PROMO, WIDGET, AD, COMMENT, CORPORATE, COPYRIGHT -> true;
            default -> false;
        };
    }

    private boolean readsAsStory(Piece piece) {
        return piece.linkShare() < 20 && piece.words() >= FLOW_WORDS || names.sharedWithTitle(piece.kept()) >= 2;
    }

    /** A paragraph with paragraphs of the story right above and below it stays. */
    private void keepFlow() {
        for (int i = 1; i + 1 < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (!piece.isKept()
                    && isFallible(piece)
                    && piece.isProse(FLOW_WORDS)
                    && piece.linkShare() < 20
                    && isStory(pieces.get(i - 1))
                    && isStory(pieces.get(i + 1))) {
                restore(piece, "it stands between paragraphs of the story");
            }
        }
    }

    private static boolean isStory(Piece piece) {
        return piece.isKept() && piece.isProse(LEDE_WORDS);
    }

    /** Undoes all that text rules did to a block. */
    private void restore(Piece piece, String why) {
        piece.removal = null;
        for (Act act : acts) {
            if (act.piece == piece) {
                giveBack(piece, act.finding, why);
            }
        }
        for (Act act : acts) {
            if (act.piece == piece) {
                piece.from = act.from;
                piece.to = act.to;
                break;
            }
        }
        acts.removeIf(act -> act.piece == piece);
    }

    private void giveBack(Piece piece, Finding finding, String why) {
        String words = piece.text.substring(finding.from(), finding.to()).strip();
        givenBack.add(new Removed(finding.id(), finding.kind(), words, piece.ordinal, why));
    }

    /** Where the kept blocks stand among all, once it has run. */
    List<Integer> positions() {
        return pieces.stream().filter(Piece::isKept).map(piece -> piece.ordinal).toList();
    }

    /** What rules took and guards gave back, once it has run. */
    List<Removed> givenBack() {
        return givenBack;
    }

    /** A heading that a rule took for the head of a list of links stays if the story goes on below it. */
    private void keepHeadings() {
        for (int i = 0; i + 1 < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (piece.isKept() || piece.kind != Block.Kind.HEADING || piece.removal.rule() == null) {
                continue;
            }
            switch (piece.removal.kind()) {
                case RELATED, PROMO, COMMENT, CORPORATE -> {
                    if (pieces.get(i + 1).isKept()) {
                        restore(piece, "the story goes on below this heading");
                    }
                }
                default -> {}
            }
        }
    }

    private void cutExcerptMark() {
        for (int i = pieces.size() - 1; i >= 0; i--) {
            Piece piece = pieces.get(i);
            if (!piece.isKept()) {
                continue;
            }
            if (piece.kind == Block.Kind.PREFORMATTED || piece.guarded || with.isOff(BuiltIn.EXCERPT, origin)) {
                return;
            }
            String text = piece.kept();
            for (String mark : List.of("[…]", "[...]", "[. . .]", "[ … ]", "[..]", "(…)", "[&hellip;]", "[…", "[...")) {
                if (text.endsWith(mark)) {
                    truncated = true;
                    int end = piece.to;
                    piece.to -= mark.length();
                    piece.trim();
                    if (piece.isEmpty()) {
                        piece.from = end - mark.length();
                        piece.to = end;
                        take(piece, Finding.builtIn(BuiltIn.EXCERPT.id, Boilerplate.TEASER, piece.from, end, null));
                    } else {
                        report(piece, piece.to, end, BuiltIn.EXCERPT.id, Boilerplate.TEASER);
                    }
                    return;
                }
            }
            return;
        }
    }

    /** If the doubtful rules would take too much of the text, they take nothing. */
    private void holdBudget() {
        int all = 0;
        int doubtful = 0;
        int kept = 0;
        for (Piece piece : pieces) {
            int words = piece.words();
            all += words;
            if (piece.isKept()) {
                kept += words;
            } else if (isDoubtful(piece, piece.removal, words)) {
                doubtful += words * (100 - piece.linkShare()) / 100;
            }
        }
        for (Act act : acts) {
            if (!act.isWhole()) {
                int words = act.words();
                all += words;
                doubtful += isDoubtful(act.piece, act.finding, words) ? words : 0;
            }
        }
        if (doubtful > BUDGET_WORDS && doubtful * 100 > all * BUDGET_PERCENT || kept == 0 && doubtful >= LEDE_WORDS) {
            flags.add("budget");
            for (Act act : List.copyOf(acts)) {
                if (isDoubtful(act.piece, act.finding, act.words())) {
                    restore(act.piece, OVER_BUDGET);
                }
            }
            for (Piece piece : pieces) {
                if (!piece.isKept() && isDoubtful(piece, piece.removal, piece.words())) {
                    giveBack(piece, piece.removal, OVER_BUDGET);
                    piece.removal = null;
                }
            }
        }
    }

    private static boolean isDoubtful(Piece piece, Finding finding, int words) {
        return switch (finding.kind()) {
            case NOTICE, RESIDUE, DUPLICATE, TEASER, BACKLINK, DATE, TRACKING -> false;
            case IMAGE -> piece.structure == null || piece.structure.action() != StructureRule.Action.CAPTION;
            default -> finding.rule() == null || words > CAPTION_WORDS;
        };
    }

    // ---------------------------------------------------------------- learning

    /** Takes what the feed repeats, and notes what there was to learn from. */
    private void takeLearned() {
        List<Piece> left = pieces.stream().filter(Piece::isKept).toList();
        said = left.stream().map(Piece::kept).toList();
        if (context == null) {
            return;
        }
        lines = Lines.of(
                left,
                new OwnWords(article.title(), context.authors(), context.day(), with.lexicon.calendar),
                article.link());
        if (with.isOff(BuiltIn.LEARNED, origin)) {
            return;
        }
        FeedHabits.Verdict verdict = context.habits().judge(lines);
        for (int i = 0; i < left.size(); i++) {
            FeedHabits.Seen seen = verdict.gone().get(i);
            String id = seen == null ? null : FeedHabits.rule(lines.get(i).digest());
            if (seen != null && !with.isOff(id, origin)) {
                Piece piece = left.get(i);
                take(piece, Finding.builtIn(id, Boilerplate.LEARNED, piece.from, piece.to, seen.toString()));
            }
        }
        if (verdict.held()) {
            flags.add("learned-half");
        }
    }

    /** What separated the story from what was taken out below it separates nothing now. */
    private void takeSeparators() {
        boolean goneBelow = false;
        for (int i = pieces.size() - 1; i >= 0; i--) {
            Piece piece = pieces.get(i);
            if (piece.isKept()) {
                if (!goneBelow
                        || piece.kind != Block.Kind.PARAGRAPH
                        || !Fold.bare(piece.kept()).isEmpty()) {
                    return;
                }
                take(piece, Finding.builtIn(BuiltIn.SEPARATOR.id, Boilerplate.RESIDUE, piece.from, piece.to, null));
            }
            goneBelow = true;
        }
    }

    // ---------------------------------------------------------------- result

    private void take(Piece piece, Finding finding) {
        if (!piece.guarded) {
            piece.removal = finding;
        }
    }

    private void report(Piece piece, int from, int to, String id, Boilerplate kind) {
        report(piece, from, to, id, kind, null);
    }

    private void report(Piece piece, int from, int to, String id, Boilerplate kind, String why) {
        String words = piece.text.substring(from, to).strip();
        if (!words.isEmpty()) {
            removed.add(new Removed(id, kind, words, piece.ordinal, why));
        }
    }

    private Stripped result() {
        List<Piece> kept = new ArrayList<>(pieces.size());
        List<Block> blocks = new ArrayList<>(pieces.size());
        for (Act act : acts) {
            emit(act.finding, act.piece);
            truncated |= act.finding.rule().truncates();
            if (!act.isWhole()) {
                Finding cut = act.finding;
                report(act.piece, cut.from(), cut.to(), cut.id(), cut.kind(), cut.evidence());
            }
        }
        removed.addAll(page.taken());
        for (Piece piece : pieces) {
            if (piece.isKept()) {
                kept.add(piece);
                blocks.add(new Block(piece.kind, piece.level, piece.kept()));
            } else {
                report(piece, piece.from, piece.to, piece.removal.id(), piece.removal.kind(), piece.removal.evidence());
            }
        }
        removed.sort(Comparator.comparingInt(Removed::position));
        if (effort.isSpent()) {
            flags.add("effort");
        }
        String text = Setting.text(kept);
        int words = 0;
        for (Piece piece : kept) {
            words += piece.words();
        }
        String lead = lead(kept);
        Completeness completeness = completeness(words);
        String summary = feedSummary(text, completeness);
        SummaryFrom from = SummaryFrom.FEED;
        if (summary.isEmpty()) {
            summary = Lengths.summary(lead);
            from = summary.isEmpty() ? SummaryFrom.NONE : SummaryFrom.LEAD;
        }
        return new Stripped(
                source.from(),
                blocks,
                text,
                Setting.html(kept),
                lead,
                words,
                summary,
                from,
                completeness,
                found.dateline(),
                found.credits(),
                found.captions(),
                found.notices(),
                found.copyright(),
                found.original(),
                page.images(),
                removed,
                said,
                lines,
                flags);
    }

    private static String lead(List<Piece> kept) {
        String first = "";
        for (Piece piece : kept) {
            if (piece.kind == Block.Kind.PARAGRAPH && piece.words() >= LEDE_WORDS / 2) {
                return piece.kept();
            }
            if (first.isEmpty() && piece.kind != Block.Kind.HEADING) {
                first = piece.kept();
            }
        }
        return first;
    }

    private Completeness completeness(int words) {
        if (words == 0) {
            boolean teaser = removed.stream()
                    .anyMatch(taken -> taken.kind() == Boilerplate.TEASER
                            || taken.kind() == Boilerplate.BACKLINK
                            || taken.kind() == Boilerplate.DUPLICATE
                            || taken.kind() == Boilerplate.RELATED);
            return teaser ? Completeness.TEASER : Completeness.EMPTY;
        }
        return truncated ? Completeness.TRUNCATED : Completeness.FULL;
    }

    /** What the feed's own summary says; empty if it has none that says something. */
    private String feedSummary(String text, Completeness completeness) {
        if (source.from() == Stripped.Source.SUMMARY) {
            return text.length() > MAX_SUMMARY ? "" : text.replace("\n\n", " ").replace('\n', ' ');
        }
        if (article.summaryHtml() == null
                || article.summaryHtml().isBlank()
                || article.summaryHtml().equals(article.contentHtml())
                || source.from() == Stripped.Source.NONE) {
            return "";
        }
        Stripped own = with.strip(article.summaryAlone(), context);
        if (own.wordCount() < SUMMARY_WORDS
                || own.text().length() > MAX_SUMMARY
                || own.text().equals(text)) {
            return "";
        }
        String line = own.text().replace("\n\n", " ").replace('\n', ' ');
        if (own.completeness() != Completeness.TRUNCATED) {
            return line;
        }
        int end = Lengths.lastSentenceEnd(line, line.length());
        return end == line.length() || end > MIN_SUMMARY ? line.substring(0, end) : line + "…";
    }
}
