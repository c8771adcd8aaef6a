package io.feedmill.strip;

import io.feedmill.strip.Stripped.Credit;
import io.feedmill.strip.Stripped.Role;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is read off an article beside its text: who made it, where it is from, what its pictures show. */
final class Gleanings {
    private static final int MAX_CREDITS = 32;
    private static final int MAX_LISTED = 64;
    private static final int MAX_NAME = 80;
    private static final int MAX_EVIDENCE = 300;
    private static final int MAX_TEXT = 2_000;
    private static final Set<String> NOBODY = Set.of(
            "our", "its", "their", "his", "her", "any", "the", "agencies", "staff", "this website", "our website");
    /** What a person is, as set behind the name. */
    private static final Pattern TITLE = Pattern.compile(
            "(?:[\\p{L}-]{2,20} ){0,3}(?:writer|reporter|correspondent|editor|journalist|columnist|contributor|photographer"
                    + "|redakteur(?:in)?|korrespondent(?:in)?|journaliste|correspondante?|redactora?|corresponsal|periodista"
                    + "|giornalista|redattore|redattrice|inviat[oa]|repórter|jornalista|verslaggever|redacteur|корреспондент"
                    + "|журналист|редактор)(?: [\\p{L}-]{2,20}){0,2}",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern YEAR_OR_DAY = Pattern.compile("[0-9]{1,4}(?:st|nd|rd|th)?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,2}$");
    /** What {@link #CAPTION_END} can begin with. */
    private static final String CAPTION_FIRST = "([pifbф";

    private static final Pattern CAPTION_END = Pattern.compile(
            Fold.fold(
                    "[(\\[](?:representational|representative|representation|file|illustrative|symbolic)(?: (?:image|photo|picture|pic|purposes?))?(?: only)?[)\\]]\\.?"
                            + "|[(\\[](?:file|stock|archive|representational) (?:photo|image|picture|pic)[^)\\]]{0,60}[)\\]]\\.?"
                            + "|[(\\[]?(?:photo|image|picture|photograph|foto|bild|fotos|imagen|фото|photo credit|image credit)"
                            + "(?: (?:by|courtesy|credit|von|par|de|di))?[:/] ?(?<credit>(?:[^.]|(?<=[ :/].)\\.){2,80})[)\\]]?\\.?"
                            + "|\\((?:photo|image|picture|photograph|foto) (?:by|courtesy of|courtesy|von|par|de|di) [^)]{2,80}\\)\\.?"
                            + "|\\((?:تصوير|عدسة)[ :-]{1,3}[^)]{3,40}\\)|\\(प्रतीकात्मक (?:फोटो|तस्वीर|चित्र)\\)|\\(फाइल फोटो\\)|\\((?:archivbild|archivfoto|symbolbild|symbolfoto)\\)"
                            + "|\\((?:archives|photo d'archives|image d'illustration|photo d'illustration|illustration|imagen de archivo|foto de archivo"
                            + "|archivo|imagem ilustrativa|foto d'archivio|archieffoto|архивное фото|фото из архива|архив|أرشيفية|أرشيف|صورة أرشيفية)\\)"
                            + "|\\(फोटो ?(?:साभार|सोर्स)?[: -]{1,3}[^)]{2,60}\\)|[(\\[](?:photo|foto|фото) (?<person>[^:)\\]]{3,60})[)\\]]"));

    private static final Pattern PICTURE_CREDIT = Pattern.compile(
            "(?:^|[.|/(–—©] ?)(?:(?:Photograph|Photo|Picture|Image|Foto|Fotos|Bild|Beeld|Фото|Imagen|Imagem"
                    + "|Crédit photo|Photo credit|Image credit|Image Credits|Photo Credit|Credit)(?: by| courtesy of)?(?: ?[:/] ?| ))"
                    + "(?<name>\\p{Lu}[^.:()|]{2,78})\\)?$");

    /** "… (رويترز)", "… (Ada Sample - AFP)": an agency in the last brackets. */
    private static final Pattern IN_BRACKETS = Pattern.compile("[(（](?<maker>[^()（）:]{2,40})[)）]$");

    private static final int SHORT_CAPTION = 20;
    /** "…旧小学校＝３月11日、東京都内": where and when a picture was taken. */
    private static final Pattern JAPANESE_CAPTION =
            Pattern.compile("[＝=](?:[0-9０-９]{4}年)?(?:[0-9０-９]{1,2}月)?[0-9０-９]{1,2}日(?:[午前後夜朝昼]{1,2})?、[^。]{2,24}$");

    /** "© Ada Sample": of a year it would be a copyright. */
    private static final Pattern MARKED_CREDIT = Pattern.compile(
            "© ?(?<name>\\p{Lu}[\\p{L}'’.-]{1,20}(?: [\\p{L}'’.-]{1,20}){1,3}(?: ?[/,-] ?[\\p{L} ]{2,40})?)\\)?$");

    private static final Set<String> PEOPLE = Set.of("reporter", "editor");

    private final Article article;
    private final Names names;
    private final Lexicon lexicon;
    private final List<Credit> credits = new ArrayList<>();
    private final List<Credit> weak = new ArrayList<>();
    private final Set<String> captions = new LinkedHashSet<>();
    private final Set<String> notices = new LinkedHashSet<>();
    private String copyright;
    private String original;
    private String dateline;

    Gleanings(Article article, Names names, Lexicon lexicon) {
        this.article = article;
        this.names = names;
        this.lexicon = lexicon;
    }

    /** Whether a line says whose a picture is and nothing else, "REUTERS/Ada Sample", or ends with that and its word. */
    boolean isPictureCredit(String text) {
        return isPictureLine(text, Lengths.words(text), false);
    }

    /**
     * Whether a short line is such a credit, or at the head what stood under a picture, by its last words.
     *
     * @param words how many the text has
     */
    boolean isPictureLine(String text, int words, boolean head) {
        if ((head || words <= SHORT_CAPTION) && PictureCredit.labelled(text, lexicon) != null) {
            return true;
        }
        PictureCredit credit = PictureCredit.atEnd(text, lexicon);
        return head
                ? credit != null || endsAsCaption(text)
                : credit != null
                        && Fold.trimmed(text.substring(0, credit.start())).isEmpty();
    }

    private static boolean endsAsCaption(String text) {
        if (text.indexOf('＝') >= 0 && JAPANESE_CAPTION.matcher(text).find()
                || text.indexOf('©') >= 0 && MARKED_CREDIT.matcher(text).find()) {
            return true;
        }
        int start = Math.max(0, text.length() - 120);
        if (text.indexOf('(', start) < 0
                && text.indexOf('[', start) < 0
                && text.indexOf(':', start) < 0
                && text.indexOf('/', start) < 0) {
            return false;
        }
        String folded = Fold.fold(text);
        Matcher end = CAPTION_END.matcher(folded);
        for (int i = folded.length() - 4; i >= start; i--) {
            char c = folded.charAt(i);
            boolean begins = i == 0 || folded.charAt(i - 1) == ' ' || c == '(' || c == '[';
            if (begins && CAPTION_FIRST.indexOf(c) >= 0) {
                if (end.region(i, folded.length()).matches()) {
                    String group = end.start("credit") >= 0 ? "credit" : "person";
                    return end.start(group) < 0
                            || Names.looksLikeName(text.substring(end.start(group), end.end(group)));
                }
            }
        }
        return false;
    }

    /** The caption of a picture by its markup; who made the picture stands at its end, often without a bracket. */
    void pictureCaption(String text) {
        caption(text);
        if (addEasternMaker(text)) {
            return;
        }
        Matcher credit = PICTURE_CREDIT.matcher(text.substring(Math.max(0, text.length() - 120)));
        if (credit.find() && Names.looksLikeName(credit.group("name"))) {
            addPhotographer(credit.group("name"), text);
            return;
        }
        Matcher marked = MARKED_CREDIT.matcher(text);
        if (text.indexOf('©') >= 0 && marked.find() && Names.looksLikeName(marked.group("name"))) {
            addPhotographer(marked.group("name"), text);
            return;
        }
        PictureCredit signed = PictureCredit.labelled(text, lexicon);
        signed = signed == null ? PictureCredit.atEnd(text, lexicon) : signed;
        signed = signed == null ? PictureCredit.trailing(text, lexicon) : signed;
        if (signed != null) {
            addPhotographer(signed.words(), text);
        } else {
            addAgencyInBrackets(text);
        }
    }

    private boolean addEasternMaker(String caption) {
        String maker = PictureCredit.eastern(caption);
        if (maker != null) {
            add(Role.PHOTOGRAPHER, maker, caption);
        }
        return maker != null;
    }

    private void addAgencyInBrackets(String caption) {
        Matcher bracket = IN_BRACKETS.matcher(caption.substring(Math.max(0, caption.length() - 60)));
        if (bracket.find()
                && Lexicon.parts(bracket.group("maker")).stream().anyMatch(part -> lexicon.agency(part) != null)) {
            addPhotographer(bracket.group("maker"), caption);
        }
    }

    void caption(String text) {
        if (captions.size() < MAX_LISTED) {
            captions.add(Lengths.cut(text.replace('\n', ' '), MAX_TEXT));
        }
    }

    void notice(String text) {
        if (notices.size() < MAX_LISTED) {
            notices.add(Lengths.cut(text, MAX_TEXT));
        }
    }

    void copyright(String text) {
        if (copyright == null) {
            copyright = Lengths.cut(text, MAX_TEXT);
        } else if (isClaim(text) && !isClaim(copyright)) {
            notice(copyright);
            copyright = Lengths.cut(text, MAX_TEXT);
        } else if (!isClaim(text) && !copyright.equals(text)) {
            notice(text);
        }
    }

    /** Whether a line says whose the right is, rather than what others may not do. */
    private static boolean isClaim(String text) {
        return text.indexOf('©') >= 0
                || text.regionMatches(true, 0, "(c)", 0, 3)
                || text.regionMatches(true, 0, "copyright", 0, 9);
    }

    void dateline(String place) {
        if (dateline == null && place != null && !place.isBlank()) {
            dateline = Lengths.cut(place, MAX_NAME);
        }
    }

    void dateline(Dateline found, String words) {
        dateline(found.place());
        found.agencies().stream()
                .filter(agency -> lexicon.agency(agency) != null || !names.isOwn(agency))
                .forEach(agency -> credit(credits, agency, Role.AGENCY, words));
        if (found.reporters() != null) {
            boolean dense = found.reporters().charAt(0)
                    >= Lexicon.DENSE; // Spaces stand between such names, and not within them.
            String reporters = dense ? found.reporters().replace(' ', '、') : found.reporters();
            credits(Map.of("reporter", reporters), words);
        }
    }

    /** What a finding says of the item. */
    void read(Finding finding, Piece piece) {
        String words = piece.text.substring(finding.from(), finding.to()).strip();
        for (Rule.Emit emit : finding.emits()) {
            switch (emit) {
                case NOTICE -> notice(words);
                case COPYRIGHT -> copyright(words);
                case CAPTION -> {
                    caption(words);
                    addEasternMaker(words);
                }
                case ORIGINAL -> original(piece, finding.from(), finding.to());
                case AGENCIES -> agenciesIn(words);
            }
        }
        credits(finding.named(), words);
    }

    /** What the groups of a rule's pattern caught: their names are roles. */
    void credits(Map<String, String> named, String words) {
        CreditLine line = named.keySet().stream().anyMatch(PEOPLE::contains) ? CreditLine.of(words, lexicon) : null;
        if (line != null) {
            for (CreditLine.Named credit : line.credits()) {
                switch (credit.role()) {
                    case PHOTOGRAPHER -> addPhotographer(credit.names(), words);
                    case AGENCY -> addAgencies(credit.names(), words);
                    default -> addPeople(credit.role(), Rule.people(credit.names()), words);
                }
            }
            return;
        }
        named.forEach((group, value) -> {
            // The second of a kind in a pattern has a number: site2.
            String name = NUMBER.matcher(group).replaceAll("");
            switch (name) {
                case "title", "ownsite" -> {}
                case "place" -> dateline(value);
                case "site" -> {
                    if (!names.isSite(value) && article.siteTitle() != null && !value.isBlank()) {
                        add(Role.PUBLISHER, value, words);
                    }
                }
                default -> {
                    Role role = Role.valueOf(name.toUpperCase(Locale.ROOT));
                    switch (role) {
                        case AGENCY -> addAgencies(value, words);
                        case REPORTER, EDITOR -> addPeople(role, Rule.people(beforeLabel(value)), words);
                        case PHOTOGRAPHER -> addPhotographer(value, words);
                        default -> add(role, value, words);
                    }
                }
            }
        });
    }

    /** "Ada Sample" of "Ada Sample Foto: Max Muster". */
    private String beforeLabel(String names) {
        CreditLabels.Found label = lexicon.creditLabels.find(names, 0, names.length());
        return label != null && label.start() > 1
                ? names.substring(0, label.start()).strip()
                : names;
    }

    /**
     * "Ada Sample in Johnstown, Pennsylvania, and Max Muster in Oslo", "Ada Sample, Staff Writer": where they were and what
     * they are is no part of their names.
     */
    private void addPeople(Role role, List<String> people, String words) {
        boolean placed = false;
        boolean named = false;
        for (String person : people) {
            int in = person.indexOf(" in ");
            boolean isPlace = placed && (person.indexOf(' ') < 0 || lexicon.isPlace(person) || lexicon.isCity(person));
            boolean isTitle = named && TITLE.matcher(person).matches();
            if (!isPlace && !isTitle) {
                add(role, in < 0 ? person : person.substring(0, in), words);
                named = true;
            }
            placed = in > 0;
        }
    }

    /** "AFP/Reuters", "ANSA e Adnkronos": where one is known, words that cannot be a name are none. */
    private void addAgencies(String list, String words) {
        List<String> parts = Lexicon.parts(list);
        boolean known = parts.stream().anyMatch(part -> lexicon.agency(part) != null);
        for (String part : parts) {
            if (!known || lexicon.agency(part) != null || !Character.isLowerCase(part.charAt(0))) {
                add(Role.AGENCY, part, words);
            }
        }
    }

    private void addPhotographer(String credit, String words) {
        for (String name : PictureCredit.names(withoutSite(credit), lexicon)) {
            add(Role.PHOTOGRAPHER, name, words);
        }
    }

    /** "Ada Sample / Example Post" on the site of that name. */
    private String withoutSite(String credit) {
        int slash = Math.max(credit.lastIndexOf('/'), credit.lastIndexOf(" - "));
        boolean ours = slash > 0 && names.isSite(credit.substring(slash + 1));
        return ours ? credit.substring(0, slash).strip() : credit;
    }

    /** What a notice names that is known as an agency. */
    void agenciesIn(String words) {
        int reached = 0;
        for (int i = 0; i < words.length(); i++) {
            boolean begins =
                    i == 0 || !Character.isLetterOrDigit(words.charAt(i - 1)) || words.charAt(i) >= Lexicon.DENSE;
            Lexicon.Named named = begins && i >= reached ? lexicon.agencyAt(words, i) : null;
            if (named != null) {
                add(Role.AGENCY, named.name(), words);
                reached = named.end();
            }
        }
    }

    private void add(Role role, String name, String words) {
        if (NOBODY.contains(Fold.fold(trimmed(name))) || isMonth(name)) {
            return;
        }
        String bare = trimmed(name);
        String agency = lexicon.agency(bare.startsWith("The ") ? bare.substring(4) : bare);
        if (agency != null) {
            credit(credits, agency, role == Role.EDITOR ? role : Role.AGENCY, words);
        } else {
            credit(credits, trimmed(name), role, words);
        }
    }

    /** "September 2015", "3 May", where a notice says when, and not where. */
    private boolean isMonth(String name) {
        boolean any = false;
        for (String word : trimmed(name).split("[ ,.]{1,3}", 4)) {
            boolean month = lexicon.isMonth(word);
            any |= month;
            if (!month && !YEAR_OR_DAY.matcher(word).matches()) {
                return false;
            }
        }
        return any;
    }

    /** The words as a name: without an article that is no part of it, or what closes a bracket after it. */
    private static String trimmed(String name) {
        String stripped = name.strip();
        int end = stripped.length();
        while (end > 0 && " .,;:)]|\"”’'".indexOf(stripped.charAt(end - 1)) >= 0 && !isInitial(stripped, end - 1)) {
            end--;
        }
        stripped = stripped.substring(0, end);
        return stripped.startsWith("the ") ? stripped.substring(4) : stripped;
    }

    /** Whether that is the dot of "A.". */
    private static boolean isInitial(String name, int dot) {
        return name.charAt(dot) == '.'
                && dot > 0
                && Character.isUpperCase(name.charAt(dot - 1))
                && (dot == 1 || !Character.isLetter(name.charAt(dot - 2)));
    }

    private static void credit(List<Credit> to, String name, Role role, String words) {
        if (name.length() < 2 || name.length() > MAX_NAME || to.size() >= MAX_CREDITS) {
            return;
        }
        for (Credit credit : to) {
            if (credit.name().equals(name) && credit.role() == role) {
                return;
            }
        }
        to.add(new Credit(name, role, Lengths.cut(words, MAX_EVIDENCE)));
    }

    /** Someone told an agency something: weak evidence that the agency made the story. */
    void toldTo(String text, int end, int length) {
        int from = end - length;
        if (from > 0 && Character.isLetterOrDigit(text.charAt(from - 1))) {
            return;
        }
        Lexicon.Named agency = lexicon.agencyAt(text, end);
        if (agency != null) {
            credit(weak, agency.name(), Role.AGENCY, text.substring(from, agency.end()));
        }
    }

    /** The link within {@code [from, to)} that leads to another host; one that leads to a page before one to a site. */
    void original(Piece piece, int from, int to) {
        if (original != null) {
            return;
        }
        String own = Address.host(article.link());
        String site = article.siteHost() == null ? "" : Address.bareHost(article.siteHost());
        String home = null;
        for (Piece.Mark mark : piece.marks) {
            if (!mark.isLink()
                    || mark.end() <= from
                    || mark.start() >= to
                    || !mark.href().startsWith("http")) {
                continue;
            }
            String host = Address.host(mark.href());
            if (host.isEmpty() || host.equals(own) || host.equals(site)) {
                continue;
            }
            int path = mark.href().indexOf('/', 8);
            if (path > 0 && path < mark.href().length() - 1) {
                original = mark.href();
                return;
            }
            home = home == null ? mark.href() : home;
        }
        original = home;
    }

    List<Credit> credits() {
        List<Credit> all = new ArrayList<>(credits);
        weak.forEach(credit -> credit(all, credit.name(), credit.role(), credit.evidence()));
        return all;
    }

    List<String> captions() {
        return new ArrayList<>(captions);
    }

    List<String> notices() {
        return new ArrayList<>(notices);
    }

    String copyright() {
        return copyright;
    }

    String original() {
        return original;
    }

    String dateline() {
        return dateline;
    }
}
