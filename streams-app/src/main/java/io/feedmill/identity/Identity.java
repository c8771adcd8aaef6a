package io.feedmill.identity;

import io.feedmill.words.Words;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which item a raw item is a version of. Looks it up under the names it goes by, the most trustworthy first:
 *
 * <ol>
 *   <li>its guid, unless other items of the document have it too. A guid that is unique by its form (a URL, a tag: URI, a
 *       UUID, anything long) is trusted throughout the site; a short one only within its feed, elsewhere if the headline
 *       agrees too. If link, headline and text have all become others, the guid was used for another story.
 *   <li>its link, unless it is the home page or other items have it too. Where the guid is a new one, the headline or most
 *       of the text must agree: sites that change their ids are common, and so are pages that many items link to. Of an item
 *       that has had many names, new guids are expected.
 *   <li>what is left of guid and link when a site moves: the path, and the number in it, if most of the text agrees.
 *   <li>headline and beginning of the text, where it has neither guid nor link for itself.
 * </ol>
 *
 * Never by the headline alone: a false merge loses a story, a missed one only repeats it.
 */
public final class Identity {

    private static final Pattern UNIQUE_BY_FORM =
            Pattern.compile("(?i)(?:https?://|tag:|urn:).+|.{20,}", Pattern.DOTALL);

    /** In a path: long enough not to be a date, a year or a page. A short one stands by itself, as one in base 16 does. */
    private static final Pattern NUMBER = Pattern.compile("(?<![0-9])(?!20[0-9]{6}(?![0-9]))[0-9]{6,15}(?![0-9])"
            + "|(?<![0-9A-Za-z])(?!(?:19|20)[0-9]{2}(?![0-9]))[0-9]{4,5}(?![0-9A-Za-z])"
            + "|(?<![0-9A-Za-z])(?=[a-f]{0,39}[0-9])(?=[0-9]{0,39}[a-f])[0-9a-f]{8,40}(?![0-9A-Za-z])");

    /** Of which language a page is, where its address says so: the same number then stands for each translation. */
    private static final Pattern LOCALE = Pattern.compile(
            "^([a-z]{2})\\.|^[^/]{1,300}/([a-z]{2}(?:[-_][a-zA-Z]{2})?)/|[?&](?:lang|hl|locale|language)=([A-Za-z_-]{2,8})(?:&|$)");

    private static final Pattern COUNTER = Pattern.compile("#[0-9]{1,2}");
    private static final int BEGINNING = 200;

    /** An item whose guid does not change has two to six names. */
    private static final int MANY_NAMES = 8;

    private final ItemFacts facts;
    private final Function<String, String> itemOfName;
    private final Function<String, Known> knownItem;
    private final long titleHash;
    private final String home;
    private final String guid;
    private final String link;
    /** The name that the link gives; null without one. */
    private final String linkName;

    private final List<String> names = new ArrayList<>();
    private Set<Long> paragraphs;

    private Identity(ItemFacts facts, Function<String, String> itemOfName, Function<String, Known> knownItem) {
        this.facts = facts;
        this.itemOfName = itemOfName;
        this.knownItem = knownItem;
        this.titleHash = Words.digest(facts.title() == null ? "" : facts.title());
        this.home = CanonicalLink.comparable(facts.siteLink());
        this.link = facts.linkShared() ? null : itemLink();
        this.linkName = link == null ? null : name("link", link);
        this.guid = facts.guidShared() ? null : guidName(link);
    }

    /** What must be remembered of an item to recognise it. */
    public interface Known {
        /** The item's id. */
        String itemId();

        /** {@link Words#digest(String)} of the headline of its last version. */
        long titleHash();

        /** {@link Version#blocks} of its last version. */
        List<Long> blocks();

        /** The names it was seen under. */
        List<String> names();

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
     * Parses the text only where guid, link and headline leave a doubt.
     *
     * @param itemOfName the id of the item that was seen under a name, or null
     * @param knownItem what is remembered of the item with this id, or null
     */
    public static Identified identify(
            ItemFacts facts, Function<String, String> itemOfName, Function<String, Known> knownItem) {
        return new Identity(facts, itemOfName, knownItem).identified();
    }

    private Identified identified() {
        return byGuid().or(this::byLink).or(this::byWhatIsLeft).or(this::byText).orElseGet(this::unknown);
    }

    private Optional<Identified> byGuid() {
        if (guid == null) {
            if (link != null) {
                names.add(linkName);
            }
            return Optional.empty();
        }
        String wide = name("guid", guid);
        names.add(wide);
        if (link != null) {
            names.add(linkName);
        }
        Optional<Known> known = lookUp(wide);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        boolean here = isUniqueByForm(facts.guid())
                || known.get().feedIds().contains(facts.feedId())
                || sameTitle(known.get());
        if (here && !isAnotherStory(known.get())) {
            return found(known.get(), "same guid");
        }
        String narrow = here ? "guid of " + (link == null ? titleHash : link) : "guid in " + facts.feedId();
        names.set(0, name(narrow, guid));
        return lookUp(names.get(0))
                .flatMap(item -> found(item, here ? "same guid and link" : "same guid in the same feed"));
    }

    /** Whether an item with the same guid has next to nothing else in common with this one. */
    private boolean isAnotherStory(Known known) {
        if (sameTitle(known)) {
            return false;
        } else if (link == null) {
            return !isUniqueByForm(facts.guid()) && hasAnotherText(known, 2);
        }
        return hasAnotherLink(known) && hasAnotherText(known, 1);
    }

    private boolean hasAnotherLink(Known known) {
        Stream<String> left = translation(link).map(Stream::of).orElseGet(() -> whatIsLeft(link));
        return !known.names().contains(linkName) && left.noneMatch(known.names()::contains);
    }

    private static boolean isUniqueByForm(String guid) {
        return UNIQUE_BY_FORM.matcher(guid.strip()).matches();
    }

    private Optional<Identified> byLink() {
        if (link == null) {
            return Optional.empty();
        }
        return lookUp(linkName).flatMap(known -> {
            if (guid == null) {
                return found(known, "same link");
            } else if (known.names().size() >= MANY_NAMES) {
                return found(known, "same link, another of many guids");
            } else if (sameTitle(known) && !isTheNextOfASeries(known)) {
                return found(known, "same link and headline, new guid");
            } else if (sharesMostText(known)) {
                return found(known, "same link and text, new guid");
            }
            return Optional.empty();
        });
    }

    /** A page that has a new text each day under one headline, and its feed a new guid for it. */
    private boolean isTheNextOfASeries(Known known) {
        return known.feedIds().contains(facts.feedId()) && hasAnotherText(known, 2);
    }

    private Optional<Identified> byWhatIsLeft() {
        List<String> left = Stream.of(guid, link)
                .distinct()
                .flatMap(this::whatIsLeft)
                .distinct()
                .toList();
        names.addAll(left);
        return left.stream()
                .flatMap(name -> lookUp(name).stream())
                .filter(this::sharesMostText)
                .findFirst()
                .flatMap(known -> found(known, "same text, moved to another address"));
    }

    /** Names that survive when a site moves, and are not enough by themselves. */
    private Stream<String> whatIsLeft(String address) {
        if (address == null || address.indexOf('/') < 0) {
            return Stream.empty();
        }
        return Stream.of(
                        Optional.of(name("path", path(address))),
                        number(address).map(number -> name("number", number)),
                        translation(address))
                .flatMap(Optional::stream);
    }

    private static String path(String address) {
        return address.substring(address.indexOf('/'));
    }

    private static Optional<String> number(String address) {
        return NUMBER.matcher(path(address)).results().reduce((a, b) -> b).map(MatchResult::group);
    }

    /** The page in its language, where the address says which that is: the others may have the same path and number. */
    private Optional<String> translation(String address) {
        Matcher locale = LOCALE.matcher(address);
        if (!locale.find()) {
            return Optional.empty();
        }
        String page = number(address).orElse(path(address));
        return Stream.of(locale.group(1), locale.group(2), locale.group(3))
                .filter(Objects::nonNull)
                .findFirst()
                .map(code -> name("translation", code.toLowerCase(Locale.ROOT) + " " + page));
    }

    private Optional<Identified> byText() {
        if (!names.isEmpty()) {
            return Optional.empty();
        }
        String content = facts.content() == null ? "" : facts.content();
        String beginning = content.substring(0, Math.min(BEGINNING, content.length()));
        names.add(name("text", titleHash + " " + Words.digest(beginning)));
        return lookUp(names.get(0))
                .flatMap(known -> found(known, "same headline and beginning"))
                .or(this::byNamesThatOthersHaveNow);
    }

    /** An item that had its guid or link for itself, until others came that have them too. */
    private Optional<Identified> byNamesThatOthersHaveNow() {
        String itemLink = itemLink();
        String itemGuid = guidName(itemLink);
        return Stream.of(
                        itemGuid == null ? null : name("guid", itemGuid),
                        itemLink == null ? null : name("link", itemLink))
                .filter(Objects::nonNull)
                .flatMap(name -> lookUp(name).stream())
                .filter(known -> sameTitle(known) && sharesMostText(known))
                .findFirst()
                .flatMap(known -> found(known, "same headline and text, under an id that others have now too"));
    }

    private Identified unknown() {
        return new Identified(names.get(0), null, names, "not seen before");
    }

    private Optional<Identified> found(Known known, String evidence) {
        return Optional.of(new Identified(known.itemId(), known, names, evidence));
    }

    private boolean sameTitle(Known known) {
        return known.titleHash() == titleHash;
    }

    /** More than half, so that a line that a site repeats under all its items is not enough. */
    private boolean sharesMostText(Known known) {
        int shared = sharedParagraphs(known);
        return shared * 2 > Math.min(paragraphs.size(), known.blocks().size());
    }

    /**
     * Whether at most a third is in both, as are lines that a site repeats.
     *
     * @param atLeast so many paragraphs each must have for that to be told: one is easily changed
     */
    private boolean hasAnotherText(Known known, int atLeast) {
        int shared = sharedParagraphs(known);
        int fewer = Math.min(paragraphs.size(), known.blocks().size());
        return fewer >= atLeast && shared * 3 <= fewer;
    }

    private int sharedParagraphs(Known known) {
        if (paragraphs == null) {
            paragraphs = Paragraphs.of(facts.content());
        }
        return (int) known.blocks().stream().filter(paragraphs::contains).count();
    }

    private Optional<Known> lookUp(String name) {
        return Optional.ofNullable(itemOfName.apply(name)).map(knownItem);
    }

    /** Null too for a guid that is the link and a counter of versions: that is the link's business. */
    private String guidName(String link) {
        String guid = facts.guid();
        if (guid == null || guid.isBlank()) {
            return null;
        }
        String page = CanonicalLink.comparable(guid);
        if (page != null && isHome(page)) {
            return null;
        }
        String name = Objects.requireNonNullElse(page, guid.strip());
        boolean counts = link != null
                && name.startsWith(link)
                && COUNTER.matcher(name.substring(link.length())).matches();
        return counts ? null : name;
    }

    private String itemLink() {
        String link = CanonicalLink.comparable(facts.link());
        return link == null || isHome(link) ? null : link;
    }

    private boolean isHome(String page) {
        return page.equals(home) || !page.contains("/") && !page.contains("?");
    }

    private String name(String kind, String value) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((facts.siteId() + "\n" + kind + "\n" + value).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
