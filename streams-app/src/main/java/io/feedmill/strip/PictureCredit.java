package io.feedmill.strip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who made a picture and whom it is from, as a caption says it without a word for it: "… REUTERS/Ada Sample", "… (Ada
 * Sample / AFP)", "© dpa/Ada Sample". One of the two is an agency we know, the other reads as a name.
 *
 * @param start where in the text the credit begins
 */
record PictureCredit(int start, String words) {
    private static final int REACH = 100;
    private static final int NAME_WORDS = 5;
    private static final int MAX_NAME = 60;
    /** How far from the end the mark before the maker can stand. */
    private static final int MARK_REACH = 66;

    private static final int MAX_WORDS = 8;
    /** What stands between a word for a picture and its maker. */
    private static final Signs MARKS = Signs.of(":：|=/／");

    private static final String OPENERS = "([©|:–—";
    /** What stands, with a space, before the word for a picture. */
    private static final String BREAKS = ".!?।۔。|/–—-,،、;\"”»)©";

    private static final String SENTENCE = "!?…";
    /** "(foto Vigili del fuoco)", "Fot. OSP Vessby", "(Photo from the coast guard)": nothing stands between the word and the name. */
    private static final Pattern BARE = Pattern.compile(
            "(?:^|[(\\[–—|/] ?|\\. |, (?=[Ff]ot\\.))(?<label>[Pp]hotos?|PHOTOS?|[Ff]otos?|FOTOS?|[Ff]ot\\.|[Bb]ild|[Bb]eeld|[Ii]magen|[Ii]magem|[Фф]ото)"
                    + "(?: from the| from| courtesy of| courtesy| by| di| de| von| van)? (?<name>\\p{Lu}[^.:()|]{2,50})[)\\]–— ]{0,3}$");

    /** "… in August. Ada Sample / Example Radio", "… | Ada Sample (ACN)", "… Ada Sample, CC BY-SA", "… - CITY HALL - Archive". */
    private static final Pattern TRAILING =
            Pattern.compile("(?:(?<stop>[.!?…][\"”»’)]?) |(?<bar>\\s?[|•]| /|\n) ?| [–—-] )(?<name>"
                    + Names.NAME
                    + ")(?<rest>,? CC[ -].{1,30}| ?/ ?\\p{Lu}.{1,40}| ?\\(\\p{Lu}[^()]{1,30}\\)| - \\p{L}{4,9})?\\.?$");

    private static final Pattern LICENCE = Pattern.compile(",? CC[ -].{1,30}$");
    /** With these begin the second sentences of captions. */
    private static final Set<String> OPENS_SENTENCE = Set.of(
            "a", "an", "the", "in", "on", "at", "das", "die", "der", "ein", "eine", "im", "am", "beim", "le", "la",
            "les", "un", "une", "el", "los", "las", "una", "il", "lo", "o", "os", "as", "na", "no", "de", "het", "en",
            "to", "by", "von", "par", "por", "di", "file", "archive", "archiv", "archivo", "right", "left", "see",
            "read", "thank");

    /**
     * "（記者張三攝）", "新华社记者 张三 摄", "（例市提供）", "、山田花子撮影）", "（撮影・山田花子）", "[예시청 제공]", "홍길동 기자": scripts without capitals
     * say what a name is by the word after it.
     */
    private static final Pattern EASTERN =
            Pattern.compile("(?:[記记]者|特派員|通[讯訊][员員]|[\\s　（(〔【。，,/／])\\s?(?<shot>\\p{IsHan}{2,4})\\s?[攝摄]影?[）)〕】。]?$"
                    + "|(?:^|[（(〔【／/：:由。])(?<giver>[^（()）〔〕／/：:，、。\\s]{2,20}?)(?:提供(?:[圖图]片|写真|画像)?|供[圖图])(?:・\\p{L}{2,6})?[）)〕】][^。]{0,40}$"
                    + "|[（(、＝=　](?<taken>\\p{IsHan}{3,5})(?:記者)?撮影[）)]?$"
                    + "|撮影[・：:＝=](?<by>[^（()）、。]{2,12})[）)]?$"
                    + "|[\\[(/.▲△]\\s?(?<given>\\p{IsHangul}[\\p{IsHangul}A-Za-z0-9 ]{1,15}?)\\s?(?:제공|캡처|갈무리)(?:\\. ?재판매 및 DB 금지)?[\\])]?$"
                    + "|사진 ?[=:] ?(?<pictured>\\p{IsHangul}[\\p{IsHangul}A-Za-z0-9 ]{1,18}?)(?: ?제공)?[\\])]?$"
                    + "|[./\\])] ?(?<staff>\\p{IsHangul}{3}) ?(?:선임|인턴|수습|사진)?기자[\\])]?$");

    private static final Pattern EASTERN_LABEL = Pattern.compile(
            "(?:^|\\n|\\s)(?:इमेज स्रोत|फोटो स्रोत|ছবির উৎস|பட மூலாதாரம்|تصویر کا ذریعہ|منبع تصویر|مصدر الصورة|ที่มาของภาพ|圖像來源|图像来源|画像提供|사진 출처|Nguồn hình ảnh|Sumber gambar|Fotoğraf kaynağı|Kaynak),? ?[,،、，] ?(?<name>[^\\n]{2,60})(?:\\n|$)");
    private static final Set<String> NO_MAKER = Set.of("資料", "本報", "本报", "网友", "图片", "圖片", "照片", "航拍");

    private static final int CLAUSE_WORDS = 5;

    private static final List<String> BARE_LABELS =
            List.of("photo", "foto", "fot.", "bild", "beeld", "imagen", "imagem", "фото");

    private static final Signs LABEL_FIRST = Signs.of("pPfFbBiIфФ");
    private static final Signs LABEL_EDGES = Signs.of(" ([–—|/");
    private static final Pattern CLOSING = Pattern.compile("[\\s)\\]】.–—-]{1,6}$");
    /** "Ada Sample on Unsplash", "Ada Sample for the Example Post". */
    private static final Pattern FOR = Pattern.compile(
            " (?:on|for|via|für|pour|para|per|voor|för|для|dla|pro|pre|za) (?=[\"«„“]?\\p{Lu}|the \\p{Lu}).{2,60}$");

    private static final Pattern PARTS = Pattern.compile("[/,|()\\[\\]•·]| via | [-–—] | PHOTO ");
    private static final Pattern ADDRESS = Pattern.compile("[\\p{L}\\p{N}-]{2,40}\\.\\p{L}{2,10}/[^\\s]{1,60}");
    private static final Pattern PICTURE = Pattern.compile(
            "(?iU)^(?:photos?|foto|фото) (?:by )?|^(?:zvg|z\\.v\\.g\\.|ho) |^(?:cortesía|courtesy|gentileza)(?: of| de(?: la)?)? | (?:photos?|pool|기자)$");
    private static final Set<String> NOBODY = Set.of(
            "file photo",
            "file",
            "handout",
            "archive",
            "archives",
            "archiv",
            "archivo",
            "reproducao",
            "divulgacao",
            "difusion",
            "cortesia",
            "arquivo pessoal",
            "pool",
            "stringer",
            "facebook",
            "instagram",
            "twitter",
            "youtube",
            "telegram",
            "архив");

    /** Words for a picture that is given to the press. */
    private static final Set<String> GIVEN =
            Set.of("divulgacao", "reproducao", "arquivo pessoal", "difusion", "cortesia", "handout", "file photo");

    /** The credit that the text ends with, or null. */
    static PictureCredit atEnd(String text, Lexicon lexicon) {
        int slash = text.indexOf('/', Math.max(0, text.length() - REACH)) < 0 ? -1 : text.lastIndexOf('/');
        if (slash < 0) {
            return null;
        }
        int end = text.length();
        while (end > slash && " .)]".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        int from = start(text, slash);
        if (GIVEN.contains(Fold.fold(text.substring(slash + 1, end)))
                && !isName(text.substring(from, slash).strip(), lexicon)) {
            // "Carga na pista PRF/Divulgação": nothing stands before who gave it away.
            from = Math.max(from, text.lastIndexOf(' ', slash) + 1);
        }
        List<String> parts = parts(text.substring(from, end));
        boolean agency = GIVEN.contains(Fold.fold(text.substring(slash + 1, end)))
                || GIVEN.contains(Fold.fold(text.substring(from, slash)));
        for (String part : parts) {
            boolean known = lexicon.agency(part) != null;
            if (!known && !NOBODY.contains(Fold.fold(part)) && !isName(part, lexicon)) {
                return null;
            }
            agency |= known;
        }
        return agency && parts.size() > 1 ? new PictureCredit(from, text.substring(from, end)) : null;
    }

    /** "… Foto: Ada Sample", "Imagen | Ayuntamiento de Vessby", in any language's word for it; null if the text does not end so. */
    static PictureCredit labelled(String text, Lexicon lexicon) {
        PictureCredit found = hasMarkNearEnd(text) ? marked(text, lexicon) : null;
        found = found == null && hasLabelNearEnd(text) ? bare(text) : found;
        if (found == null) {
            return null;
        }
        String words = CLOSING.matcher(found.words).replaceFirst("");
        boolean brief = words.length() > 1
                && words.length() <= MAX_NAME
                && SENTENCE.indexOf(words.charAt(words.length() - 1)) < 0;
        boolean names = brief
                && words.split(" ", MAX_WORDS + 1).length <= MAX_WORDS
                && (found.start == 0 || Names.looksLikeName(words))
                && !hasSentenceEnd(words);
        return names ? new PictureCredit(found.start, words) : null;
    }

    private static PictureCredit marked(String text, Lexicon lexicon) {
        int from = Math.max(0, text.length() - REACH);
        String folded = Fold.fold(text.substring(from));
        for (int mark = folded.length() - 2; mark > 0; mark--) {
            int start = MARKS.has(folded.charAt(mark)) ? lexicon.pictureLabel(folded, mark) : -1;
            int at = from + start;
            if (start >= 0 && (at == 0 || OPENERS.indexOf(text.charAt(at - 1)) >= 0 || isBreak(text, at))) {
                return new PictureCredit(at, text.substring(from + mark + 1).strip());
            }
        }
        return null;
    }

    private static PictureCredit bare(String text) {
        Matcher bare = BARE.matcher(text).region(Math.max(0, text.length() - REACH), text.length());
        return bare.find() ? new PictureCredit(bare.start("label"), bare.group("name")) : null;
    }

    /** The name that the caption of a picture, known as one by its markup, ends with and nothing says what it is; or null. */
    static PictureCredit trailing(String text, Lexicon lexicon) {
        Matcher end = TRAILING.matcher(text).region(Math.max(0, text.length() - REACH), text.length());
        if (!end.find()) {
            return null;
        }
        String name = end.group("name");
        boolean more = end.group("rest") != null;
        boolean plausible;
        if (end.group("stop") != null) {
            plausible = more || name.indexOf(' ') > 0;
        } else {
            boolean capitals = name.equals(name.toUpperCase(Locale.ROOT));
            boolean bar = end.group("bar") != null && text.charAt(end.start()) != '\n';
            plausible = (more || capitals || bar) && Lengths.words(text, 0, end.start()) >= CLAUSE_WORDS;
        }
        boolean other = OPENS_SENTENCE.contains(Fold.fold(name.split(" ", 2)[0]))
                || lexicon.isPlace(name)
                || lexicon.isCity(name);
        return plausible && !other
                ? new PictureCredit(
                        end.start("name"),
                        LICENCE.matcher(text.substring(end.start("name"))).replaceFirst(""))
                : null;
    }

    /** Who took or gave a picture, in a caption of East Asia or by a label of the kind "Image source, Ada Sample"; or null. */
    static String eastern(String text) {
        if (text.length() < 4) {
            return null;
        }
        Matcher label = EASTERN_LABEL.matcher(text.substring(Math.max(0, text.length() - REACH)));
        if (label.find()) {
            return label.group("name");
        }
        int from = Math.max(0, text.length() - MARK_REACH);
        boolean dense = false;
        for (int i = from; i < text.length() && !dense; i++) {
            dense = text.charAt(i) >= Lexicon.DENSE;
        }
        Matcher maker = dense ? EASTERN.matcher(text.substring(from)) : null;
        if (maker == null || !maker.find()) {
            return null;
        }
        for (int i = 1; i <= maker.groupCount(); i++) {
            if (maker.group(i) != null) {
                return NO_MAKER.contains(maker.group(i)) ? null : maker.group(i);
            }
        }
        return null;
    }

    private static boolean hasMarkNearEnd(String text) {
        for (int i = text.length() - 2; i >= Math.max(0, text.length() - MARK_REACH); i--) {
            if (MARKS.has(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasLabelNearEnd(String text) {
        char before = ' ';
        for (int i = Math.max(0, text.length() - MARK_REACH); i < text.length() - 4; i++) {
            char c = text.charAt(i);
            boolean begins = LABEL_FIRST.has(c) && LABEL_EDGES.has(before);
            before = c;
            if (begins) {
                for (String label : BARE_LABELS) {
                    if (label.charAt(0) == Fold.fold(c) && text.regionMatches(true, i, label, 0, label.length())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean isBreak(String text, int start) {
        char before = start > 1 ? text.charAt(start - 1) : 0;
        return before == '\n' || before == ' ' && BREAKS.indexOf(text.charAt(start - 2)) >= 0;
    }

    /** Back from the slash to where a new sentence or bracket begins. */
    private static int start(String text, int slash) {
        int from = slash;
        while (from > 0 && from > slash - REACH) {
            char before = text.charAt(from - 1);
            boolean sentence = before == ' ' && from > 1 && ".-".indexOf(text.charAt(from - 2)) >= 0;
            if (sentence && !isInitial(text, from - 2) || before == '\n' || OPENERS.indexOf(before) >= 0) {
                break;
            }
            from--;
        }
        while (from < slash && text.charAt(from) == ' ') {
            from++;
        }
        return from;
    }

    /** Whether the point is that of "J. Sample". */
    private static boolean isInitial(String text, int point) {
        return point > 0
                && text.charAt(point) == '.'
                && Character.isUpperCase(text.charAt(point - 1))
                && (point == 1 || text.charAt(point - 2) == ' ');
    }

    private static boolean hasSentenceEnd(String words) {
        int point = words.indexOf(". ");
        while (point >= 0 && isInitial(words, point)) {
            point = words.indexOf(". ", point + 1);
        }
        return point >= 0;
    }

    private static boolean isName(String words, Lexicon lexicon) {
        String[] all = words.split(" ", NAME_WORDS + 1);
        for (String word : all) {
            if (word.isEmpty() || !Character.isUpperCase(word.charAt(0)) && !lexicon.isParticle(word)) {
                return false;
            }
        }
        return all.length <= NAME_WORDS;
    }

    /** "AP Photo/Ada Sample" as "AP" and "Ada Sample". */
    private static List<String> parts(String credit) {
        List<String> parts = new ArrayList<>();
        for (String part : PARTS.split(credit, 8)) {
            String bare = PICTURE.matcher(part.strip()).replaceAll("").strip();
            if (!bare.isEmpty()) {
                parts.add(bare);
            }
        }
        return parts;
    }

    /**
     * The names in a credit, agencies first; the credit as it stands if nobody is named in it.
     */
    static List<String> names(String credit, Lexicon lexicon) {
        if (ADDRESS.matcher(credit).matches()) {
            return List.of(credit);
        }
        List<String> agencies = new ArrayList<>();
        List<String> makers = new ArrayList<>();
        for (String part : parts(credit)) {
            if (lexicon.agency(part) != null) {
                agencies.add(part);
            } else if (!NOBODY.contains(Fold.fold(part))) {
                makers.add(FOR.matcher(part).replaceFirst(""));
            }
        }
        agencies.addAll(makers);
        return agencies.isEmpty() ? List.of(credit) : agencies;
    }
}
