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
 * @param end where the first sentence begins
 * @param certain whether it may be cut off
 */
record Dateline(String place, List<String> agencies, int end, boolean certain) {
    private static final int MAX_LENGTH = 110;
    private static final int MAX_OWN_BLOCK = 60;
    private static final Pattern CALL_SIGN = Pattern.compile(
            "[\\p{Lu}\\d]{2,5}(?:[/-][\\p{Lu}\\d]{1,5})?|[\\p{Lu}][\\p{L} ]{2,24} (?:News|Post|Times|Service|Network|Media|Press)");
    private static final Pattern XINHUA = Pattern.compile(
            "(?:【[^】]{1,20}】)?(新华社|中新社|中新网|央视网|人民网)([\\p{IsHan}]{2,8}?)(?:\\d{1,2}月)?\\d{1,2}日(?:电|讯|消息|\\(|（)");
    private static final Pattern XINHUA_REPORTERS = Pattern.compile("\\s?[(（][^)）]{1,60}[)）]\\s?");
    private static final Pattern JAPANESE = Pattern.compile(
            "(?:【([^】＝=]{2,12}?)[＝=]?(共同|時事|AFP時事|ロイター|AFP|AP)】|\\[([^\\]]{2,15}?)\\s{0,2}\\d{1,2}日\\s{0,2}(ロイター)\\])");

    private static final Pattern AGENCIES = Pattern.compile("[/,;&]| und | and | - ");
    private static final Pattern DASH = Pattern.compile("[\\s–—-]{1,5}$");

    /** What stands at the beginning of a block, if it is a dateline; else null. */
    static Dateline before(String text, Lexicon lexicon, Names names) {
        String head = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
        if (head.isEmpty()) {
            return null;
        }
        char first = head.charAt(0);
        if (first >= 0x2E80 || first == '[') {
            return eastAsian(head, lexicon);
        }
        if (!Character.isLetter(first) && first != '(') {
            return null;
        }
        Dateline found = bracketed(head, lexicon);
        if (found == null) {
            found = ofSite(head, lexicon, names);
        }
        if (found == null) {
            found = dashed(head, lexicon);
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
    static Dateline alone(String text, Lexicon lexicon, BooleanSupplier supported) {
        if (!fitsOwnBlock(text)) {
            return null;
        }
        if (!text.endsWith(":") && !text.endsWith("：")) {
            Dateline found = bracketed(text + " ", lexicon);
            return found != null && found.end >= text.length() ? found : null;
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
        return plausible ? new Dateline(place, List.of(), text.length(), true) : null;
    }

    /** "KATHMANDU, April 25 (Reuters) - ", "Berlin (dpa/bb). ", "(ANSA) - ROMA, 25 APR - ". */
    private static Dateline bracketed(String head, Lexicon lexicon) {
        int open = head.indexOf('(');
        int close = open < 0 ? -1 : head.indexOf(')', open);
        if (close < 0 || close - open > 40) {
            return null;
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
            return dated == null || dated.equals(words) || !apart
                    ? null
                    : new Dateline(dated, agencies, close + 2, true);
        }
        if (open == 0) {
            Dateline rest = dashed(head.substring(end), lexicon);
            return rest == null
                    ? new Dateline(null, agencies, end, true)
                    : new Dateline(rest.place, agencies, end + rest.end, true);
        }
        String place = place(DASH.matcher(head.substring(0, open)).replaceFirst(""), lexicon);
        return place == null ? null : new Dateline(place, agencies, end, true);
    }

    /** "NEXTON, Ohio (KXLV) – ": who reports is none that we know, so the place has to be set as one. */
    private static Dateline callSign(String head, int open, int close, Lexicon lexicon) {
        String words = head.substring(0, open).strip();
        String place = CALL_SIGN.matcher(head).region(open + 1, close).matches() ? place(words, lexicon) : null;
        int end = place == null || !isCapitals(place) ? -1 : afterSeparator(head, close + 1);
        return end < 0 || lexicon.isLabel(place)
                ? null
                : new Dateline(place, List.of(head.substring(open + 1, close)), end, true);
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
        return end < 0 ? null : new Dateline(place, List.of(), end, true);
    }

    /** "WASHINGTON — ", "ROMA, 25 APR - ", "МОСКВА, 25 апр - РИА Новости. ", "القاهرة - رويترز: ". */
    private static Dateline dashed(String head, Lexicon lexicon) {
        int dash = dash(head);
        if (dash < 2 || dash > 60) {
            return null;
        }
        String words = head.substring(0, dash).strip();
        if (words.endsWith(".") && words.indexOf(',') < 0) {
            words = words.substring(0, words.length() - 1);
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
            return new Dateline(place, List.of(signed.name()), end, true);
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
                return new Dateline(place, List.of(agency.name()), rest, true);
            }
        }
        boolean dated = isDated(words, place);
        boolean capitals = isCapitals(place);
        String name = place.indexOf(',') < 0 ? place : place.substring(0, place.indexOf(','));
        boolean known = lexicon.isPlace(name) || lexicon.isCity(name);
        boolean closed = head.charAt(dash - 1) == '.' && dash > 3;
        boolean certain = dated && (capitals || known) || capitals && (known || place.indexOf(',') > 0 || closed);
        return certain ? new Dateline(place, List.of(), end, true) : null;
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
                return null;
            }
        }
        return new Dateline(place, List.of(), colon + 2, isCapitals(place) || !isCased(place));
    }

    private static Dateline eastAsian(String head, Lexicon lexicon) {
        Matcher chinese = XINHUA.matcher(head);
        if (chinese.lookingAt()) {
            int end = chinese.end();
            if (head.charAt(end - 1) == '(' || head.charAt(end - 1) == '（') {
                end--;
            }
            Matcher reporters = XINHUA_REPORTERS.matcher(head).region(end, head.length());
            if (reporters.lookingAt()) {
                end = reporters.end();
                if (end < head.length() && (head.charAt(end) == '电' || head.charAt(end) == '讯')) {
                    end++;
                }
            }
            String agency = lexicon.agency(chinese.group(1));
            return new Dateline(
                    chinese.group(2), List.of(agency == null ? chinese.group(1) : agency), skipSpace(head, end), true);
        }
        Matcher japanese = JAPANESE.matcher(head);
        if (japanese.lookingAt()) {
            String place = japanese.group(1) == null ? japanese.group(3) : japanese.group(1);
            String written = japanese.group(2) == null ? japanese.group(4) : japanese.group(2);
            String agency = lexicon.agency(written);
            return new Dateline(
                    place, List.of(agency == null ? written : agency), skipSpace(head, japanese.end()), true);
        }
        return null;
    }

    private static int skipSpace(String head, int at) {
        int end = at;
        while (end < head.length()
                && (head.charAt(end) == ' ' || head.charAt(end) == '\u3000' || head.charAt(end) == '-')) {
            end++;
        }
        return end;
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
                && words.indexOf(',') < 0
                && stop + 2 < words.length()
                && isDate(words.substring(stop + 1), lexicon);
        String[] parts =
                dotted ? new String[] {words.substring(0, stop), words.substring(stop + 1)} : words.split(",", 5);
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
        return isName(first, lexicon, 6) && first.length() > 1 ? place : null;
    }

    private static boolean isDated(String words, String place) {
        return !place.equals(words);
    }

    private static boolean isDate(String part, Lexicon lexicon) {
        boolean digit = false;
        boolean known = true;
        int words = 0;
        for (String word : part.strip().split(" ", 6)) {
            words++;
            if (!word.isEmpty() && Character.isDigit(word.charAt(0))) {
                digit = true;
            } else {
                known &= lexicon.isMonth(word) || lexicon.isParticle(word);
            }
        }
        return known && words <= 4 && (digit || words == 1 && lexicon.isMonth(part));
    }

    /** Whether each word begins like a name. */
    private static boolean isName(String words, Lexicon lexicon, int max) {
        String[] parts = words.split("[ /]", max + 2);
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
