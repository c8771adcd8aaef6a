package io.feedmill.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSchemaRegistryTest {

    private static final Schema FIRST =
            SchemaBuilder.record("Thing").fields().requiredString("name").endRecord();
    private static final Schema SECOND = SchemaBuilder.record("Thing")
            .fields()
            .requiredString("name")
            .optionalString("colour")
            .endRecord();

    @Test
    void givesTheSameIdInEveryProcess() {
        assertEquals(
                new LocalSchemaRegistry(null).register("a-value", FIRST),
                new LocalSchemaRegistry(null).register("b-value", FIRST));
        assertNotEquals(
                new LocalSchemaRegistry(null).register("a-value", FIRST),
                new LocalSchemaRegistry(null).register("a-value", SECOND));
    }

    @Test
    void remembersEarlierVersionsInItsFolder(@TempDir Path folder) {
        int first = new LocalSchemaRegistry(folder).register("thing-value", FIRST);
        LocalSchemaRegistry later = new LocalSchemaRegistry(folder);
        int second = later.register("thing-value", SECOND);

        LocalSchemaRegistry last = new LocalSchemaRegistry(folder);
        assertEquals(List.of(first, second), last.subjects().get("thing-value"));
        assertEquals(FIRST, last.byId(first));
        assertEquals(SECOND, last.byId(second));
    }

    @Test
    void countsAVersionOnce(@TempDir Path folder) {
        LocalSchemaRegistry registry = new LocalSchemaRegistry(folder);
        registry.register("thing-value", FIRST);
        registry.register("thing-value", FIRST);
        assertEquals(1, registry.subjects().get("thing-value").size());
    }

    @Test
    void refusesAnIdItDoesNotKnow() {
        assertThrows(SchemaRegistryException.class, () -> new LocalSchemaRegistry(null).byId(1));
    }
}
