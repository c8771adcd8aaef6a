package io.feedmill.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records as JSON that people write: field names are the schema's, a union is its value, an instant is ISO 8601 in UTC,
 * bytes are Base64. (Avro's own JSON encoding wraps every value of a union in an object that names its branch.)
 */
public final class AvroJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    static {
        AvroLimits.set();
    }

    private AvroJson() {}

    /** The record with all its fields, in the schema's order, nulls included. */
    public static ObjectNode toTree(SpecificRecord record) {
        ObjectNode tree = NODES.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            tree.set(field.name(), node(record.get(field.pos())));
        }
        return tree;
    }

    /** {@link #toTree} on one line, without its line end. */
    public static String toLine(SpecificRecord record) {
        try {
            return JSON.writeValueAsString(toTree(record));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that Jackson made and cannot write", e);
        }
    }

    /**
     * Reads what {@link #toTree} wrote, and what a person might write: a field that is missing or null gets its default,
     * an instant may be a number of milliseconds.
     *
     * @param unknownField is told the path of each field that the schema does not have; such fields are left out
     * @throws IllegalArgumentException if a field without a default is missing, or has the wrong type; the message names
     *     its path
     */
    public static <T extends SpecificRecord> T fromTree(JsonNode tree, Class<T> type, Consumer<String> unknownField) {
        Schema schema = SpecificData.get().getSchema(type);
        return type.cast(record(tree, schema, "", unknownField));
    }

    private static JsonNode node(Object value) {
        if (value == null) {
            return NODES.nullNode();
        } else if (value instanceof SpecificRecord record) {
            return toTree(record);
        } else if (value instanceof List<?> list) {
            ArrayNode array = NODES.arrayNode(list.size());
            list.forEach(element -> array.add(node(element)));
            return array;
        } else if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            map.entrySet().stream()
                    .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                    .forEach(entry -> object.set(entry.getKey().toString(), node(entry.getValue())));
            return object;
        } else if (value instanceof Integer number) {
            return NODES.numberNode(number);
        } else if (value instanceof Long number) {
            return NODES.numberNode(number);
        } else if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        } else if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return NODES.textNode(Base64.getEncoder().encodeToString(copy));
        }
        return NODES.textNode(value.toString()); // text, enum symbols, and instants, whose own form is ISO 8601
    }

    private static IndexedRecord record(JsonNode node, Schema schema, String path, Consumer<String> unknownField) {
        if (!node.isObject()) {
            throw wrong(path.isEmpty() ? "the line" : path, "an object", node);
        }
        IndexedRecord record =
                (IndexedRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
        for (Schema.Field field : schema.getFields()) {
            String at = path.isEmpty() ? field.name() : path + "." + field.name();
            JsonNode value = node.path(field.name());
            boolean absent = value.isMissingNode() || value.isNull();
            record.put(field.pos(), absent ? standIn(field, at) : value(value, field.schema(), at, unknownField));
        }
        node.fieldNames().forEachRemaining(name -> {
            if (schema.getField(name) == null) {
                unknownField.accept(path.isEmpty() ? name : path + "." + name);
            }
        });
        return record;
    }

    private static Object standIn(Schema.Field field, String path) {
        if (field.hasDefaultValue()) {
            return SpecificData.get().getDefaultValue(field);
        }
        throw new IllegalArgumentException("\"" + path + "\" is missing");
    }

    private static Object value(JsonNode node, Schema schema, String path, Consumer<String> unknownField) {
        switch (schema.getType()) {
            case UNION:
                Schema some = schema.getTypes().stream()
                        .filter(branch -> branch.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElseThrow();
                return value(node, some, path, unknownField);
            case RECORD:
                return record(node, schema, path, unknownField);
            case ARRAY:
                if (!node.isArray()) {
                    throw wrong(path, "an array", node);
                }
                List<Object> list = new ArrayList<>(node.size());
                for (int i = 0; i < node.size(); i++) {
                    list.add(value(node.get(i), schema.getElementType(), path + "[" + i + "]", unknownField));
                }
                return list;
            case MAP:
                if (!node.isObject()) {
                    throw wrong(path, "an object", node);
                }
                Map<String, Object> map = new TreeMap<>();
                node.properties()
                        .forEach(entry -> map.put(
                                entry.getKey(),
                                value(
                                        entry.getValue(),
                                        schema.getValueType(),
                                        path + "." + entry.getKey(),
                                        unknownField)));
                return map;
            case STRING:
                if (!node.isTextual()) {
                    throw wrong(path, "text", node);
                }
                return node.textValue();
            case BOOLEAN:
                if (!node.isBoolean()) {
                    throw wrong(path, "true or false", node);
                }
                return node.booleanValue();
            case INT:
                if (!node.canConvertToInt() || !node.isIntegralNumber()) {
                    throw wrong(path, "a whole number", node);
                }
                return node.intValue();
            case LONG:
                return schema.getLogicalType() == null ? number(node, path) : instant(node, path);
            case ENUM:
                try {
                    return SpecificData.get().createEnum(node.asText(), schema);
                } catch (IllegalArgumentException | AvroRuntimeException e) {
                    throw wrong(path, "one of " + schema.getEnumSymbols(), node);
                }
            case BYTES:
                return ByteBuffer.wrap(Base64.getDecoder().decode(node.asText()));
            default:
                throw new IllegalArgumentException("the contract has no " + schema.getType() + " yet: " + path);
        }
    }

    private static long number(JsonNode node, String path) {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw wrong(path, "a whole number", node);
        }
        return node.longValue();
    }

    private static Instant instant(JsonNode node, String path) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return Instant.ofEpochMilli(node.longValue());
        }
        try {
            return Instant.parse(node.asText());
        } catch (DateTimeParseException e) {
            throw wrong(path, "an instant such as \"2026-01-31T12:00:00Z\"", node);
        }
    }

    private static IllegalArgumentException wrong(String path, String wanted, JsonNode found) {
        String shown = found.toString();
        return new IllegalArgumentException("\"" + path + "\" must be " + wanted + ", not "
                + (shown.length() > 60 ? shown.substring(0, 60) + "…" : shown));
    }
}
