package io.feedmill.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.avro.Feedmill;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class ContractTest {

    @Test
    void everyTypeAndEveryFieldIsDocumented() {
        Set<String> bare = new TreeSet<>();
        int fields = 0;
        for (Schema type : Feedmill.PROTOCOL.getTypes()) {
            if (type.getDoc() == null) {
                bare.add(type.getName());
            }
            if (type.getType() == Schema.Type.RECORD) {
                for (Schema.Field field : type.getFields()) {
                    fields++;
                    if (field.doc() == null || field.doc().isBlank()) {
                        bare.add(type.getName() + "." + field.name());
                    }
                }
            }
        }
        assertEquals(Set.of(), bare);
        assertTrue(fields > 100, "only " + fields + " fields were looked at");
    }

    @Test
    void everyEnumHasADefaultForSymbolsYetToCome() {
        for (Schema type : Feedmill.PROTOCOL.getTypes()) {
            if (type.getType() == Schema.Type.ENUM) {
                assertEquals("UNKNOWN", type.getEnumDefault(), type.getName());
            }
        }
    }

    @Test
    void everyFieldThatMayBeNullIsNullByDefault() {
        for (Schema type : Feedmill.PROTOCOL.getTypes()) {
            if (type.getType() != Schema.Type.RECORD) {
                continue;
            }
            for (Schema.Field field : type.getFields()) {
                if (field.schema().isNullable()) {
                    assertTrue(field.hasDefaultValue(), type.getName() + "." + field.name());
                }
            }
        }
    }

    @Test
    void noRegisteredSchemaCarriesHintsForJava() {
        LocalSchemaRegistry registry = new LocalSchemaRegistry(null);
        Topics.of("", registry).register();
        assertEquals(8, registry.subjects().size());
        for (List<Integer> versions : registry.subjects().values()) {
            assertFalse(registry.textOf(versions.get(0)).contains("avro.java.string"));
        }
    }

    @Test
    void allTopicsTakeThePrefix() {
        List<String> names = Topics.of("test-", new LocalSchemaRegistry(null)).names();
        assertEquals(9, names.size());
        names.forEach(name -> assertTrue(name.startsWith("test-feed-"), name));
    }
}
