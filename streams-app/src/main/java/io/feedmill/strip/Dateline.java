package io.feedmill.strip;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a story was filed, as it stands before the first sentence: "KATHMANDU, April 25 (Reuters) - ". A place alone
 * proves nothing, so something else has to: an agency in brackets, a date, capitals and a dash, or a block of its own.
 *
 * @param place as written; null if only an agency stands there
 * @param agencies the agencies named with it, in their usual form
 * @param reporters as they stand in it; null if it names none
 * @param end where the first sentence begins
 */
record Dateline(String place, List<String> agencies, String reporters, int end, Standing standing) {
    /** What may be done with it. */
    enum Standing {
        /** It is read and cut off. */
        CERTAIN,
        /** It is read, and stays. */
        READ,
        /** It is one only if the rest of the item names the place. */
        IF_NAMED
    }

    private static final int MAX_LENGTH = 110;
    private static final char DEVANAGARI = 0x900;
    private static final int MAX_OWN_BLOCK = 60;
    private static final Pattern CALL_SIGN = Pattern.compile(
            "[\\p{Lu}\\d]{2,5}(?:[/-][\\p{Lu}\\d]{1,5})?|[\\p{Lu}][\\p{L} ]{2,24} (?:News|Post|Times|Service|Network|Media|Press)"
                    + "|(?:Agencia|Agência|Agence|Agenzia|Agentur|Agência|Ajansı|Agencija|Agencja|Агентство) [\\p{L} ]{2,24}");

    /** In capitals, a shorter one may as well be letters that stand for words. */
    private static final int SHORT_NAME = 5;

    private static final Pattern STROKES = Pattern.compile("(?<= )/([^/()]{2,24})/(?= )");
    /** "[SINGAPORE] The …". */
    private static final Pattern SQUARE = Pattern.compile("\\[(\\p{Lu}[\\p{Lu} .'’-]{2,30})\\] (?=[\\p{Lu}\"“‘'])");
    /** "11:42 | Lima, mar. 12. El …". */
    private static final Pattern MONTH_AND_DAY = Pattern.compile(
            "(?:\\d{1,2}:\\d{2} [|] ?)?([^,.:;\\d]{2,40}), (\\p{L}{3,5})\\. ?\\d{1,2}\\. (?=[\\p{Lu}\"“¿¡])");
    /** "Bengaluru, May 4: …", "Kochi, 4 May 2026: …". */
    private static final Pattern DAY_AND_COLON =
            Pattern.compile("([^,.:;\\d]{2,40}), (?:(\\p{L}{3,9})\\.? \\d{1,2}|\\d{1,2} (\\p{L}{3,9}))"
                    + "(?:,? \\d{4})? ?: (?=[\\p{Lu}\"“])");
    /** "Ayşe ÖRNEK/ANKARA, (DHA)- …". */
    private static final Pattern REPORTER_AND_PLACE = Pattern.compile(
            "(\\p{Lu}\\p{L}+(?: \\p{Lu}[\\p{L}.]+){1,3})/(\\p{Lu}[\\p{Lu} .()-]{2,40}?),? ?\\((\\p{L}{2,12})\\) ?[-–—] ?");
    /** "مشهد- ایرنا- …", "تهران - ایسنا: …". */
    private static final Pattern PLACE_AND_AGENCY = Pattern.compile(
            "(\\p{IsArabic}[\\p{IsArabic}\\u200c ]{1,26}?)\\s?[-–—ـ]\\s?(\\p{IsArabic}[\\p{IsArabic}\\u200c ]{1,20}?)\\s?[-–—ـ:]{1,2}\\s?");
    /** "ایسنا/سمنان مدیرکل …": the agency, or the site, and one word for the place. */
    private static final Pattern AGENCY_AND_PLACE = Pattern.compile(
            "(\\p{IsArabic}[\\p{IsArabic}\\u200c ]{1,20}?)\\s?/\\s?(\\p{IsArabic}[\\p{IsArabic}\\u200c]{1,18}(?: (?:رضوی|شمالی|جنوبی|شرقی|غربی|و بلوچستان|و بختیاری))?) (?=\\p{IsArabic})");
    /** "إزمير / سليم مثال / الأناضول": in a block of their own. */
    private static final Pattern STROKE = Pattern.compile("\\s?/\\s?");

    private static final int MOST_STROKES = 3;
    private static final List<String> AGENCY_WORDS =
            List.of("", "خبرگزاری ", "خبرگزاری دانشجویی ", "پایگاه خبری ", "وكالة ", "وكالة أنباء ");
    /** "डिजिटल डेस्क, नई दिल्ली। …", "पीटीआई, मुंबई। …". */
    private static final Pattern HINDI_DESK =
            Pattern.compile("([\\p{IsDevanagari} ]{3,30}), ([\\p{IsDevanagari} ]{2,25})। ?");

    private static final Pattern DESK_END = Pattern.compile("(?:डेस्क|संवाददाता|सहयोगी|ब्यूरो|न्यूज|न्यूज़|टीम)$");
    private static final Pattern REGION = Pattern.compile("\\s?\\((\\p{L}[\\p{L}\\p{M}. -]{1,30})\\)(?=,| \\()");

    /** "Grenoble, le 12 mars 2025 (18h00 CET) – ", "MOSKVA, 12 mars, 18:00 – ". */
    private static final Pattern CLOCK =
            Pattern.compile(",? (?:\\(\\d{1,2}[:h.]\\d{2}(?: \\p{Lu}{2,4})?\\)|\\d{1,2}[:h]\\d{2}(?: \\p{Lu}{2,4})?)$");

    private static final Pattern NAME_BREAK = Pattern.compile("[ /]");
    /** What may stand behind the last word of a dateline in a block of its own. */
    private static final Signs CLOSING = Signs.of(" \t\n\u000b\f\r/–—-");

    private static final int MOST_CLOSING = 5;
    private static final Pattern AGENCIES = Pattern.compile("[/,;&]| und | and | - ");
    private static final Pattern DASH = Pattern.compile("[\\s–—-]{1,5}$");

    /** What stands at the beginning of a block, if it is a dateline; else null. */
    static Dateline before(String text, Lexicon lexicon, Names names) {
        String head = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
        if (head.isEmpty()) {
            return null;
        }
        char first = head.charAt(0);
        Dateline asian = AsianDateline.of(head, lexicon);
        if (asian != null) {
            return asian;
        }
        Dateline eastAsian = EastAsianDateline.of(head, lexicon, names);
        if (eastAsian != null) {
            return eastAsian;
        }
        if (EastAsianDateline.isEastAsian(head)) {
            return shaped(head, lexicon);
        }
        if (!Character.isLetterOrDigit(first) && first != '(') {
            return null;
        }
        Dateline shaped = shaped(head, lexicon);
        if (shaped != null) {
            return shaped;
        }
        Dateline arabic = arabic(head, lexicon, names);
        if (arabic != null) {
            return arabic;
        }
        Dateline found = bracketed(inBrackets(head, lexicon), lexicon);
        if (found == null) {
            found = ofSite(head, lexicon, names);
        }
        if (found == null) {
            found = withAgencyLast(head, lexicon);
        }
        if (found == null) {
            found = dashed(head, lexicon);
        }
        if (found == null) {
            found = stopped(head, lexicon);
        }
        return found == null ? colon(head, lexicon) : found;
    }

    /** Whether a block is short enough to say nothing else. */
    static boolean fitsOwnBlock(String text) {
        return text.length() <= MAX_OWN_BLOCK && text.indexOf('\n') < 0;
    }

    /**
     * The place, if a short block says nothing else; else null.
     *
     * @param supported whether something else says that this is a dateline: then the place need not be a known one
     */
    static Dateline alone(String text, Lexicon lexicon, Names names, BooleanSupplier supported) {
        if (!fitsOwnBlock(text)) {
            return null;
        }
        boolean stop = text.endsWith(".") && isCapitals(text) && text.indexOf('.') == text.length() - 1;
        if (!text.endsWith(":") && !text.endsWith("：") && !stop) {
            Dateline found = bracketed(text + " ", lexicon);
            if (found != null && found.end >= text.length()) {
                return found;
            }
            Dateline stroked = stroked(text, lexicon, names);
            return stroked == null ? signed(text, lexicon) : stroked;
        }
        String words = text.substring(0, text.length() - 1).strip();
        String place = place(words, lexicon);
        if (place == null || !lexicon.isPlace(place) && lexicon.isLabel(place)) {
            return null;
        }
        String name = place.indexOf(',') < 0 ? place : place.substring(0, place.indexOf(','));
        boolean known = true;
        for (String part : name.split("/", 4)) {
            known &= isKnown(part, lexicon);
        }
        boolean plausible =
                known || (words.indexOf(' ') < 0 && isCased(words) || isCapitals(words)) && supported.getAsBoolean();
        return plausible ? certain(place, List.of(), text.length()) : null;
    }

    /** A place and nothing else, not even a mark. */
    static Dateline bare(String text, Lexicon lexicon, BooleanSupplier named) {
        boolean name = fitsOwnBlock(text) && isName(text, lexicon, 3) && !lexicon.isLabel(text);
        return name && isCased(text) && (lexicon.isPlace(text) || named.getAsBoolean())
                ? certain(text, List.of(), text.length())
                : null;
    }

    /** "الرياض 14 مارس 2025 م واس": the agency stands after the date, and nothing between them. */
    private static Dateline signed(String text, Lexicon lexicon) {
        String words = CLOSING.cutOff(text, MOST_CLOSING);
        int last = Math.max(words.lastIndexOf(' '), words.lastIndexOf('/'));
        String agency = last < 0 ? null : lexicon.agency(words.substring(last + 1));
        String before = agency == null ? "" : CLOSING.cutOff(words.substring(0, last), MOST_CLOSING);
        String place = before.isEmpty() ? null : place(before, lexicon);
        return place == null || !isDated(before, place) ? null : certain(place, List.of(agency), text.length());
    }

    /** "إزمير / سليم مثال / الأناضول": the place, who filed it, and for whom. */
    private static Dateline stroked(String text, Lexicon lexicon, Names names) {
        String[] parts = STROKE.split(text.strip(), MOST_STROKES + 1);
        if (parts.length < 2 || parts.length > MOST_STROKES || !isName(parts[0], lexicon, 3)) {
            return null;
        }
        if (parts.length == 2 && isOwn(parts[0], names)) {
            return isName(parts[1], lexicon, 3) ? certain(parts[1], List.of(), text.length()) : null;
        }
        String agency = null;
        String reporter = null;
        for (int i = 1; i < parts.length; i++) {
            String known = lexicon.agency(parts[i]);
            agency = known == null ? agency : known;
            reporter = known == null ? parts[i] : reporter;
        }
        boolean named = reporter != null && reporter.indexOf(' ') > 0 && isName(reporter, lexicon, 4);
        boolean known = reporter == null && isKnown(parts[0], lexicon);
        return agency == null || !named && !known || lexicon.agency(parts[0]) != null || lexicon.isLabel(parts[0])
                ? null
                : new Dateline(parts[0], List.of(agency), reporter, text.length(), Standing.CERTAIN);
    }

    /** What the houses of Iran and the Arab countries set before a sentence without a bracket. */
    private static Dateline arabic(String head, Lexicon lexicon, Names names) {
        if (Character.UnicodeScript.of(head.charAt(0)) != Character.UnicodeScript.ARABIC) {
            return null;
        }
        Matcher dashes = PLACE_AND_AGENCY.matcher(head);
        String agency = dashes.lookingAt() ? lexicon.agency(dashes.group(2)) : null;
        if (agency != null && isName(dashes.group(1).strip(), lexicon, 3)) {
            return certain(dashes.group(1).strip(), List.of(agency), dashes.end());
        }
        Matcher stroke = AGENCY_AND_PLACE.matcher(head);
        if (!stroke.lookingAt()) {
            return null;
        }
        String first = stroke.group(1).strip();
        String by = lexicon.agency(first);
        return by == null && !isOwn(first, names)
                ? null
                : certain(stroke.group(2), by == null ? List.of() : List.of(by), stroke.end());
    }

    /** Whether this is the name of the site, with or without what says that it is an agency. */
    private static boolean isOwn(String words, Names names) {
        return AGENCY_WORDS.stream().anyMatch(before -> names.isSite(before + words));
    }

    static Dateline certain(String place, List<String> agencies, int end) {
        return new Dateline(place, agencies, null, end, Standing.CERTAIN);
    }

    /** What some houses set in a shape of their own: of Singapore, Peru, Turkey and India. */
    private static Dateline shaped(String head, Lexicon lexicon) {
        char first = head.charAt(0);
        Matcher square = first == '[' ? beginning(SQUARE, head) : null;
        if (square != null) {
            Standing standing = isKnown(square.group(1), lexicon) ? Standing.CERTAIN : Standing.IF_NAMED;
            return new Dateline(square.group(1), List.of(), null, square.end(), standing);
        }
        boolean comma = opensWithComma(head);
        Matcher day = comma && Character.isUpperCase(first) ? beginning(DAY_AND_COLON, head) : null;
        if (day != null
                && lexicon.isMonth(day.group(2) == null ? day.group(3) : day.group(2))
                && isName(day.group(1), lexicon, 4)) {
            Standing standing = isKnown(day.group(1), lexicon) ? Standing.CERTAIN : Standing.IF_NAMED;
            return new Dateline(day.group(1), List.of(), null, day.end(), standing);
        }
        Matcher month = comma ? beginning(MONTH_AND_DAY, head) : null;
        if (month != null && lexicon.isMonth(month.group(2)) && isName(month.group(1), lexicon, 4)) {
            return certain(month.group(1), List.of(), month.end());
        }
        Matcher stroke = head.indexOf('/') > 0 ? beginning(REPORTER_AND_PLACE, head) : null;
        String agency = stroke == null ? null : lexicon.agency(stroke.group(3));
        if (agency != null) {
            return new Dateline(
                    stroke.group(2).strip(), List.of(agency), stroke.group(1), stroke.end(), Standing.CERTAIN);
        }
        Matcher desk = first >= DEVANAGARI ? beginning(HINDI_DESK, head) : null;
        if (desk != null && isName(desk.group(2), lexicon, 3)) {
            String known = lexicon.agency(desk.group(1));
            if (known != null || DESK_END.matcher(desk.group(1)).find()) {
                return certain(desk.group(2), known == null ? List.of() : List.of(known), desk.end());
            }
        }
        return null;
    }

    /** What a text begins with, if it is that; else null. */
    private static Matcher beginning(Pattern pattern, String head) {
        Matcher matcher = pattern.matcher(head);
        return matcher.lookingAt() ? matcher : null;
    }

    /** Whether the first mark is a comma, or there are figures before any. */
    private static boolean opensWithComma(String head) {
        for (int i = 0; i < head.length(); i++) {
            switch (head.charAt(i)) {
                case '.', ':', ';' -> {
                    return false;
                }
                case ',', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    /** "القاهرة في 14 مارس / أ ش أ / …" with brackets for the strokes around an agency. */
    private static String inBrackets(String head, Lexicon lexicon) {
        if (head.indexOf('/') < 0) {
            return head;
        }
        Matcher strokes = STROKES.matcher(head);
        return strokes.find() && lexicon.agency(strokes.group(1)) != null
                ? head.substring(0, strokes.start()) + '(' + strokes.group(1) + ')' + head.substring(strokes.end())
                : head;
    }

    /** "KATHMANDU, April 25 (Reuters) - ", "Berlin (dpa/bb). ", "(ANSA) - ROMA, 25 APR - ". */
    private static Dateline bracketed(String head, Lexicon lexicon) {
        int open = head.indexOf('(');
        int close = open < 0 ? -1 : head.indexOf(')', open);
        if (close < 0 || close - open > 40) {
            return null;
        }
        Matcher region = REGION.matcher(head);
        if (region.find() && region.end() == close + 1) {
            // "Kolhasar (Maharashtra), Mar 14 (PTI) …"
            String without = head.substring(0, region.start()) + head.substring(close + 1);
            Dateline found = bracketed(without, lexicon);
            int cut = region.end() - region.start();
            return found == null || found.place == null
                    ? null
                    : certain(head.substring(0, close + 1), found.agencies, found.end + cut);
        }
        List<String> agencies = agencies(head.substring(open + 1, close), lexicon);
        if (agencies.isEmpty()) {
            return callSign(head, open, close, lexicon);
        }
        int end = afterSeparator(head, close + 1);
        if (end < 0) {
            // "नई दिल्ली, 25 अप्रैल (भाषा) …": with a date, some agencies set nothing more.
            String words = head.substring(0, open).strip();
            String dated = open == 0 ? null : place(words, lexicon);
            boolean apart = close + 1 < head.length() && head.charAt(close + 1) == ' ';
            if (dated == null || !apart) {
                return null;
            }
            boolean opens = close + 2 == head.length() || !Character.isLowerCase(head.charAt(close + 2));
            Standing standing = isDated(words, dated) || isKnown(dated, lexicon) ? Standing.CERTAIN : Standing.IF_NAMED;
            return isDated(words, dated) || opens ? new Dateline(dated, agencies, null, close + 2, standing) : null;
        }
        if (open == 0) {
            Dateline rest = dashed(head.substring(end), lexicon);
            return rest == null ? certain(null, agencies, end) : certain(rest.place, agencies, end + rest.end);
        }
        String place = place(DASH.matcher(head.substring(0, open)).replaceFirst(""), lexicon);
        return place == null
                ? null
                : new Dateline(place, agencies, reporter(head.substring(open + 1, close)), end, Standing.CERTAIN);
    }

    /** "(Ада Пример, БТА)": who filed it; null if that is not said. */
    private static String reporter(String bracket) {
        int comma = bracket.indexOf(',');
        return comma > 0 && Names.isPerson(bracket.substring(0, comma)) ? bracket.substring(0, comma) : null;
    }

    /** "NEXTON, Ohio (KXLV) – ": who reports is none that we know, so the place has to be set as one. */
    private static Dateline callSign(String head, int open, int close, Lexicon lexicon) {
        String words = head.substring(0, open).strip();
        String place = CALL_SIGN.matcher(head).region(open + 1, close).matches() ? place(words, lexicon) : null;
        boolean set = place != null && (isCapitals(place) || isDated(words, place));
        int end = set ? afterSeparator(head, close + 1) : -1;
        return end < 0 || lexicon.isLabel(place) ? null : certain(place, List.of(head.substring(open + 1, close)), end);
    }

    /** "Jakarta, Example Post - ", "EXAMPLE.COM, JAKARTA - ": the site's own name stands beside the place. */
    private static Dateline ofSite(String head, Lexicon lexicon, Names names) {
        int comma = head.indexOf(',');
        int dash = comma < 2 || comma > MAX_OWN_BLOCK ? -1 : dash(head);
        if (dash < 0 || dash < comma || dash > MAX_OWN_BLOCK) {
            return null;
        }
        String first = head.substring(0, comma).strip();
        String second = head.substring(comma + 1, dash).strip();
        String place = names.isSite(second) ? first : names.isSite(first) ? second : null;
        int end = place == null || !isName(place, lexicon, 4) ? -1 : afterSeparator(head, dash);
        return end < 0 ? null : certain(place, List.of(), end);
    }

    /** "WASHINGTON — ", "ROMA, 25 APR - ", "МОСКВА, 25 апр - РИА Новости. ", "القاهرة - رويترز: ". */
    private static Dateline dashed(String head, Lexicon lexicon) {
        int dash = dash(head);
        if (dash < 2 || dash > 60) {
            return null;
        }
        String words = CLOCK.matcher(head.substring(0, dash).strip()).replaceFirst("");
        if (words.endsWith(".") && words.indexOf(',') < 0) {
            words = words.substring(0, words.length() - 1);
        }
        // "ACN Girona.- "
        Lexicon.Named leading = lexicon.agencyAt(words, 0);
        if (leading != null && leading.end() < words.length() - 2 && words.charAt(leading.end()) == ' ') {
            String place = place(words.substring(leading.end() + 1), lexicon);
            int end = place == null ? -1 : afterSeparator(head, dash);
            return end < 0 ? null : certain(place, List.of(leading.name()), end);
        }
        // "Москва. 3 июня. INTERFAX.RU - "
        int last = words.lastIndexOf(". ");
        Lexicon.Named signed = last < 0 ? null : lexicon.agencyAt(words, last + 2);
        if (signed != null && (signed.end() == words.length() || words.startsWith(".", signed.end()))) {
            words = words.substring(0, last);
        } else {
            signed = null;
        }
        String place = place(words, lexicon);
        if (place == null || lexicon.isLabel(place) && !isDated(words, place)) {
            return null;
        }
        int end = afterSeparator(head, dash);
        if (signed != null && end > 0 && isDated(words, place)) {
            return certain(place, List.of(signed.name()), end);
        }
        if (end < 0) {
            return null;
        }
        Lexicon.Named agency = lexicon.agencyAt(head, head.startsWith("/", end) ? end + 1 : end);
        if (agency != null) {
            int after = agency.end();
            while (after < head.length() && head.charAt(after) == '/') {
                after++;
            }
            int rest = afterSeparator(head, after);
            if (rest > 0) {
                return certain(place, List.of(agency.name()), rest);
            }
        }
        boolean dated = isDated(words, place);
        boolean capitals = isCapitals(place);
        String name = place.indexOf(',') < 0 ? place : place.substring(0, place.indexOf(','));
        boolean known = lexicon.isPlace(name) || lexicon.isCity(name);
        boolean closed = head.charAt(dash - 1) == '.' && dash > 3
                || head.charAt(dash) == '—' && isCased(place) && place.length() > SHORT_NAME;
        boolean regional = place.indexOf(',') > 0;
        if (dated && (capitals || known || regional) || capitals && (known || regional || closed)) {
            return certain(place, List.of(), end);
        }
        if (known && end < head.length() && Character.isUpperCase(head.charAt(end)) && !isPlaceAt(head, end, lexicon)) {
            return certain(place, List.of(), end);
        }
        boolean opens = end < head.length() && !Character.isLowerCase(head.charAt(end));
        boolean brief = name.split(" ", 4).length <= 3;
        return opens && brief ? new Dateline(place, List.of(), null, end, Standing.IF_NAMED) : null;
    }

    /** "Italien – Frankreich 2:1": the first word after the dash is a place as well. */
    private static boolean isPlaceAt(String head, int at, Lexicon lexicon) {
        int end = at;
        while (end < head.length() && Character.isLetter(head.charAt(end))) {
            end++;
        }
        String word = head.substring(at, end);
        return lexicon.isPlace(word) || lexicon.isCity(word) || lexicon.isMonth(word);
    }

    /** "RĪGA, 7. apr., LETA. ", "Skar, April 8, GNA – ": the agency stands behind the date, and nothing around it. */
    private static Dateline withAgencyLast(String head, Lexicon lexicon) {
        int comma = head.indexOf(", ");
        for (int next = comma; next > 0 && next < MAX_OWN_BLOCK; next = head.indexOf(", ", next + 1)) {
            comma = next;
        }
        int stop = comma < 0 ? -1 : head.indexOf(' ', comma + 2);
        int end = stop < 0 ? -1 : afterSeparator(head, head.charAt(stop - 1) == '.' ? stop - 1 : stop);
        String agency =
                end < 0 ? null : lexicon.agency(head.substring(comma + 2, stop).replaceFirst("\\.$", ""));
        String words = agency == null ? "" : head.substring(0, comma);
        String place = words.isEmpty() ? null : place(words, lexicon);
        return place == null || !isDated(words, place) ? null : certain(place, List.of(agency), end);
    }

    /** "Essen. Der Rat …", "PUERTO ALMAZARA. La …". */
    private static Dateline stopped(String head, Lexicon lexicon) {
        int stop = head.indexOf(". ");
        if (stop < 3 || stop > 40) {
            return null;
        }
        String place = head.substring(0, stop);
        int end = stop + 2;
        while (end < head.length() && head.charAt(end) == ' ') {
            end++;
        }
        boolean opens =
                end < head.length() && !Character.isLowerCase(head.charAt(end)) && !isPlaceAt(head, end, lexicon);
        if (!opens || !isName(place, lexicon, 4) || lexicon.isLabel(place)) {
            return null;
        }
        if (lexicon.isPlace(place) || lexicon.isCity(place)) {
            return certain(place, List.of(), end);
        }
        return isCased(place) ? new Dateline(place, List.of(), null, end, Standing.IF_NAMED) : null;
    }

    /** "NEW DELHI: ". A place in small letters may as well be the subject: it is read, and not cut off. */
    private static Dateline colon(String head, Lexicon lexicon) {
        int colon = head.indexOf(':');
        if (colon < 2 || colon > 40 || colon + 2 >= head.length() || head.charAt(colon + 1) != ' ') {
            return null;
        }
        String place = place(head.substring(0, colon).strip(), lexicon);
        if (place == null) {
            return null;
        }
        for (String part : place.split("/", 4)) {
            if (!isKnown(part, lexicon)) {
                boolean unknown = (isCapitals(place) || !isCased(place) && lexicon.isFormedAsPlace(place))
                        && !lexicon.isLabel(place);
                return unknown ? new Dateline(place, List.of(), null, colon + 2, Standing.IF_NAMED) : null;
            }
        }
        Standing standing = isCapitals(place) || !isCased(place) ? Standing.CERTAIN : Standing.READ;
        return new Dateline(place, List.of(), null, colon + 2, standing);
    }

    private static int dash(String head) {
        for (int i = 1; i < head.length() - 1; i++) {
            char c = head.charAt(i);
            if (c == '—'
                    || (c == '–' || c == '-' || c == '_' || c == '/')
                            && (head.charAt(i - 1) == ' ' || head.charAt(i - 1) == '.')
                            && (head.charAt(i + 1) == ' ' || c == '/')) {
                return i;
            }
        }
        return -1;
    }

    /** Where the text goes on after a dash, a colon or a full stop at {@code at}; -1 if none stands there. */
    private static int afterSeparator(String head, int at) {
        int i = at;
        int separators = 0;
        while (i < head.length() && i < at + 5) {
            char c = head.charAt(i);
            if (c == '-' || c == '–' || c == '—' || c == '_' || c == ':' || c == '.') {
                separators++;
            } else if (c != ' ' && !(c == '/' && separators == 0 && i == at)) {
                break;
            } else if (c == '/') {
                return i;
            }
            i++;
        }
        return separators == 0 ? -1 : i;
    }

    /** The agencies of "Reuters", "dpa/bb", "AP/AFP", "Thomson Reuters Foundation". */
    private static List<String> agencies(String bracket, Lexicon lexicon) {
        String whole = lexicon.agency(bracket);
        if (whole != null) {
            return List.of(whole);
        }
        List<String> agencies = new ArrayList<>();
        for (String part : AGENCIES.split(bracket, 6)) {
            String agency = lexicon.agency(part);
            if (agency == null && part.indexOf('-') > 0) {
                agency = lexicon.agency(part.substring(0, part.indexOf('-')));
            }
            if (agency != null && !agencies.contains(agency)) {
                agencies.add(agency);
            }
        }
        return agencies;
    }

    /** The place in "KATHMANDU, April 25" or "LA CROSSE, Wis.": without the date; null if this is no place. */
    private static String place(String words, Lexicon lexicon) {
        int end = words.length();
        // Interfax sets a full stop after the place: "MOSCOW. March 3".
        int stop = words.indexOf(". ");
        boolean dotted = stop > 0
                && !Character.isDigit(words.charAt(stop - 1))
                && words.indexOf(',') < 0
                && stop + 2 < words.length()
                && isDate(words.substring(stop + 1), lexicon);
        int day = dotted || words.indexOf(',') >= 0 ? -1 : firstDigit(words);
        day = day > 0 && hasMonth(words.substring(day), lexicon) ? day : -1; // else a channel or a score: "FRANCE 2"
        String[] parts = words.split(",", 5);
        if (dotted) {
            parts = new String[] {words.substring(0, stop), words.substring(stop + 1)};
        } else if (day > 0) {
            parts = new String[] {words.substring(0, day - 1), words.substring(day)};
        }
        if (parts.length > 4 || parts[0].isBlank()) {
            return null;
        }
        int length = parts[0].length();
        for (int i = 1; i < parts.length; i++) {
            boolean date = isDate(parts[i], lexicon);
            if (date) {
                end = Math.min(end, length);
            } else if (end < words.length() || !isName(parts[i].strip(), lexicon, 3)) {
                return null;
            }
            length += 1 + parts[i].length();
        }
        String place = words.substring(0, end).strip();
        String first = parts[0].strip();
        if (day > 0) {
            // "القاهرة في 14 مارس": what leads over to the day is no part of the place.
            int last = first.lastIndexOf(' ');
            boolean leads = last > 0 && lexicon.isParticle(first.substring(last + 1));
            first = leads ? first.substring(0, last) : first;
            place = first;
        }
        return isName(first, lexicon, 6) && first.length() > 1 ? place : null;
    }

    private static boolean hasMonth(String words, Lexicon lexicon) {
        for (String word : words.split(" ", 12)) {
            if (lexicon.isMonth(word)) {
                return true;
            }
        }
        return false;
    }

    /** Where the first word of figures begins; -1 if there is none behind a space. */
    private static int firstDigit(String words) {
        for (int i = 1; i < words.length(); i++) {
            if (Character.isDigit(words.charAt(i)) && words.charAt(i - 1) == ' ') {
                return i;
            }
        }
        return -1;
    }

    private static boolean isDated(String words, String place) {
        return !place.equals(words);
    }

    private static boolean isDate(String part, Lexicon lexicon) {
        boolean digit = false;
        boolean known = true;
        int words = 0;
        for (String word : part.strip().split(" ", 12)) {
            words++;
            if (!word.isEmpty() && Character.isDigit(word.charAt(0))) {
                digit = true;
            } else {
                known &= lexicon.isMonth(word) || lexicon.isParticle(word);
            }
        }
        return known && words <= 9 && (digit || words == 1 && lexicon.isMonth(part));
    }

    /** Whether each word begins like a name. */
    private static boolean isName(String words, Lexicon lexicon, int max) {
        String[] parts = NAME_BREAK.split(words, max + 2);
        if (parts.length > max) {
            return false;
        }
        for (String part : parts) {
            if (part.isEmpty()) {
                return false;
            }
            char c = part.charAt(0);
            if (!Character.isLetter(c) || Character.isLowerCase(c) && !lexicon.isParticle(part)) {
                return false;
            }
            for (int i = 0; i < part.length(); i++) {
                char inner = part.charAt(i);
                if (!Character.isLetter(inner)
                        && inner != '.'
                        && inner != '-'
                        && inner != '\''
                        && inner != '’'
                        && Character.getType(inner) != Character.NON_SPACING_MARK
                        && Character.getType(inner) != Character.COMBINING_SPACING_MARK) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Cities that are also people are many, and an interview sets who speaks before a colon: hence the capitals. */
    private static boolean isKnown(String name, Lexicon lexicon) {
        return lexicon.isPlace(name) || (isCapitals(name) || !isCased(name)) && lexicon.isCity(name);
    }

    private static boolean isCapitals(String words) {
        boolean upper = false;
        int from = 0;
        int to = words.indexOf(',') < 0 ? words.length() : words.indexOf(',');
        for (int i = from; i < to; i++) {
            if (Character.isLowerCase(words.charAt(i))) {
                return false;
            }
            upper |= Character.isUpperCase(words.charAt(i));
        }
        return upper;
    }

    private static boolean isCased(String words) {
        return Character.isUpperCase(words.charAt(0));
    }
}
