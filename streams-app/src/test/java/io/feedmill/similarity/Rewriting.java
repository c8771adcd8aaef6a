package io.feedmill.similarity;

import io.feedmill.similarity.Newsroom.Article;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What happens to an article on its way to another site, and what only looks as if it had. */
public enum Rewriting {
    COPY_WITH_BOILERPLATE(true, .99),
    CUT_TO_30_60_PERCENT(true, .98),
    LEDE_ONLY(true, .95),
    LIGHT_EDIT(true, .99),
    HEAVY_EDIT(true, .70),
    WRITE_THROUGH(true, .97),
    FOLLOW_UP_SHARING_20_PERCENT(false, .01),
    FOLLOW_UP_SHARING_35_PERCENT(false, .01),
    SAME_BOILERPLATE(false, .01);

    private static final List<String> BOILERPLATE = List.of(
            "Sign up to our morning letter and get the day's most important stories before breakfast, six days a week.",
            "This report comes from a news agency. Apart from the headline our desk has not changed it.",
            "Read more: how we check what we publish, and whom to write to if we got something wrong.",
            "Follow us wherever you are: on your telephone, by mail, or as a podcast in the evening. All rights reserved.");

    private final boolean copy;
    private final double bound;

    /** @param bound if it is a copy, the share that must be recognised; else the share that may be mistaken for one */
    Rewriting(boolean copy, double bound) {
        this.copy = copy;
        this.bound = bound;
    }

    public boolean isCopy() {
        return copy;
    }

    public double bound() {
        return bound;
    }

    /**
     * @param other another article: of it are the words and paragraphs that were not in the first
     */
    public Article of(Article article, Article other, Random random) {
        List<String> text = new ArrayList<>(article.paragraphs());
        switch (this) {
            case COPY_WITH_BOILERPLATE:
                text.add(0, BOILERPLATE.get(random.nextInt(4)));
                text.add(BOILERPLATE.get(random.nextInt(4)));
                text.add(BOILERPLATE.get(random.nextInt(4)));
                break;
            case CUT_TO_30_60_PERCENT:
                text = firstWords(text, article.words() * (30 + random.nextInt(31)) / 100);
                break;
            case LEDE_ONLY:
                text = paragraphsOf(text, 55);
                break;
            case LIGHT_EDIT:
                drop(text, 10, random);
                merge(text, random);
                changeWords(text, 3, other, random);
                break;
            case HEAVY_EDIT:
                drop(text, 30, random);
                changeWords(text, 8, other, random);
                move(text, random);
                text.add(random.nextInt(text.size()), any(other.paragraphs(), random));
                text.add(any(other.paragraphs(), random));
                break;
            case WRITE_THROUGH:
                text = firstWords(text, article.words() * (75 + random.nextInt(16)) / 100);
                for (String paragraph : paragraphsOf(other.paragraphs(), article.words() * 2 / 5)) {
                    text.add(1 + random.nextInt(text.size()), paragraph);
                }
                break;
            case FOLLOW_UP_SHARING_20_PERCENT:
                text = followUp(article, other, 20, random);
                break;
            case FOLLOW_UP_SHARING_35_PERCENT:
                text = followUp(article, other, 35, random);
                break;
            case SAME_BOILERPLATE:
                text = new ArrayList<>(other.paragraphs());
                text.addAll(BOILERPLATE);
                break;
            default:
                throw new AssertionError(this);
        }
        return new Article(other.title(), text);
    }

    /** What the article itself looks like where it came from. */
    public Article original(Article article) {
        if (this != SAME_BOILERPLATE) {
            return article;
        }
        List<String> text = new ArrayList<>(article.paragraphs());
        text.addAll(BOILERPLATE);
        return new Article(article.title(), text);
    }

    /** New text with paragraphs of the old for background, up to that share of the shorter of the two. */
    private static List<String> followUp(Article article, Article other, int percent, Random random) {
        List<String> text = new ArrayList<>(other.paragraphs());
        List<String> background = new ArrayList<>(article.paragraphs());
        Collections.shuffle(background, random);
        int shared = 0;
        for (String paragraph : background) {
            int words = shared + Newsroom.words(paragraph);
            int shorter = Math.min(article.words(), other.words() + words);
            if (words * 100 <= shorter * percent) {
                text.add(1 + random.nextInt(text.size()), paragraph);
                shared = words;
            }
        }
        return text;
    }

    private static List<String> paragraphsOf(List<String> text, int atLeast) {
        List<String> kept = new ArrayList<>();
        for (int i = 0, words = 0; i < text.size() && words < atLeast; i++) {
            kept.add(text.get(i));
            words += Newsroom.words(text.get(i));
        }
        return kept;
    }

    private static List<String> firstWords(List<String> text, int count) {
        List<String> kept = new ArrayList<>();
        int left = count;
        for (String paragraph : text) {
            String[] words = paragraph.split(" ");
            if (left > 0) {
                kept.add(String.join(" ", List.of(words).subList(0, Math.min(left, words.length))));
            }
            left -= words.length;
        }
        return kept;
    }

    private static void drop(List<String> text, int percent, Random random) {
        for (int i = Math.max(1, text.size() * percent / 100); i > 0 && text.size() > 2; i--) {
            text.remove(random.nextInt(text.size()));
        }
    }

    private static void merge(List<String> text, Random random) {
        for (int i = 0; i < 2 && text.size() > 2; i++) {
            int at = random.nextInt(text.size() - 1);
            text.set(at, text.get(at) + " " + text.remove(at + 1));
        }
    }

    private static void move(List<String> text, Random random) {
        for (int i = 0; i < Math.max(2, text.size() / 4); i++) {
            text.add(random.nextInt(text.size()), text.remove(random.nextInt(text.size())));
        }
    }

    private static void changeWords(List<String> text, int percent, Article other, Random random) {
        List<String> strange = List.of(other.text().split("\\s+"));
        text.replaceAll(paragraph -> {
            String[] words = paragraph.split(" ");
            for (int i = 0; i < words.length; i++) {
                if (random.nextInt(100) < percent) {
                    words[i] = any(strange, random);
                }
            }
            return String.join(" ", words);
        });
    }

    private static <T> T any(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
