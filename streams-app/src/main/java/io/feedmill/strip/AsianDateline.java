package io.feedmill.strip;

import io.feedmill.strip.Dateline.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Datelines of houses of Asia and the Middle East whose scripts have no capitals, or who set the name of their site beside the
 * place: told by the words and marks around the place. Of the groups of a shape, {@code place} is one by its shape, {@code city}
 * only if it is known as one; {@code agency} need not be known, {@code house} must.
 */
final class AsianDateline {
    private static final String ARABIC_PLACE = "\\p{IsArabic}{2,14}(?: (?!في )\\p{IsArabic}{2,14})?";
    private static final String HINDI_PLACE = "\\p{IsDevanagari}{2,14}(?: \\p{IsDevanagari}{2,14})?";
    private static final String BENGALI_PLACE = "\\p{IsBengali}{2,14}(?: \\p{IsBengali}{2,14})?";
    private static final String PLACE = "\\p{Lu}\\p{L}{2,14}(?: \\p{Lu}\\p{L}{2,14})?";
    private static final String DOMAIN = "[\\p{L}\\d]{2,16}\\.(?:com|co\\.id|id|net|co|COM|CO\\.ID|ID|NET|CO)";

    private static final String NO_ROLE =
            "(?!(?:ال)?(?:رئيس|وزير|مدير|نائب|دكتور|خبير|محلل|سفير|متحدث|أمين|كاتب|صحفي|صحافي|مدرب|لاعب)|قال|أكد|أعلن)";

    private static final List<Pattern> ARABIC = shapes(
            // "بيروت - سامي مثال: …", "واشنطن ـ «صحيفة المثال»: …"
            NO_ROLE + "(?<place>" + ARABIC_PLACE + ")\\s?[-–—ـ]\\s?" + NO_ROLE
                    + "(?!ال)(?<reporters>\\p{IsArabic}{2,12}(?: \\p{IsArabic}{2,12}){1,2})\\s?[:：]\\s?",
            "(?<city>" + ARABIC_PLACE + ")\\s?[-–—ـ]\\s?«[^«»]{2,30}»\\s?[:：]\\s?",
            // The same in a line of its own.
            "(?<place>\\p{IsArabic}{3,14})\\s?[-–—ـ]\\s?" + NO_ROLE
                    + "(?!ال)(?<reporters>\\p{IsArabic}{3,12}(?: \\p{IsArabic}{3,12}){1,2})\\s*(?:\\n|$)",
            "(?<city>" + ARABIC_PLACE + ")\\s?[:ـ–-]\\s?«[^«»]{2,30}»\\s*(?:\\n|$)",
            "(?<place>" + ARABIC_PLACE
                    + ") (?:في )?\\d{1,2} \\p{IsArabic}{3,8}(?: \\d{4})?\\s?/\\s?(?<agency>\\p{IsArabic}{2,12})\\s?/\\s?[-–—]?\\s?",
            "(?<place>" + ARABIC_PLACE
                    + ")\\s?[-–]\\s?\\d{1,2}\\s?[-–]\\s?\\d{1,2} \\((?<agency>\\p{IsArabic}{2,12})\\) ?[-–—]{1,3}\\s?",
            "(?<house>وطنية) ?[-–] ?(?<place>" + ARABIC_PLACE + ") ?[-–]\\s?",
            "(?<place>" + ARABIC_PLACE + ") \\d{1,2} [^.،:]{4,50} [هم]ـ? (?<agency>واس)\\s*(?:\\n|$)",
            // "لاہور (نمائندہ خصوصی) …"
            "(?<place>" + ARABIC_PLACE
                    + ") \\((?:نمائندہ|اسٹاف|سٹاف|ویب|نیوز|مانیٹرنگ|بیورو|وقائع|نامہ|خصوصی|خبر|اے پی|این این|آئی این|آن لائن|ایجنسی|کامرس|اسپورٹس|سپورٹس)[^()]{0,20}\\)\\s?[:۔-]?\\s?",
            "(?<place>" + ARABIC_PLACE + ")\\s?[-–]\\s?\\p{IsArabic}{2,10}(?:نیوز|آنلاین|پرس)\\s?[-–:]\\s?");

    private static final List<Pattern> HEBREW = shapes(
            "(?<place>[א-ת]{2,12}(?: [א-ת]{2,12})?), (?:סוכנויות הידיעות|סוכנויות|(?<agency>רויטרס|איי\\.פי)) ?[-–—] ?");

    private static final List<Pattern> HINDI = shapes(
            "(?<place>" + HINDI_PLACE
                    + "), (?:\\p{IsDevanagari}{2,12} ){0,2}(?:संवाददाता|संवाद सूत्र|एजेंसी|एजेंसियां|ब्यूरो|संवाद|डेस्क|न्यूज|प्रतिनिधि|प्रतिनिधी|वार्ताहर|(?<agency>एपी|एएफपी|रॉयटर्स?|पीटीआई|आईएएनएस|एएनआई|वार्ता|भाषा))\\s?[।:]\\s?",
            "(?:\\p{IsDevanagari}{2,12} ){0,2}(?:संवाद सूत्र|संवाद सहयोगी|संवाददाता|एजेंसी|एजेंसियां|ब्यूरो|प्रतिनिधी|वार्ताहर), (?<place>"
                    + HINDI_PLACE + ")\\s?(?:[:।]\\s?|\\n)",
            "(?<place>" + HINDI_PLACE
                    + ") \\((?:एजेंसी|ब्यूरो|संवाददाता|स|हि\\.स\\.?|नि\\.?प्र\\.?|का\\.?प्र\\.?|प्रतिनिधि|प्रतिनिधी|वार्ताहर|(?<agency>वार्ता|भाषा|एएनआई|पीटीआई|आईएएनएस))\\)\\s?[।:.-]?\\s?",
            "(?<place>" + HINDI_PLACE
                    + "),? ?(?:दि\\.|दिनांक) ?[०-९\\d]{1,2}(?: \\p{IsDevanagari}{2,12})?(?:,? [०-९\\d]{4})? ?[:।-]\\s?",
            "(?<city>" + HINDI_PLACE + ")(?:/\\p{IsDevanagari}{2,14})?\\s?(?:।|[-–—]{1,2})\\s");

    private static final List<Pattern> BENGALI = shapes("(?<place>" + BENGALI_PLACE
            + "), ?[০-৯]{1,2} \\p{IsBengali}{2,12}(?:,? ?[০-৯]{4})? ?\\((?<agency>[^()]{2,24})\\)\\s?[:ঃ-]?\\s?");

    private static final List<Pattern> DENSE = shapes(
            "\\[(?:[^\\[\\]=]{2,14} )?(?<reporters>\\p{IsHangul}{3}) (?:인턴|선임)?(?:기자|특파원)\\]\\s?",
            "[【\\[(](?<place>\\p{IsHangul}{2,6})(?: [A-Z]{2,8})?=(?<agency>연합뉴스|뉴시스|뉴스1)[】\\])]\\s?(?:(?<reporters>\\p{IsHangul}{2,4}) ?(?:\\p{IsHangul}{2,4} )?기자 ?=? ?)?",
            "[\\[（(【](?<agency>中央社)(?<place>\\p{IsHan}{2,4}?)(?:\\d{1,2}月)?\\d{1,2}日[電电][\\]）)】]\\s?",
            "[（(【\\[]\\p{IsHan}{2,10}?(?:专讯|專訊|报讯|報訊|网讯|網訊|社讯|社訊|中文网|台讯|台訊)[)）】\\]]\\s?",
            "(?<agency>\\p{IsHan}{2,8}[网網社])消息[：:，,]\\s?",
            "\\p{IsHan}{2,6}\\d{1,2}月\\d{1,2}日[讯訊][（(]记者 ?(?<reporters>\\p{IsHan}{2,4})[^()（）]{0,20}[)）][，,]?\\s?",
            "\\p{IsHan}{2,4}记者 (?<reporters>\\p{IsHan}{2,3}) \\p{IsHan}{2,4}编辑 \\p{IsHan}{2,3}\\s*(?:\\n|$)",
            "[［\\[](?<place>[\\p{IsHan}\\p{IsKatakana}ー]{2,10})[ 　][\\d０-９]{1,2}日[ 　](?<agency>ロイター)[］\\]] ?[-–—]? ?",
            "【(?!コラム|インタビュー|レポート|リポート|ルポ|エッセ|コメント|スポーツ|サッカー|ゴルフ|テニス|ラグビー|バレー|ボクシング|プロフィール|ライター|カメラ|キャスター|ゲスト)(?<place>[\\p{IsKatakana}ー・]{2,10})[＝=]?(?!共同|時事)(?<reporters>\\p{IsHan}{3,5}|\\p{IsHan}{2,3}\\p{IsHiragana}{1,3})】\\s?",
            "[（(](?:CNN|CNN\\.co\\.jp|(?<agency>AFP|AP))[）)]\\s?",
            "【\\d{1,2}月\\d{1,2}日 (?:CNN|(?<agency>AFP|ロイター))】\\s?");

    private static final Signs VIETNAMESE = Signs.of("ạảấầẩẫậắằẳẵặẹẻẽềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđơư");
    private static final List<Pattern> VIETNAM = shapes(
            "\\((?:Dân trí|Chinhphu\\.vn|Tổ Quốc|VTC News|[A-ZĐƠƯÂÊÔ&]{2,6}(?:\\.VN|[Oo]nline| Online)?)\\) ?[-–—] ?",
            "(?:TPO|TTO|PLO|NLĐO|NLD|VOV|VTV|VTC|ANTĐ|ANTD|GD&TĐ|SGGPO?|QĐND|KTĐT|HNMO?|TNO|VNN|BVPL|PNO|LĐO|DĐDN|ĐTCK|VOH|CAND|ANTV|BTO|BNEWS|TBKTSG|KTSG|NĐT|PL&XH|ĐCSVN|TTTĐ|VHO|DNVN|BĐT)(?:\\.VN| Online| News)? ?[-–—] ?",
            "(?<place>\\p{Lu}\\p{L}{1,7}(?: \\p{Lu}\\p{L}{1,7}){1,3}) \\((?<agency>TTXVN|Vietnam\\+)[^()]{0,12}\\) ?[-–—] ?");

    private static final List<Pattern> LATIN = shapes(
            DOMAIN + ", (?<city>" + PLACE + ") ?[-–—]{1,2} ?",
            "(?<city>" + PLACE + ")(?:, ?| \\()(?:" + DOMAIN + "|CNN Indonesia|CNBC Indonesia)\\)? ?[-–—]{1,2} ?",
            "(?<place>\\p{Lu}{3,14}(?: \\p{Lu}{3,14})?), ?\\((?<house>\\p{Lu}{2,6})\\) ?[-–—]{1,2} ?", // "ANKARA,
            // (DHA)- …"
            "(?<city>\\p{Lu}{3,14}(?: \\p{Lu}{3,14})?)-(?=\\p{Lu}\\p{Ll})");

    /** What agencies call themselves in datelines, and is a word of its own elsewhere ("national"). */
    private static final Map<String, String> HERE_ONLY = Map.of("وطنية", "NNA");

    private AsianDateline() {}

    /** What stands at the beginning of a text, or null. */
    static Dateline of(String head, Lexicon lexicon) {
        for (Pattern shape : shapesFor(head)) {
            Matcher found = shape.matcher(head);
            if (found.lookingAt()) {
                Dateline dateline = dateline(found, lexicon);
                if (dateline != null) {
                    return dateline;
                }
            }
        }
        return null;
    }

    private static Dateline dateline(Matcher found, Lexicon lexicon) {
        String city = group(found, "city");
        if (city != null && !lexicon.isPlace(city) && !lexicon.isCity(city)) {
            return null;
        }
        String house = group(found, "house");
        String written = house == null ? group(found, "agency") : house;
        String agency = written == null ? null : HERE_ONLY.getOrDefault(written, lexicon.agency(written));
        if (house != null && agency == null) {
            return null;
        }
        String place = city == null ? group(found, "place") : city;
        List<String> agencies = agency == null ? List.of() : List.of(agency);
        return new Dateline(
                place == null ? null : place.strip(),
                agencies,
                group(found, "reporters"),
                found.end(),
                Standing.CERTAIN);
    }

    private static String group(Matcher found, String name) {
        return found.pattern().pattern().contains("(?<" + name + ">") ? found.group(name) : null;
    }

    private static List<Pattern> shapesFor(String head) {
        char first = head.charAt(0);
        if (first < 0x80 && first != '(' && first != '[') {
            return hasMark(head) ? isVietnamese(head) ? VIETNAM : LATIN : List.of();
        }
        return switch (Character.UnicodeScript.of(first)) {
            case ARABIC -> ARABIC;
            case HEBREW -> HEBREW;
            case DEVANAGARI -> HINDI;
            case BENGALI -> BENGALI;
            case LATIN -> hasMark(head) ? isVietnamese(head) ? VIETNAM : LATIN : List.of();
            default -> first == '(' && isVietnamese(head) ? VIETNAM : isDense(head) ? DENSE : List.of();
        };
    }

    private static boolean hasMark(String head) {
        int end = Math.min(head.length(), 50);
        for (int i = 2; i < end; i++) {
            char c = head.charAt(i);
            if (c == '-' || c == '–' || c == '—') {
                return true;
            }
        }
        return false;
    }

    private static boolean isVietnamese(String head) {
        return VIETNAMESE.areIn(head);
    }

    private static boolean isDense(String head) {
        for (int i = 0; i < head.length(); i++) {
            if (head.charAt(i) >= Lexicon.DENSE) {
                return true;
            }
        }
        return false;
    }

    private static List<Pattern> shapes(String... written) {
        List<Pattern> shapes = new ArrayList<>();
        for (String shape : written) {
            shapes.add(Pattern.compile(shape));
        }
        return List.copyOf(shapes);
    }
}
