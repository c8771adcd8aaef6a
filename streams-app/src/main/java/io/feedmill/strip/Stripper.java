package io.feedmill.strip;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the story from what surrounds it. A pure function of the article and the rules: no clock, no locale, no state.
 * Thread-safe. Time and memory are linear in the length of the article, whatever it says.
 */
public final class Stripper {
    private static final String STRUCTURE = "structure.yaml";
    private static final String LEXICON = "lexicon.yaml";
    private static final List<String> RULES = List.of(
            "notices.yaml",
            "signoffs.yaml",
            "copyright.yaml",
            "backlinks.yaml",
            "makers.yaml",
            "teasers.yaml",
            "related.yaml",
            "promo.yaml",
            "widgets.yaml",
            "images.yaml",
            "corporate.yaml");

    final Rules rules;
    final Literals literals;
    final StructureRules structure;
    final Lexicon lexicon;
    private final String digest;

    private Stripper(Map<String, String> files) {
        structure = new StructureRules(new RuleFile(STRUCTURE, files.get(STRUCTURE)));
        lexicon = new Lexicon(new RuleFile(LEXICON, files.get(LEXICON)));
        List<RuleFile> texts = new ArrayList<>();
        RULES.forEach(name -> texts.add(new RuleFile(name, files.get(name))));
        rules = new Rules(texts);
        List<String> phrases = new ArrayList<>(rules.literals);
        phrases.addAll(lexicon.toldTo);
        literals = new Literals(phrases);
        digest = digest(files);
    }

    /** With the rules that come with Feedmill. They are read and checked once, on first use. */
    public static Stripper bundled() {
        return Bundled.STRIPPER;
    }

    /** SHA-256 of all rules and lexicons, in lower-case hex. */
    public String digest() {
        return digest;
    }

    /** Never fails: what cannot be read as HTML is read as text. */
    public Stripped strip(Article article) {
        return strip(article, null);
    }

    /**
     * Likewise, and takes out what the feed was seen to repeat.
     *
     * @param context null if nothing is to be learned
     */
    public Stripped strip(Article article, FeedContext context) {
        return new Stripping(this, article, context).run();
    }

    private static final class Bundled {
        static final Stripper STRIPPER = new Stripper(bundledFiles());
    }

    private static Map<String, String> bundledFiles() {
        Map<String, String> files = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(RULES);
        names.add(STRUCTURE);
        names.add(LEXICON);
        for (String name : names) {
            try (InputStream in = Stripper.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IllegalStateException("the rule file " + name + " is missing from the program");
                }
                files.put(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }

    private static String digest(Map<String, String> files) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            files.forEach((name, text) -> {
                sha.update(name.getBytes(StandardCharsets.UTF_8));
                sha.update((byte) 0);
                sha.update(text.getBytes(StandardCharsets.UTF_8));
                sha.update((byte) 0);
            });
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
