package io.feedmill.streams;

import io.feedmill.avro.ItemMemory;
import io.feedmill.avro.RawItem;
import io.feedmill.identity.Identity;
import io.feedmill.identity.ItemFacts;
import io.feedmill.sketch.Verbatim;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/**
 * Tells which item a draft is a version of, and settles those that repeat it word for word. Only reads: what is seen is
 * remembered once it has passed the stages.
 */
final class IdentifyItem implements FixedKeyProcessor<String, Draft, Draft> {

    private final Memory memory;
    private FixedKeyProcessorContext<String, Draft> context;
    private ItemStores stores;

    IdentifyItem(Memory memory) {
        this.memory = memory;
    }

    @Override
    public void init(FixedKeyProcessorContext<String, Draft> context) {
        this.context = context;
        this.stores = new ItemStores(context::getStateStore, memory.items());
    }

    @Override
    public void process(FixedKeyRecord<String, Draft> record) {
        Draft draft = record.value();
        context.forward(record.withValue(new Stage("identify", this::identify).apply(draft)));
    }

    private Draft identify(Draft draft) {
        Draft identified = draft.with(
                Identity.identify(facts(draft.item()), stores::itemOf, itemId -> known(itemId, draft.eff())));
        boolean again = identified.identity().known() instanceof Remembered known
                && known.memory().getRawDigest() == rawDigest(draft.item());
        return again
                ? identified.repeated("identify", identified.identity().evidence() + ", the same in every word")
                : identified;
    }

    /** A hash of all texts that any later stage looks at, so that an exact repeat needs none of them. */
    static long rawDigest(RawItem item) {
        List<String> texts = new ArrayList<>();
        texts.add(item.getTitle());
        texts.add(item.getContentHtml());
        texts.add(item.getSummaryHtml());
        item.getMedia().forEach(media -> texts.add(media.getUrl()));
        return Verbatim.digest(texts);
    }

    private Identity.Known known(String itemId, Instant eff) {
        ItemMemory memory = stores.item(itemId, eff);
        return memory == null ? null : new Remembered(memory);
    }

    static ItemFacts facts(RawItem item) {
        return new ItemFacts(
                item.getFeed().getSiteId(),
                item.getFeed().getId(),
                item.getGuid(),
                item.getGuidShared(),
                item.getLink(),
                item.getLinkShared(),
                item.getFeed().getSite(),
                item.getTitle(),
                item.getContentHtml() == null ? item.getSummaryHtml() : item.getContentHtml());
    }

    /** What identity wants to know of what is remembered. */
    record Remembered(ItemMemory memory) implements Identity.Known {

        @Override
        public String itemId() {
            return memory.getItemId();
        }

        @Override
        public long titleHash() {
            return memory.getTitle();
        }

        @Override
        public List<Long> blocks() {
            return memory.getBlocks();
        }

        @Override
        public List<String> names() {
            return memory.getNames();
        }

        @Override
        public List<String> feedIds() {
            return memory.getFeedIds();
        }
    }
}
