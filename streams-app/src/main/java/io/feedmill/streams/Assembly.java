package io.feedmill.streams;

import io.feedmill.avro.Author;
import io.feedmill.avro.Category;
import io.feedmill.avro.Credit;
import io.feedmill.avro.EnrichedItem;
import io.feedmill.avro.FeedBoilerplate;
import io.feedmill.avro.HabitState;
import io.feedmill.avro.ItemOutcome;
import io.feedmill.avro.Media;
import io.feedmill.avro.Organisation;
import io.feedmill.avro.OutcomeKind;
import io.feedmill.avro.Place;
import io.feedmill.avro.PreparedItem;
import io.feedmill.avro.RawItem;
import io.feedmill.avro.RemovedBlock;
import io.feedmill.avro.Span;
import io.feedmill.avro.Topic;
import io.feedmill.identity.CanonicalLink;
import io.feedmill.rules.Origin;
import io.feedmill.schemas.Topics;
import io.feedmill.sketch.Sketch;
import io.feedmill.strip.Article;
import io.feedmill.strip.FeedContext;
import io.feedmill.strip.Removed;
import io.feedmill.strip.Stripped;
import io.feedmill.strip.learned.FeedHabits;
import io.feedmill.tag.Story;
import io.feedmill.tag.Tagged;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.apache.kafka.streams.KeyValue;

/**
 * Between the contract's records and what the pure stages take and give. The only place that knows both.
 *
 * @param pipelineVersion the version of the program
 * @param rulesDigest of all rules and lexicons
 */
record Assembly(String pipelineVersion, String rulesDigest) {

    private static final int TITLE_IN_OUTCOME = 200;
    private static final int TEXT_OF_HABIT = 2_000;
    private static final int GUID_IN_OUTCOME = 500;
    private static final int URL_IN_OUTCOME = 2_000;
    private static final int MAX_MEDIA = 64;

    /**
     * What the texts of an enriched item may take together, in bytes. The rest of the record is bounded by its own
     * limits and far smaller; together they stay below what the topics take, so that no record is ever refused.
     */
    private static final int MAX_TEXT_BYTES = Topics.MAX_RECORD_BYTES - (512 << 10);

    static Article article(RawItem item) {
        return new Article(
                item.getTitle(),
                item.getFeed().getTitle(),
                CanonicalLink.host(item.getFeed().getSite()),
                item.getLink(),
                item.getFeed().getLanguage(),
                item.getFeed().getGenerator(),
                item.getContentHtml(),
                item.getSummaryHtml(),
                item.getFeed().getUrl(),
                item.getFeed().getRuleSet());
    }

    /** Null if the feed gives no date, or one that lies ahead. */
    static LocalDate day(RawItem item) {
        Instant published = item.getPublished();
        return published == null || published.isAfter(item.getFetchedAt().plus(Duration.ofDays(1)))
                ? null
                : LocalDate.ofInstant(published, ZoneOffset.UTC);
    }

    static FeedContext context(RawItem item, FeedHabits habits) {
        return new FeedContext(
                habits, item.getAuthors().stream().map(Author::getName).toList(), day(item));
    }

    /** What was learned at this draft, as it goes to the topic that shows it. */
    List<KeyValue<String, FeedBoilerplate>> lessons(Draft draft) {
        return draft.lessons().stream()
                .map(lesson -> {
                    FeedHabits.Change change = lesson.change();
                    String rule = change.rule();
                    return KeyValue.pair(
                            lesson.feedId() + "/" + rule,
                            change.state() == FeedHabits.State.NONE
                                    ? null
                                    : FeedBoilerplate.newBuilder()
                                            .setFeedId(lesson.feedId())
                                            .setSiteId(draft.siteId())
                                            .setRule(rule)
                                            .setState(HabitState.valueOf(
                                                    change.state().name()))
                                            .setText(cut(change.text(), TEXT_OF_HABIT))
                                            .setCount(change.seen().count())
                                            .setOf(change.seen().of())
                                            .setSince(change.seen()
                                                    .since()
                                                    .atStartOfDay()
                                                    .toInstant(ZoneOffset.UTC))
                                            .setItemId(draft.identity().itemId())
                                            .setAt(draft.eff())
                                            .build());
                })
                .toList();
    }

    static Story story(RawItem item, Stripped stripped) {
        return new Story(
                item.getTitle(),
                stripped.words(),
                stripped.dateline(),
                item.getFeed().getLanguage(),
                item.getCategories().stream().map(Category::getTerm).toList(),
                item.getFeed().getTitle(),
                item.getFeed().getTopics(),
                () -> origin(item));
    }

    private static Origin origin(RawItem item) {
        return new Origin(
                item.getFeed().getUrl(),
                CanonicalLink.host(item.getFeed().getSite()),
                item.getFeed().getGenerator(),
                item.getFeed().getLanguage(),
                item.getFeed().getRuleSet());
    }

    static Sketch sketch(RawItem item, Stripped stripped) {
        return Sketch.of(Objects.requireNonNullElse(item.getTitle(), ""), stripped.words());
    }

    /** The draft as it goes to the ordering half. */
    PreparedItem prepared(Draft draft) {
        if (draft.isTick()) {
            return new PreparedItem(draft.raw(), draft.eff(), draft.siteId(), null, null, null, null);
        } else if (draft.settled() != null) {
            Draft.Settled settled = draft.settled();
            return new PreparedItem(
                    draft.raw(),
                    draft.eff(),
                    draft.siteId(),
                    outcome(draft, settled.kind(), settled.stage(), settled.reason()),
                    null,
                    null,
                    draft.original().publishedAt());
        }
        boolean first = draft.revised().change() == null;
        ItemOutcome outcome = outcome(
                draft,
                first ? OutcomeKind.ENRICHED : OutcomeKind.REVISED,
                first ? "relate" : "revise",
                first ? "a story not seen before" : draft.identity().evidence() + ", something in it has changed");
        return new PreparedItem(
                draft.raw(),
                draft.eff(),
                draft.siteId(),
                outcome,
                enriched(draft),
                Sketches.toAvro(draft.sketch()),
                draft.original().publishedAt());
    }

    private ItemOutcome outcome(Draft draft, OutcomeKind kind, String stage, String reason) {
        RawItem item = draft.item();
        String title = item == null ? null : item.getTitle();
        return ItemOutcome.newBuilder()
                .setKind(kind)
                .setItemId(draft.identity() == null ? null : draft.identity().itemId())
                .setRevision(revision(draft))
                .setReason(reason)
                .setStage(stage)
                .setFeedId(item == null ? null : item.getFeed().getId())
                .setTitle(title == null ? null : cut(title, TITLE_IN_OUTCOME))
                .setUrl(item == null || item.getLink() == null ? null : cut(url(draft), URL_IN_OUTCOME))
                .setGuid(item == null || item.getGuid() == null ? null : cut(item.getGuid(), GUID_IN_OUTCOME))
                .setFeedIds(
                        draft.revised() == null
                                ? List.of()
                                : draft.revised().memory().getFeedIds())
                .setChange(draft.revised() == null ? null : draft.revised().change())
                .setFlapping(draft.revised() != null && draft.revised().flaps())
                .setRaw(draft.raw())
                .setEff(draft.eff())
                .build();
    }

    /** As it was given where the draft was rejected: it may be the link that was at fault. */
    private static String url(Draft draft) {
        String link = draft.item().getLink();
        return draft.isRejected() ? link : CanonicalLink.clean(link);
    }

    private static int revision(Draft draft) {
        if (draft.revised() != null) {
            return draft.revised().memory().getRevision();
        }
        boolean known = draft.identity() != null && draft.identity().known() instanceof IdentifyItem.Remembered;
        return known
                ? ((IdentifyItem.Remembered) draft.identity().known()).memory().getRevision()
                : 0;
    }

    private EnrichedItem enriched(Draft draft) {
        RawItem item = draft.item();
        Stripped stripped = draft.stripped();
        Tagged tagged = draft.tagged();
        Instant published = item.getPublished();
        List<String> truncated = new ArrayList<>(item.getTruncated());
        boolean htmlFits = fits(item, stripped, stripped.html());
        if (!htmlFits) {
            truncated.add("html");
        }
        EnrichedItem enriched = new EnrichedItem();
        enriched.setItemId(draft.identity().itemId());
        enriched.setRevision(draft.revised().memory().getRevision());
        enriched.setChange(draft.revised().change());
        enriched.setTitle(Objects.requireNonNullElse(item.getTitle(), ""));
        enriched.setUrl(CanonicalLink.clean(item.getLink()));
        enriched.setLink(item.getLinkAsGiven() == null ? item.getLink() : item.getLinkAsGiven());
        enriched.setOriginalUrl(CanonicalLink.clean(stripped.originalUrl()));
        enriched.setPublished(published == null ? item.getFetchedAt() : published);
        enriched.setPublishedFrom(published == null ? "fetch" : "feed");
        enriched.setUpdated(item.getUpdated());
        enriched.setFetchedAt(item.getFetchedAt());
        enriched.setFirstSeenAt(draft.revised().memory().getFirstSeenAt());
        enriched.setLanguage(tagged.language().code());
        enriched.setLanguageConfidence(tagged.language().confidence());
        enriched.setLanguageFrom(tagged.language().from());
        enriched.setText(stripped.text());
        enriched.setHtml(htmlFits ? stripped.html() : null);
        enriched.setLead(stripped.lead());
        enriched.setSummary(stripped.summary());
        enriched.setSummaryFrom(stripped.summaryFrom().word());
        enriched.setCompleteness(stripped.completeness().word());
        enriched.setWordCount(stripped.wordCount());
        enriched.setAuthors(item.getAuthors());
        enriched.setCategories(item.getCategories());
        enriched.setDateline(stripped.dateline());
        enriched.setCredits(stripped.credits().stream()
                .map(credit -> new Credit(credit.name(), credit.role().word(), credit.evidence()))
                .toList());
        enriched.setCaptions(stripped.captions());
        enriched.setNotices(stripped.notices());
        enriched.setCopyright(stripped.copyright());
        enriched.setTopics(tagged.topics().stream()
                .map(topic -> new Topic(topic.code(), topic.name(), topic.score(), spans(topic.evidence())))
                .toList());
        enriched.setPlaces(tagged.places().stream()
                .map(place -> new Place(
                        place.name(), place.country(), place.kind(), place.salience(), spans(place.evidence())))
                .toList());
        enriched.setOrganisations(tagged.organisations().stream()
                .map(organisation -> new Organisation(
                        organisation.name(),
                        organisation.kind(),
                        organisation.salience(),
                        spans(organisation.evidence())))
                .toList());
        enriched.setMedia(media(item, stripped));
        enriched.setRemoved(stripped.removed().stream()
                .map(removed -> new RemovedBlock(
                        removed.rule(), removed.kind().name(), removed.text(), removed.position(), removed.evidence()))
                .toList());
        enriched.setFeedIds(draft.revised().memory().getFeedIds());
        enriched.setFeed(item.getFeed());
        enriched.setRaw(draft.raw());
        enriched.setTruncated(truncated);
        enriched.setFlags(stripped.flags());
        enriched.setPipelineVersion(pipelineVersion);
        enriched.setRulesDigest(rulesDigest);
        return enriched;
    }

    private static List<Media> media(RawItem item, Stripped stripped) {
        Map<String, Media> byUrl = new LinkedHashMap<>();
        item.getMedia().forEach(media -> byUrl.putIfAbsent(media.getUrl(), media));
        stripped.media()
                .forEach(image -> byUrl.putIfAbsent(
                        image.url(),
                        Media.newBuilder()
                                .setUrl(image.url())
                                .setRole("image")
                                .setTitle(image.alt())
                                .build()));
        return byUrl.values().stream().limit(MAX_MEDIA).toList();
    }

    private static List<Span> spans(List<io.feedmill.tag.Span> spans) {
        return spans.stream()
                .map(span -> new Span(span.zone(), span.start(), span.end(), span.phrase()))
                .toList();
    }

    /** Throws where not even the item without its HTML fits into a record. */
    static Stripped fitting(RawItem item, Stripped stripped) {
        if (!fits(item, stripped, "")) {
            throw new IllegalArgumentException("the texts of the item take " + bytes(item, stripped, "", UTF_8)
                    + " bytes, more than the " + MAX_TEXT_BYTES
                    + " that fit into a record; the feed should be split or its items cut");
        }
        return stripped;
    }

    /** Counts bytes only where there may be too many: no character takes more than three. */
    private static boolean fits(RawItem item, Stripped stripped, String html) {
        return bytes(item, stripped, html, text -> 3L * text.length()) <= MAX_TEXT_BYTES
                || bytes(item, stripped, html, UTF_8) <= MAX_TEXT_BYTES;
    }

    /** What the texts take; more rather than less. */
    private static long bytes(RawItem item, Stripped stripped, String html, ToLongFunction<String> size) {
        long bytes = size.applyAsLong(stripped.text())
                + size.applyAsLong(stripped.lead())
                + size.applyAsLong(stripped.summary())
                + size.applyAsLong(html)
                + item.getAuthors().size() * 2_000L;
        for (Removed one : stripped.removed()) {
            bytes += 3 * size.applyAsLong(one.text()) + 200; // as itself, as a field, and as that field's evidence
        }
        for (Category category : item.getCategories()) {
            bytes += size.applyAsLong(category.getTerm());
            bytes += category.getScheme() == null ? 0 : size.applyAsLong(category.getScheme());
        }
        bytes += item.getTitle() == null ? 0 : 2 * size.applyAsLong(item.getTitle());
        bytes += item.getLink() == null ? 0 : 3 * size.applyAsLong(item.getLink());
        return bytes;
    }

    /** How many bytes a text takes in UTF-8, at most. */
    private static final ToLongFunction<String> UTF_8 = text -> {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 0 : c < 0x800 ? 1 : 2;
        }
        return bytes;
    };

    static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end);
    }
}
