package io.feedmill.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A user's own rule files, which lie over those that come with the program. A folder holds {@code strip/*.yaml} and
 * {@code tag/*.yaml}; a file elsewhere is for tags if it has one of the keys that only those have.
 *
 * @param strip rules for what is boilerplate
 * @param tag phrases, topics and names
 */
public record Overlay(List<RuleText> strip, List<RuleText> tag) {

    /** Nothing of the user's. */
    public static final Overlay NONE = new Overlay(List.of(), List.of());

    private static final int MAX_FILE_BYTES = 1 << 20;
    private static final int MAX_FILES = 500;
    private static final long MAX_BYTES = 16L << 20;
    private static final int MAX_DEPTH = 6;
    private static final Pattern TAG_KEY = Pattern.compile(
            "^(?:language|topics|concepts|ignore|organisations|cities|countries) {0,9}:", Pattern.MULTILINE);

    public Overlay {
        strip = List.copyOf(strip);
        tag = List.copyOf(tag);
    }

    public boolean isEmpty() {
        return strip.isEmpty() && tag.isEmpty();
    }

    /** All files of both. */
    public Overlay and(Overlay other) {
        return new Overlay(
                Stream.concat(strip.stream(), other.strip.stream()).toList(),
                Stream.concat(tag.stream(), other.tag.stream()).toList());
    }

    /**
     * Reads files, and what ends in {@code .yaml} or {@code .yml} in folders and their subfolders. Their rules are not
     * looked at yet. A file that is named twice counts once.
     *
     * @throws RuleException if one cannot be read, is no UTF-8 text, or there are too many or too large ones
     */
    public static Overlay read(List<Path> paths) {
        RuleException.Gathered problems = new RuleException.Gathered();
        Set<Path> files = new LinkedHashSet<>();
        for (Path path : paths) {
            problems.attempt(() -> files.addAll(files(path)));
        }
        if (files.size() > MAX_FILES) {
            throw problem(
                    paths.get(0),
                    1,
                    "there are " + files.size() + " rule files, more than " + MAX_FILES + ": join some");
        }
        List<RuleText> strip = new ArrayList<>();
        List<RuleText> tag = new ArrayList<>();
        Set<Path> seen = new LinkedHashSet<>();
        long[] bytes = new long[1];
        for (Path file : files) {
            problems.attempt(() -> {
                if (seen.add(real(file))) {
                    RuleText text = text(file);
                    bytes[0] += text.text().length();
                    if (bytes[0] > MAX_BYTES) {
                        throw problem(file, 1, "with this one the rule files are longer than 16 MB together");
                    }
                    (isForTags(file, text) ? tag : strip).add(text);
                }
            });
        }
        problems.throwAny();
        return new Overlay(strip, tag);
    }

    private static boolean isForTags(Path file, RuleText text) {
        Path folder = file.toAbsolutePath().getParent();
        String name = folder == null || folder.getFileName() == null
                ? ""
                : folder.getFileName().toString();
        return name.equals("tag")
                || !name.equals("strip") && TAG_KEY.matcher(text.text()).find();
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file;
        }
    }

    private static List<Path> files(Path path) {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        if (!Files.isDirectory(path)) {
            throw problem(
                    path, 1, Files.exists(path) ? "this is neither a file nor a folder" : "there is no such file");
        }
        try (Stream<Path> walk = Files.walk(path, MAX_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> files = walk.filter(Overlay::isRuleFile)
                    .filter(file -> !isHidden(path.relativize(file)))
                    .sorted()
                    .limit(MAX_FILES + 1L)
                    .toList();
            if (files.isEmpty()) {
                throw problem(path, 1, "there is no .yaml file in this folder");
            }
            return files;
        } catch (IOException | UncheckedIOException e) {
            throw problem(path, 1, "the folder cannot be read (" + e.getMessage() + ")");
        }
    }

    private static boolean isRuleFile(Path file) {
        String name = file.toString();
        return (name.endsWith(".yaml") || name.endsWith(".yml")) && Files.isRegularFile(file);
    }

    private static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static RuleText text(Path file) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_FILE_BYTES + 1);
        } catch (IOException e) {
            throw problem(file, 1, "the file cannot be read (" + e.getMessage() + ")");
        }
        if (bytes.length > MAX_FILE_BYTES) {
            throw problem(file, 1, "the file is larger than 1 MB: a rule file is written by hand, so split it");
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        out.flip();
        if (result.isError()) {
            int line = 1 + (int) out.chars().filter(c -> c == '\n').count();
            throw problem(file, line, "this line is not UTF-8 text");
        }
        return new RuleText(file.toString(), out.toString());
    }

    private static RuleException problem(Path file, int line, String reason) {
        return new RuleException(new Problem(file.toString(), line, 1, reason));
    }
}
