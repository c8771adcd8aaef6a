package io.feedmill.strip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.strip.Stripped.Role;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsianDatelineTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "القاهرة - سامي مثال: | أعلنت السلطات إعادة فتح الجسر بعد تسعة أيام. | القاهرة | | سامي مثال",
                "واشنطن ـ «صحيفة المثال»: | أعلنت السلطات إعادة فتح الجسر بعد تسعة أيام. | واشنطن | |",
                "الكويت - 12 - 5 (كونا) -- | أعلنت السلطات إعادة فتح الجسر بعد تسعة أيام. | الكويت | KUNA |",
                "وطنية - صيدا - | أعلنت السلطات إعادة فتح الجسر بعد تسعة أيام. | صيدا | NNA |",
                "لاہور (نمائندہ خصوصی) | حکام نے نو روز بعد پل دوبارہ کھولنے کا اعلان کر دیا ہے۔ | لاہور | |",
                "ירושלים (רויטרס) - | הרשויות הודיעו היום כי הגשר ייפתח מחדש. | ירושלים | Reuters |",
                "נמל דוגמה, סוכנויות הידיעות - | הרשויות הודיעו היום כי הגשר ייפתח מחדש. | נמל דוגמה | |",
                "वेस्बी, नगर संवाददाता। | प्रशासन ने नौ दिन बाद पुल को खोलने की घोषणा की है। | वेस्बी | |",
                "संवाद सूत्र, वेस्बी : | प्रशासन ने नौ दिन बाद पुल को खोलने की घोषणा की है। | वेस्बी | |",
                "वेस्बी (एजेंसी)। | प्रशासन ने नौ दिन बाद पुल को खोलने की घोषणा की है। | वेस्बी | |",
                "नई दिल्ली। | प्रशासन ने नौ दिन बाद पुल को खोलने की घोषणा की है। | नई दिल्ली | |",
                "ঢাকা, ১২ মে ২০২৪ (বাসস): | নয় দিন পর সেতুটি আবার খুলে দেওয়ার ঘোষণা এসেছে। | ঢাকা | BSS |",
                "[예시신문 홍길동 기자] | 시는 9일 동안 닫혔던 다리를 금요일에 다시 연다고 밝혔다. | | | 홍길동",
                "(워싱턴 AFP=연합뉴스) | 시는 9일 동안 닫혔던 다리를 금요일에 다시 연다고 밝혔다. | 워싱턴 | Yonhap |",
                "[中央社台北12日電] | 當局宣布，關閉九天的大橋將於週五重新開放。 | 台北 | CNA |",
                "例联社5月12日讯（记者 王小明） | 当局宣布，关闭九天的大桥将于周五重新开放。 | | | 王小明",
                "［東京 １２日 ロイター］ - | 市は9日間閉鎖していた橋を金曜日に再開すると発表した。 | 東京 | Reuters |",
                "【ロンドン山田花子】 | 市は9日間閉鎖していた橋を金曜日に再開すると発表した。 | ロンドン | | 山田花子",
                "TTO - | Chính quyền thông báo cây cầu sẽ mở lại sau chín ngày. | | |",
                "Hà Nội (TTXVN 12/5) - | Chính quyền thông báo cây cầu sẽ mở lại sau chín ngày. | Hà Nội | VNA |",
                "Contoh7.com, Jakarta - | Pemerintah kota mengumumkan jembatan dibuka kembali. | Jakarta | |",
                "ANKARA, (DHA)- | Belediye, köprünün dokuz gün sonra yeniden açılacağını duyurdu. | ANKARA | DHA |"
            })
    void readsWhereAStoryWasFiledByTheWordsAroundThePlace(
            String dateline, String lede, String place, String agency, String reporter) {
        Stripped stripped = strip("<p>" + dateline + " " + lede + "</p><p>" + lede + "</p>");

        assertEquals(place, stripped.dateline());
        assertTrue(stripped.text().startsWith(lede), stripped::text);
        assertEquals(names(agency), named(stripped, Role.AGENCY));
        assertEquals(names(reporter), named(stripped, Role.REPORTER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "أحمد سالم - وزير النقل: سنفتح الجسر يوم الجمعة بعد تسعة أيام.",
                "سينما - «الرحلة»: قصة رجل عاد إلى بيته بعد ثلاثين سنة.",
                "सवाल। पुल कब खुलेगा, यह किसी ने नहीं बताया है।",
                "उन्होंने कहा - हम पुल को नौ दिन बाद फिर से खोल देंगे।",
                "【コラム山田花子】市は9日間閉鎖していた橋を金曜日に再開すると発表した。",
                "EVN - tập đoàn điện lực lớn nhất nước - cho biết cây cầu sẽ mở lại.",
                "Beispiel.com, Muster - two of the largest sites - said that they would open the bridge.",
                "NATO, (UN) - they said - will not open the bridge again this year."
            })
    void leavesWhatOnlyBeginsLikeOne(String lede) {
        Stripped stripped = strip("<p>" + lede + "</p><p>" + lede + "</p>");

        assertNull(stripped.dateline());
        assertTrue(stripped.text().startsWith(lede), stripped::text);
    }

    private static Stripped strip(String html) {
        return Stripper.bundled()
                .strip(new Article(
                        "Ice leaves the harbour",
                        "Example Post",
                        "example.org",
                        "https://example.org/a",
                        null,
                        null,
                        html,
                        null));
    }

    private static List<String> names(String name) {
        return name == null ? List.of() : List.of(name);
    }

    private static List<String> named(Stripped stripped, Role role) {
        return stripped.credits().stream()
                .filter(credit -> credit.role() == role)
                .map(Stripped.Credit::name)
                .toList();
    }
}
