package io.feedmill.tag;

/** The scripts that news is written in. */
enum Script {
    LATIN,
    CYRILLIC,
    ARABIC,
    DEVANAGARI,
    HAN,
    KANA,
    HANGUL,
    GREEK,
    HEBREW,
    BENGALI,
    TAMIL,
    THAI,
    GUJARATI,
    GURMUKHI,
    TELUGU,
    KANNADA,
    MALAYALAM,
    SINHALA,
    GEORGIAN,
    ARMENIAN,
    KHMER,
    MYANMAR,
    LAO,
    OTHER;

    static Script of(int codePoint) {
        return switch (Character.UnicodeScript.of(codePoint)) {
            case LATIN -> LATIN;
            case CYRILLIC -> CYRILLIC;
            case ARABIC -> ARABIC;
            case DEVANAGARI -> DEVANAGARI;
            case HAN -> HAN;
            case HIRAGANA, KATAKANA -> KANA;
            case HANGUL -> HANGUL;
            case GREEK -> GREEK;
            case HEBREW -> HEBREW;
            case BENGALI -> BENGALI;
            case TAMIL -> TAMIL;
            case THAI -> THAI;
            case GUJARATI -> GUJARATI;
            case GURMUKHI -> GURMUKHI;
            case TELUGU -> TELUGU;
            case KANNADA -> KANNADA;
            case MALAYALAM -> MALAYALAM;
            case SINHALA -> SINHALA;
            case GEORGIAN -> GEORGIAN;
            case ARMENIAN -> ARMENIAN;
            case KHMER -> KHMER;
            case MYANMAR -> MYANMAR;
            case LAO -> LAO;
            default -> OTHER;
        };
    }
}
