package io.feedmill.streams;

import io.feedmill.rules.Overlay;
import io.feedmill.rules.RuleException;
import io.feedmill.schemas.Ids;
import io.feedmill.strip.Stripper;
import io.feedmill.tag.Tagger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The rules a mill runs with: those that come with the program, and what the user lays over them. Thread-safe. */
public final class RuleBook {

    private static final int DIGEST_HEX = 16;

    private final Overlay overlay;
    private Stripper stripper;
    private Tagger tagger;

    private RuleBook(Overlay overlay) {
        this.overlay = overlay;
    }

    /** With nothing of the user's. Costs nothing before it is used. */
    public static RuleBook bundled() {
        return new RuleBook(Overlay.NONE);
    }

    /**
     * With files, and folders of files, of the user's; they are read, compiled and checked at once.
     *
     * @throws RuleException with all that is wrong with them
     */
    public static RuleBook of(List<Path> files) {
        return files.isEmpty() ? bundled() : of(Overlay.read(files));
    }

    /**
     * With rules of the user's.
     *
     * @throws RuleException with all that is wrong with them
     */
    public static RuleBook of(Overlay overlay) {
        RuleBook book = new RuleBook(overlay);
        RuleException.Gathered problems = new RuleException.Gathered();
        problems.attempt(book::stripper);
        problems.attempt(book::tagger);
        problems.throwAny();
        return book;
    }

    public Overlay overlay() {
        return overlay;
    }

    /** Compiled on first use. */
    public synchronized Stripper stripper() {
        if (stripper == null) {
            stripper = Stripper.with(overlay.strip());
        }
        return stripper;
    }

    /** Compiled on first use. */
    public synchronized Tagger tagger() {
        if (tagger == null) {
            tagger = Tagger.with(overlay.tag());
        }
        return tagger;
    }

    /** Names all rules and lexicons in records: sixteen hex digits. */
    public String digest() {
        String digests = stripper().digest() + '\n' + tagger().digest();
        return Ids.sha256Hex(digests.getBytes(StandardCharsets.UTF_8), DIGEST_HEX);
    }
}
