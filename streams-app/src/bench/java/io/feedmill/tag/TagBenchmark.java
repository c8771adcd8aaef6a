package io.feedmill.tag;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;

/**
 * What tags, language and places of a story cost, in microseconds of the thread's processor time, against a bare jsoup parse
 * of the same story as a page. The stories are the gold items put together, ten to a story.
 */
final class TagBenchmark {

    private static final int ITEMS_TO_A_STORY = 10;
    private static final int ROUNDS = 60;

    private TagBenchmark() {}

    public static void main(String[] args) {
        List<Story> stories = new ArrayList<>();
        List<String> pages = new ArrayList<>();
        for (String half : List.of("gold-a.txt", "gold-b.txt")) {
            List<Gold.Item> english = Gold.read(half).items.stream()
                    .filter(item -> item.language().equals("en"))
                    .toList();
            for (int i = 0; i + ITEMS_TO_A_STORY <= english.size(); i++) {
                add(stories, pages, english.subList(i, i + ITEMS_TO_A_STORY));
            }
        }
        Tagger tagger = Tagger.bundled();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long bestTag = Long.MAX_VALUE;
        long bestParse = Long.MAX_VALUE;
        long seen = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long begin = threads.getCurrentThreadCpuTime();
            for (Story story : stories) {
                seen += tagger.tag(story).topics().size();
            }
            long tagged = threads.getCurrentThreadCpuTime();
            for (String page : pages) {
                seen += Jsoup.parse(page).body().childNodeSize();
            }
            long parsed = threads.getCurrentThreadCpuTime();
            bestTag = Math.min(bestTag, tagged - begin);
            bestParse = Math.min(bestParse, parsed - tagged);
        }
        System.out.printf(
                Locale.ROOT,
                "%d stories of %d characters of HTML: tag %.1f µs, jsoup %.1f µs, ratio %.2f (best of %d rounds; %d)%n",
                stories.size(),
                pages.stream().mapToInt(String::length).sum() / pages.size(),
                bestTag / 1e3 / stories.size(),
                bestParse / 1e3 / stories.size(),
                (double) bestTag / bestParse,
                ROUNDS,
                seen);
    }

    private static void add(List<Story> stories, List<String> pages, List<Gold.Item> items) {
        StringBuilder text = new StringBuilder();
        StringBuilder page = new StringBuilder("<html><body><article class=\"story\">");
        for (Gold.Item item : items) {
            text.append(item.text()).append("\n\n");
            page.append("<p class=\"body\">").append(item.text());
            page.append(" <a href=\"https://news.example/tag/?id=1&amp;from=body\" rel=\"tag\">more</a></p>\n");
            page.append("<figure><img src=\"https://img.example/1.jpg\" width=\"600\" height=\"400\" alt=\"\"></figure>\n");
        }
        pages.add(page.append("</article></body></html>").toString());
        stories.add(new Story(items.get(0).title(), text.toString(), null, "en", List.of(), null, List.of()));
    }
}
