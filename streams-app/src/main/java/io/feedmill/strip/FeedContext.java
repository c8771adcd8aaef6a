package io.feedmill.strip;

import io.feedmill.strip.learned.FeedHabits;
import java.time.LocalDate;
import java.util.List;

/**
 * What is known of an item's feed, and of the item besides its text.
 *
 * @param habits what the feed was seen to repeat; only read
 * @param authors as the feed names them
 * @param day of publication; null if the feed does not say
 */
public record FeedContext(FeedHabits habits, List<String> authors, LocalDate day) {}
