package io.feedmill.strip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedmill.strip.Stripped.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AsianCaptionsTest {
    private static final String STORY =
            "<p>The ferry sailed on Friday after nine days of ice, and the crew was cheered.</p>";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "图为重新开放的大桥。新华社记者 王小明 摄 | 王小明 | PHOTOGRAPHER",
                "大橋重新開放。（記者王小明攝） | 王小明 | PHOTOGRAPHER",
                "修復後的大橋。（例市文化局提供） | 例市文化局 | PHOTOGRAPHER",
                "再開した橋＝12日、例区（撮影・山田花子） | 山田花子 | PHOTOGRAPHER",
                "再開した橋＝12日午前、例区、山田花子撮影 | 山田花子 | PHOTOGRAPHER",
                "다시 열린 다리. 예시시 제공 | 예시시 | PHOTOGRAPHER",
                "다시 열린 다리 [예시해경 제공. 재판매 및 DB 금지] | 예시해경 | PHOTOGRAPHER",
                "इमेज स्रोत, SEEMA SAMPLE | SEEMA SAMPLE | PHOTOGRAPHER",
                "الجسر بعد إعادة فتحه (رويترز) | Reuters | AGENCY"
            })
    void readsWhoMadeThePictureByTheWordAfterTheName(String caption, String name, Role role) {
        Stripped stripped = strip("<figure><img src='a.jpg'><figcaption>" + caption + "</figcaption></figure>" + STORY);

        assertEquals(
                List.of(name),
                stripped.credits().stream()
                        .filter(credit -> credit.role() == role)
                        .map(Stripped.Credit::name)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"他说照片由他拍摄。", "本社ヘリから撮影", "다리를 세금으로 제공", "大橋重新開放（見圖）"})
    void namesNobodyForACaptionThatOnlySpeaksOfPictures(String caption) {
        Stripped stripped = strip("<figure><img src='a.jpg'><figcaption>" + caption + "</figcaption></figure>" + STORY);

        assertEquals(List.of(), stripped.credits());
    }

    @Test
    void takesTheCardOfACompanyAndLeavesWhenAndWhereItHappens() {
        Stripped stripped = strip(STORY + "<p>日時：5月12日 10時<br>会場：市民会館</p>"
                + "<p>【会社概要】<br>会社名：株式会社サンプル<br>所在地：東京都例区1-2-3<br>設立：2010年4月<br>URL：https://example.org/</p>");

        assertEquals(
                "The ferry sailed on Friday after nine days of ice, and the crew was cheered.\n\n日時：5月12日 10時\n会場：市民会館",
                stripped.text());
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
}
