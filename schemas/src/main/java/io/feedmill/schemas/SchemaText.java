package io.feedmill.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;

/** A schema as it goes to a registry: without the hints that only Java's code generator needs. */
final class SchemaText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SchemaText() {}

    static String of(Schema schema) {
        try {
            JsonNode tree = JSON.readTree(schema.toString());
            return JSON.writeValueAsString(withoutJavaHints(tree));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro wrote a schema that is not JSON: " + schema.getFullName(), e);
        }
    }

    /** The written form of the text, so that two texts of one schema compare equal. */
    static String normal(String schemaText) {
        return of(new Schema.Parser().parse(schemaText));
    }

    private static JsonNode withoutJavaHints(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove("avro.java.string");
            object.propertyStream()
                    .forEach(field -> object.replace(field.getKey(), withoutJavaHints(field.getValue())));
            boolean onlyAType = object.size() == 1 && object.path("type").isTextual();
            return onlyAType ? object.get("type") : object;
        }
        if (node.isArray()) {
            ArrayNode array = (ArrayNode) node;
            for (int i = 0; i < array.size(); i++) {
                array.set(i, withoutJavaHints(array.get(i)));
            }
        }
        return node;
    }
}
