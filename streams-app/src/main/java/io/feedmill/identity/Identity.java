package io.feedmill.identity;

import io.feedmill.sketch.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Which item a raw item is a version of. Looks it up under the names it goes by, the most trustworthy first:
 *
 * <ol>
 *   <li>its guid, unless other items of the document have it too. A guid that is unique by its form (a URL, a tag: URI, a
 *       UUID, anything long) is trusted throughout the site; a short one only within its feed, elsewhere if the headline
 *       agrees too.
 *   <li>its link, unless it is the home page or other items have it too. Where the guid is a new one, the headline must
 *       agree: sites that change their ids are common, and so are pages that many items link to.
 *   <li>headline and beginning of the text, where it has neither.
 * </ol>
 *
 * Never by the headline alone: a false merge loses a story, a missed one only repeats it.
 */
public final class Identity {

    private static final Pattern UNIQUE_BY_FORM =
            Pattern.compile("(?i)(?:https?://|tag:|urn:).+|.{20,}", Pattern.DOTALL);
    private static final int BEGINNING = 200;

    private Identity() {}

    /** What must be remembered of an item to recognise it. */
    public interface Known {
        /** The item's id. */
        String itemId();

        /** {@link Tokens#digest} of the headline of its last version. */
        long titleHash();

        /** The feeds it was seen in. */
        List<String> feedIds();
    }

    /**
     * Who the item is.
     *
     * @param itemId 32 hex digits; made from the first name it was ever seen under
     * @param known what was remembered of it; null if it is new
     * @param names all names it goes by now, for the next look-up: 32 hex digits each
     * @param evidence by what it was recognised, in words
     */
    public record Identified(String itemId, Known known, List<String> names, String evidence) {}

    /**
     * @param itemOfName the id of the item that was seen under a name, or null
     * @param knownItem what is remembered of the item with this id, or null
     */
    public static Identified identify(
            ItemFacts facts, Function<String, String> itemOfName, Function<String, Known> knownItem) {
        long titleHash = Tokens.digest(facts.title() == null ? "" : facts.title());
        List<String> names = new ArrayList<>();
        Identified found = null;

        String guid = facts.guidShared() ? null : guidName(facts.guid());
        if (guid != null) {
            boolean unique = UNIQUE_BY_FORM.matcher(facts.guid().strip()).matches();
            String wide = name(facts.siteId(), "guid", guid);
            names.add(wide);
            Optional<Known> known = lookUp(wide, itemOfName, knownItem);
            if (known.isPresent()
                    && (unique
                            || known.get().feedIds().contains(facts.feedId())
                            || known.get().titleHash() == titleHash)) {
                found = new Identified(known.get().itemId(), known.get(), names, "same guid");
            } else if (known.isPresent()) {
                names.set(0, name(facts.siteId(), "guid in " + facts.feedId(), guid));
                Optional<Known> narrow = lookUp(names.get(0), itemOfName, knownItem);
                if (narrow.isPresent()) {
                    found = new Identified(narrow.get().itemId(), narrow.get(), names, "same guid in the same feed");
                }
            }
        }

        String link = facts.linkShared() ? null : itemLink(facts);
        if (link != null) {
            String linkName = name(facts.siteId(), "link", link);
            names.add(linkName);
            if (found == null) {
                Optional<Known> known = lookUp(linkName, itemOfName, knownItem);
                if (known.isPresent() && (guid == null || known.get().titleHash() == titleHash)) {
                    found = new Identified(
                            known.get().itemId(),
                            known.get(),
                            names,
                            guid == null ? "same link" : "same link and headline, new guid");
                }
            }
        }

        if (names.isEmpty()) {
            String content = facts.content() == null ? "" : facts.content();
            String textName = name(
                    facts.siteId(),
                    "text",
                    titleHash + " " + Tokens.digest(content.substring(0, Math.min(BEGINNING, content.length()))));
            names.add(textName);
            Optional<Known> known = lookUp(textName, itemOfName, knownItem);
            if (known.isPresent()) {
                found = new Identified(known.get().itemId(), known.get(), names, "same headline and beginning");
            }
        }
        return found != null ? found : new Identified(names.get(0), null, names, "not seen before");
    }

    private static Optional<Known> lookUp(
            String name, Function<String, String> itemOfName, Function<String, Known> knownItem) {
        return Optional.ofNullable(itemOfName.apply(name)).map(knownItem);
    }

    private static String guidName(String guid) {
        if (guid == null || guid.isBlank()) {
            return null;
        }
        String link = CanonicalLink.comparable(guid);
        return link == null ? guid.strip() : link;
    }

    private static String itemLink(ItemFacts facts) {
        String link = CanonicalLink.comparable(facts.link());
        boolean isHome = link != null
                && (link.equals(CanonicalLink.comparable(facts.siteLink()))
                        || !link.contains("/") && !link.contains("?"));
        return isHome ? null : link;
    }

    private static String name(String siteId, String kind, String value) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((siteId + "\n" + kind + "\n" + value).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
