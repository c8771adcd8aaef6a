package io.feedmill.producer.parse;

import com.rometools.rome.feed.WireFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.WireFeedInput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jdom2.Document;
import org.jdom2.Element;

/** Rome, given trees and never an address; what it cannot read costs the item at fault and no other. */
final class Rome {

    private Rome() {}

    /**
     * @param frame makes an empty document of the format around items: root first, then the element that holds the items
     * @param itemsOf the items of what Rome made of it
     * @return as many as were given, in their order; null for each that Rome could not read
     */
    static <T> List<T> read(
            Function<List<Element>, Document> frame,
            List<Element> items,
            Function<WireFeed, List<T>> itemsOf,
            List<String> problems) {
        if (items.isEmpty()) {
            return List.of();
        }
        try {
            List<T> read = itemsOf.apply(build(frame.apply(items)));
            if (read.size() == items.size()) {
                return read;
            }
        } catch (FeedException | RuntimeException e) {
            // Then one by one.
        }
        List<T> each = new ArrayList<>();
        for (Element item : items) {
            item.detach();
            each.add(alone(frame, item, itemsOf, problems));
        }
        return Collections.unmodifiableList(each);
    }

    private static <T> T alone(
            Function<List<Element>, Document> frame,
            Element item,
            Function<WireFeed, List<T>> itemsOf,
            List<String> problems) {
        try {
            return itemsOf.apply(build(frame.apply(List.of(item)))).get(0);
        } catch (FeedException | RuntimeException e) {
            problems.add("an item could not be read in full: " + e.getMessage());
            return null;
        }
    }

    private static WireFeed build(Document document) throws FeedException {
        return new WireFeedInput(false, Locale.ROOT).build(document);
    }
}
