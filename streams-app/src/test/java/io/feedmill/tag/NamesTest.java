package io.feedmill.tag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

    private static Set<String> words(String list) {
        return Stream.of(list.split(", ")).collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de|Außenministerin trifft polnischen Kollegen in Tiflis|Die Vereinten Nationen und das Rote Kreuz mahnen.|Poland, Georgia, Tbilisi|United Nations, Red Cross",
                "fr|Londres salue l'accord tchadien|L'ONU et l'Otan ont réagi. Le président se rend à Riyad.|London, Chad, Riyadh|United Nations, NATO",
                "es|El canciller peruano viaja a Seúl|La OMS y la ONU piden calma.|Peru, Seoul, South Korea|World Health Organization, United Nations",
                "it|Vertice a Londra tra il ministro tedesco e quello olandese|La Nato e l'Unione europea chiedono una tregua.|London, Germany, Netherlands|NATO, European Union",
                "pt|Itamaraty convoca embaixador francês|A ONU e a União Europeia acompanham.|Brazil, France|United Nations, European Union",
                "ru|Глава МИД Армении прибыл в Варшаву|Польские власти и ООН обсудили помощь. ВОЗ предупредила о вспышке.|Armenia, Warsaw, Poland|United Nations, World Health Organization",
                "ar|وزير الخارجية المصري يصل إلى واشنطن|رحبت الأمم المتحدة بالقرار كما رحب به الاتحاد الأفريقي.|Egypt, Washington|United Nations, African Union",
                "hi|भारतीय विदेश मंत्री काठमांडू पहुंचे|संयुक्त राष्ट्र ने चेतावनी दी।|India, Kathmandu|United Nations",
                "zh|外长在巴黎与欧盟代表会谈|联合国和世界卫生组织表示关切。|Paris, France|European Union, United Nations, World Health Organization",
                "nl|Duitse minister bezoekt Wenen|De Verenigde Naties en de NAVO reageren op het voorstel.|Germany, Vienna|United Nations, NATO",
                "pl|Minister jedzie do Kijowa i Wilna|Unia Europejska i NATO popierają ten plan.|Kyiv, Vilnius|European Union, NATO",
                "tr|Bakan Moskova'ya gitti|Birleşmiş Milletler ve Avrupa Birliği tepki gösterdi.|Moscow, Russia|United Nations, European Union",
            })
    void knowsPlacesAndOrganisationsInTwelveLanguages(
            String language, String title, String text, String places, String organisations) {
        Tagged tagged = Tagger.bundled().tag(new Story(title, text, null, language, List.of(), null, List.of()));
        Set<String> found = tagged.places().stream().map(Place::name).collect(Collectors.toSet());
        assertTrue(found.containsAll(words(places)), found::toString);
        Set<String> bodies =
                tagged.organisations().stream().map(Organisation::name).collect(Collectors.toSet());
        assertTrue(bodies.containsAll(words(organisations)), bodies::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "pl, Australia wygrywa mecz, Australia",
        "de, Niger und Nigeria schließen die Grenze, 'Niger, Nigeria'",
        "es, Guinea Ecuatorial celebra elecciones, Equatorial Guinea",
        "en, May vows to march on as Jordan scores, ''",
        "en, Grandmother's china shared with a turkey called Chad, ''",
    })
    void doesNotTakeOneCountryForAnother(String language, String title, String countries) {
        Tagged tagged = Tagger.bundled().tag(new Story(title, "", null, language, List.of(), null, List.of()));
        Set<String> found = tagged.places().stream().map(Place::name).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(countries.isEmpty() ? Set.of() : words(countries), found);
    }
}
