package io.feedmill.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * A registry for one process. A schema's id is the start of the SHA-256 of its text, so that it is the same in every
 * process and after every restart. With a folder it also remembers the schemas of earlier versions of the program, and
 * can read what they wrote.
 */
public final class LocalSchemaRegistry implements SchemaRegistry {

    private static final Pattern FILE_NAME = Pattern.compile("(.{1,200})\\.v([0-9]{1,6})\\.avsc");

    private final Path folder;
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final TreeMap<String, List<Integer>> subjects = new TreeMap<>();

    /**
     * @param folder where schemas are kept, one file for each version of a subject; null to forget them with the process
     * @throws UncheckedIOException if the folder cannot be made or read
     */
    public LocalSchemaRegistry(Path folder) {
        this.folder = folder;
        if (folder != null) {
            load();
        }
    }

    @Override
    public synchronized int register(String subject, Schema schema) {
        String text = SchemaText.of(schema);
        int id = idOf(text);
        schemas.putIfAbsent(id, new Schema.Parser().parse(text));
        List<Integer> versions = subjects.computeIfAbsent(subject, s -> new ArrayList<>());
        if (!versions.contains(id)) {
            versions.add(id);
            keep(subject, versions.size(), text);
        }
        return id;
    }

    @Override
    public Schema byId(int id) {
        Schema schema = schemas.get(id);
        if (schema == null) {
            throw new SchemaRegistryException(
                    "no schema has the id " + id
                            + ": the record was written with another registry, or is not in Confluent's wire format",
                    null,
                    true);
        }
        return schema;
    }

    /** The subjects in alphabetical order, each with the ids of its versions, oldest first. A copy. */
    public synchronized Map<String, List<Integer>> subjects() {
        TreeMap<String, List<Integer>> copy = new TreeMap<>();
        subjects.forEach((subject, versions) -> copy.put(subject, List.copyOf(versions)));
        return copy;
    }

    /** The schema's text in the form that registries exchange. */
    public String textOf(int id) {
        return SchemaText.of(byId(id));
    }

    /** The id that a schema with this text has here, whether it is registered or not. */
    public static int idOf(String schemaText) {
        return Integer.parseUnsignedInt(
                        Ids.sha256Hex(SchemaText.normal(schemaText).getBytes(StandardCharsets.UTF_8), 8), 16)
                & Integer.MAX_VALUE;
    }

    private void keep(String subject, int version, String text) {
        if (folder == null) {
            return;
        }
        try {
            Path file = folder.resolve(subject + ".v" + version + ".avsc");
            Path half = folder.resolve(subject + ".v" + version + ".tmp");
            Files.writeString(half, text);
            Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the schema of " + subject + " in " + folder, e);
        }
    }

    private void load() {
        try {
            Files.createDirectories(folder);
            TreeMap<String, TreeMap<Integer, Path>> found = new TreeMap<>();
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    Matcher name = FILE_NAME.matcher(file.getFileName().toString());
                    if (name.matches()) {
                        found.computeIfAbsent(name.group(1), s -> new TreeMap<>())
                                .put(Integer.parseInt(name.group(2)), file);
                    }
                }
            }
            for (Map.Entry<String, TreeMap<Integer, Path>> subject : found.entrySet()) {
                List<Integer> versions = new ArrayList<>();
                for (Path file : subject.getValue().values()) {
                    String text = Files.readString(file);
                    int id = idOf(text);
                    schemas.put(id, new Schema.Parser().parse(text));
                    versions.add(id);
                }
                subjects.put(subject.getKey(), versions);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the schemas kept in " + folder, e);
        }
    }
}
