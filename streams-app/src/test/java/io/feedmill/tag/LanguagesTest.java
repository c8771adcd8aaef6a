package io.feedmill.tag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.rules.RuleText;
import io.feedmill.rules.YamlFile;
import io.feedmill.words.Words;
import java.text.Normalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {

    private static final Languages LANGUAGES = Languages.read(
            new YamlFile(RuleText.beside(Languages.class, "languages.yaml")),
            RuleText.beside(Languages.class, "trigrams.txt"));

    private static Language told(String title, String text, String declared) {
        return LANGUAGES.of(Words.of(title), Words.of(text), declared);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|The ferry was late again, and the passengers who had waited since dawn were not amused by what they heard.",
                "de|Die Fähre kam wieder zu spät, und die Fahrgäste, die seit dem Morgen gewartet hatten, waren nicht erfreut.",
                "fr|Le bac était encore en retard, et les passagers qui attendaient depuis l'aube n'étaient pas contents.",
                "es|El barco llegó otra vez tarde y los pasajeros que esperaban desde la mañana no estaban contentos.",
                "pt|O barco chegou outra vez atrasado e os passageiros que esperavam desde a manhã não estavam contentes.",
                "it|Il traghetto era di nuovo in ritardo e i passeggeri che aspettavano dalla mattina non erano contenti.",
                "nl|De veerboot was weer te laat en de reizigers die sinds de ochtend hadden gewacht waren niet blij.",
                "sv|Färjan var sen igen och resenärerna som hade väntat sedan gryningen var inte glada över det.",
                "da|Færgen var forsinket igen, og passagererne, som havde ventet siden daggry, var ikke glade for det.",
                "no|Fergen var forsinket igjen, og passasjerene som hadde ventet siden daggry, var ikke glade for det nå.",
                "fi|Lautta oli taas myöhässä, ja matkustajat, jotka olivat odottaneet aamusta, eivät olleet iloisia siitä.",
                "pl|Prom znowu się spóźnił, a pasażerowie, którzy czekali od świtu, nie byli z tego zadowoleni.",
                "cs|Trajekt měl opět zpoždění a cestující, kteří čekali od rána, nebyli vůbec spokojeni.",
                "ro|Feribotul a întârziat din nou, iar pasagerii care așteptau din zori nu au fost mulțumiți.",
                "hu|A komp megint késett, és az utasok, akik hajnal óta vártak, nem voltak boldogok.",
                "tr|Feribot yine geç kaldı ve sabahtan beri bekleyen yolcular bu durumdan hiç memnun değildi.",
                "id|Kapal itu terlambat lagi dan para penumpang yang sudah menunggu sejak pagi tidak senang.",
                "vi|Chuyến phà lại bị trễ và những hành khách đã chờ từ sáng sớm không được vui.",
                "ru|Паром снова опоздал, и пассажиры, которые ждали с рассвета, были этим недовольны.",
                "uk|Пором знову запізнився, і пасажири, які чекали від світанку, були цим незадоволені.",
                "bg|Фериботът отново закъсня и пътниците, които чакаха от сутринта, не бяха доволни.",
                "ar|تأخرت العبارة مرة أخرى، ولم يكن الركاب الذين انتظروا منذ الفجر سعداء بذلك.",
                "fa|کشتی دوباره دیر رسید و مسافرانی که از صبح منتظر بودند از این وضع راضی نبودند.",
                "ur|کشتی پھر دیر سے پہنچی اور وہ مسافر جو صبح سے انتظار کر رہے تھے خوش نہیں تھے۔",
                "hi|नाव फिर देर से पहुँची और सुबह से इंतज़ार कर रहे यात्री खुश नहीं थे।",
                "bn|ফেরিটি আবার দেরিতে পৌঁছেছে এবং যাত্রীরা খুশি ছিলেন না।",
                "ta|படகு மீண்டும் தாமதமாக வந்தது, பயணிகள் மகிழ்ச்சியடையவில்லை.",
                "th|เรือข้ามฟากมาสายอีกครั้งและผู้โดยสารไม่พอใจ",
                "mr|बोट पुन्हा उशिरा आली आणि पहाटेपासून वाट पाहणारे प्रवासी खूश नव्हते, असे त्यांनी सांगितले.",
                "ne|डुङ्गा फेरि ढिलो आयो र बिहानदेखि पर्खिरहेका यात्रुहरू खुसी थिएनन् भनेर उनले बताए।",
                "et|Praam jäi jälle hiljaks ja reisijad, kes olid koidikust saadik oodanud, ei olnud sellega rahul.",
                "lt|Keltas vėl vėlavo, o keleiviai, kurie laukė nuo aušros, nebuvo tuo patenkinti.",
                "lv|Prāmis atkal kavējās, un pasažieri, kas bija gaidījuši kopš rītausmas, nebija par to priecīgi.",
                "mk|Фериботот повторно доцнеше и патниците кои чекаа од рано утро не беа задоволни од тоа.",
                "be|Паром зноў спазніўся, і пасажыры, якія чакалі з самага рання, былі гэтым незадаволеныя.",
                "te|పడవ మళ్ళీ ఆలస్యంగా వచ్చింది, ప్రయాణికులు సంతోషంగా లేరు.",
                "ka|ბორანი ისევ დააგვიანდა და მგზავრები კმაყოფილი არ იყვნენ.",
                "zh|渡轮又晚点了，从清晨就开始等待的乘客很不高兴。",
                "ja|フェリーはまた遅れて、朝から待っていた乗客は不満だった。",
                "ko|배가 또 늦게 도착해서 새벽부터 기다린 승객들은 기뻐하지 않았다.",
                "el|Το πλοίο άργησε ξανά και οι επιβάτες δεν ήταν ευχαριστημένοι.",
                "he|המעבורת איחרה שוב והנוסעים שחיכו מהבוקר לא היו מרוצים.",
            })
    void tellsASentenceOfItsLanguage(String code, String sentence) {
        Language told = told("", sentence, null);
        assertEquals(code, told.code(), told.toString());
        assertEquals("text", told.from());
    }

    @Test
    void believesTheTextOverTheDeclaration() {
        Language told = told("", "Die Fähre kam wieder zu spät, und die Fahrgäste waren nicht erfreut.", "en-US");
        assertEquals("de", told.code());
    }

    @Test
    void fallsBackOnTheDeclarationWhereTheTextSaysTooLittle() {
        Language told = told("Zidane", "", "fr-CA");
        assertEquals("fr", told.code());
        assertEquals("feed", told.from());
        assertTrue(told.confidence() < 500);
        assertEquals(Language.unknown(), told("Zidane", "", null));
        assertEquals(Language.unknown(), told("", "", "not a language"));
        assertEquals("he", told("", "", "iw").code());
    }

    @Test
    void saysUnknownOfAMixture() {
        String mixture =
                "The ferry was late again and they were not amused by it. Паром снова опоздал, и пассажиры были недовольны этим.";
        assertEquals(Language.unknown(), told("", mixture, null));
    }

    @Test
    void tellsByTheSameWordsWhateverLettersStandFurtherDown() {
        String sentence =
                "The ferry was late again, and the passengers who had waited since dawn were not amused by what they heard. ";
        Language told = told("Late again", sentence.repeat(7), "de");
        assertEquals("en", told.code());
        assertEquals(told, told("Late again", sentence.repeat(7) + "Café Łódź, Жук.", "de"));
    }

    @Test
    void tellsAccentsThatAreWrittenByThemselves() {
        String sentence = "Prom znowu się spóźnił, a pasażerowie, którzy czekali od świtu, nie byli z tego zadowoleni.";
        assertEquals(told("", sentence, null), told("", Normalizer.normalize(sentence, Normalizer.Form.NFD), null));
    }
}
