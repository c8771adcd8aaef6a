package io.feedmill.strip;

import io.feedmill.strip.Dateline.Standing;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Datelines as the houses of China, Taiwan, Hong Kong and Japan set them, in one word with their names and the day. */
final class EastAsianDateline {
    private static final Pattern CHINESE =
            Pattern.compile("(?:【[^】]{1,20}】)?([\\p{IsHan}]{1,7}?[社网網报報台])([\\p{IsHan}]{2,8}?)"
                    + "(?:\\d{1,2}月)?\\d{1,2}日(?:专电|專電|电|電|讯|訊|消息|\\(|（)");
    private static final Pattern CHINESE_REPORTERS = Pattern.compile(
            "\\s?[(（](?:(?:本报)?记者[ :：]?([\\p{IsHan}]{2,4}(?:[、 ][\\p{IsHan}]{2,4}){0,3}) ?)?[^)）]{0,60}[)）]\\s?");
    /** "（中央社記者許雅筑台北14日電）": the names and the place stand in a row. */
    private static final Pattern TAIWANESE =
            Pattern.compile("[(（](中央社)(特派員|記者)?([\\p{IsHan}、]{2,24})(?:\\d{1,2}月)?\\d{1,2}日(?:綜合外電報導|專電|電|訊)[)）]");
    /** "〔記者林小芳／台東報導〕", "【記者林小芳台東報導】". */
    private static final Pattern HOUSE_OF_TAIWAN = Pattern.compile(
            "[〔【\\[［]記者([\\p{IsHan}]{3}(?:、[\\p{IsHan}]{3}){0,2})\\s?[／/]?\\s?([\\p{IsHan}]{2,4})報[導道][〕】\\]］]");
    /** "【本報訊】". */
    private static final Pattern OWN_NEWS = Pattern.compile("【(?:本報|本报|本刊|本網|本网)[訊讯]】");

    private static final int NAME_LENGTH = 3;
    private static final Pattern JAPANESE = Pattern.compile(
            "(?:【([^】＝=]{2,12}?)[＝=]?(共同|時事|AFP時事|ロイター|AFP|AP)】|\\[([^\\]]{2,15}?)\\s{0,2}\\d{1,2}日\\s{0,2}(ロイター)\\])");
    /** "IT驿站 3月12日消息，": the site's own name and the day. */
    private static final Pattern OF_SITE_IN_CHINESE =
            Pattern.compile("([^，。：:,\\d]{2,16}?)\\s?(?:\\d{4} ?年 ?)?\\d{1,2} ?月 ?\\d{1,2} ?日(?:消息|讯|訊|报道|報導)[，,：:] ?");

    /** "墨西哥城（埃菲社）- …": as agencies of the West have it in their Chinese services. */
    private static final Pattern PLACE_AND_AGENCY =
            Pattern.compile("([\\p{IsHan}·]{2,8})\\s?[(（]([\\p{IsHan}A-Za-z]{2,8})[)）]\\s?[-–—:：]{1,2}\\s?");

    /** "香港——…": as papers of the West have it in Chinese. */
    private static final Pattern PLACE_AND_DASHES = Pattern.compile(
            "(香港|北京|上海|广州|深圳|台北|澳门|纽约|华盛顿|旧金山|洛杉矶|伦敦|巴黎|柏林|布鲁塞尔|莫斯科|东京|首尔|平壤|曼谷|新加坡|新德里|孟买|雅加达|马尼拉|河内|悉尼|基辅|耶路撒冷|开罗|德黑兰|日内瓦|罗马|马德里)"
                    + "(?:——|--)(?=[\\p{IsHan}“])");

    private static final int WITHIN = 60;

    private EastAsianDateline() {}

    /** What stands at the beginning of a text, or null. */
    static Dateline of(String head, Lexicon lexicon, Names names) {
        if (head.indexOf('月') > 0) {
            Matcher day = OF_SITE_IN_CHINESE.matcher(head);
            if (day.lookingAt() && names.isSite(day.group(1))) {
                return Dateline.certain(null, List.of(), day.end());
            }
        }
        return isEastAsian(head) ? shaped(head, lexicon) : null;
    }

    /** Whether it begins in a script without spaces, or with a bracket as those of such scripts do. */
    static boolean isEastAsian(String head) {
        char first = head.charAt(0);
        return first >= Lexicon.DENSE || first == '[' || first == '(' && head.startsWith("中央社", 1);
    }

    private static Dateline shaped(String head, Lexicon lexicon) {
        Matcher taiwanese = TAIWANESE.matcher(head);
        if (taiwanese.lookingAt()) {
            return taiwanese(taiwanese, skipSpace(head, taiwanese.end()), lexicon);
        }
        Matcher house = HOUSE_OF_TAIWAN.matcher(head);
        if (house.lookingAt()) {
            return new Dateline(
                    house.group(2), List.of(), house.group(1), skipSpace(head, house.end()), Standing.CERTAIN);
        }
        Matcher own = OWN_NEWS.matcher(head);
        if (own.lookingAt()) {
            return Dateline.certain(null, List.of(), skipSpace(head, own.end()));
        }
        Matcher chinese = CHINESE.matcher(head);
        if (chinese.lookingAt()) {
            return chinese(chinese, head, lexicon);
        }
        Matcher western = PLACE_AND_AGENCY.matcher(head);
        String foreign = western.lookingAt() ? lexicon.agency(western.group(2)) : null;
        if (foreign != null) {
            return Dateline.certain(western.group(1), List.of(foreign), western.end());
        }
        Matcher dashes = PLACE_AND_DASHES.matcher(head);
        if (dashes.lookingAt() && !isAside(head, dashes.end())) {
            return Dateline.certain(dashes.group(1), List.of(), dashes.end());
        }
        Matcher japanese = JAPANESE.matcher(head);
        if (japanese.lookingAt()) {
            String place = japanese.group(1) == null ? japanese.group(3) : japanese.group(1);
            String written = japanese.group(2) == null ? japanese.group(4) : japanese.group(2);
            String agency = lexicon.agency(written);
            return Dateline.certain(place, List.of(agency == null ? written : agency), skipSpace(head, japanese.end()));
        }
        return null;
    }

    /** "新华社北京4月25日电（记者王小明）". */
    private static Dateline chinese(Matcher found, String head, Lexicon lexicon) {
        int end = found.end();
        if (head.charAt(end - 1) == '(' || head.charAt(end - 1) == '（') {
            end--;
        }
        String names = null;
        Matcher reporters = CHINESE_REPORTERS.matcher(head).region(end, head.length());
        if (reporters.lookingAt()) {
            end = reporters.end();
            names = reporters.group(1);
            if (end < head.length() && (head.charAt(end) == '电' || head.charAt(end) == '讯')) {
                end++;
            }
        }
        String agency = lexicon.agency(found.group(1));
        List<String> agencies = agency == null ? List.of() : List.of(agency);
        return new Dateline(found.group(2), agencies, names, skipSpace(head, end), Standing.CERTAIN);
    }

    private static Dateline taiwanese(Matcher found, int end, Lexicon lexicon) {
        String row = found.group(3);
        int at = found.group(2) == null ? 0 : row.length();
        for (int length = 2; length <= 4 && at == row.length(); length++) {
            if (row.length() > length + 1 && lexicon.isPlace(row.substring(row.length() - length))) {
                at = row.length() - length;
            }
        }
        if (at == row.length()) {
            at = Math.min(row.length(), row.lastIndexOf('、') + 1 + NAME_LENGTH);
        }
        String names = at == 0 ? null : row.substring(0, at);
        String place = at == row.length() ? null : row.substring(at);
        return new Dateline(place, List.of(lexicon.agency(found.group(1))), names, end, Standing.CERTAIN);
    }

    /** Whether dashes follow that would close what those before it opened, or the sentence is about the place itself. */
    private static boolean isAside(String head, int from) {
        String next = head.substring(from, Math.min(head.length(), from + WITHIN));
        return next.contains("——") || next.contains("--") || "这此该這該一".indexOf(next.charAt(0)) >= 0;
    }

    private static int skipSpace(String head, int at) {
        int end = at;
        while (end < head.length()
                && (head.charAt(end) == ' ' || head.charAt(end) == '\u3000' || head.charAt(end) == '-')) {
            end++;
        }
        return end;
    }
}
