package io.feedmill;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PureStagesTest {

    private static final String[] STAGES = {
        "io.feedmill.identity..",
        "io.feedmill.similarity..",
        "io.feedmill.sketch..",
        "io.feedmill.strip..",
        "io.feedmill.tag..",
        "io.feedmill.words..",
    };

    private final JavaClasses mill = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.feedmill");

    @Test
    void theStagesKnowNeitherKafkaNorAvroNorTheTopology() {
        assertTrue(mill.size() > 50, "the classes were not found");
        noClasses()
                .that()
                .resideInAnyPackage(STAGES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "org.apache.avro..",
                        "io.feedmill.avro..",
                        "io.feedmill.schemas..",
                        "io.feedmill.streams..",
                        "org.slf4j..")
                .check(mill);
    }

    @Test
    void theStagesLookAtNoClockAndDrawNoLots() {
        noClasses()
                .that()
                .resideInAnyPackage(STAGES)
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(java.time.Clock.class, java.util.Random.class, java.util.UUID.class)
                .check(mill);
    }

    @Test
    void theStagesDoNotDependOnTheMachinesLocaleOrCharset() {
        noClasses()
                .that()
                .resideInAnyPackage(STAGES)
                .should()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .orShould()
                .callMethod(String.class, "getBytes")
                .orShould()
                .callMethod(String.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(java.util.Locale.class, "getDefault")
                .check(mill);
    }

    @Test
    void onlyTheTopologyKnowsKafkaStreams() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.feedmill.streams..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.streams..")
                .check(mill);
    }
}
