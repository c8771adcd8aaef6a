/**
 * What a story is about: its language, IPTC Media Topics with the words that earned them, places and organisations.
 *
 * <p>IPTC Media Topics, © IPTC (www.iptc.org), CC BY 4.0. Country names: Unicode CLDR.
 *
 * <h2>How it works</h2>
 *
 * {@link io.feedmill.tag.Tagger} takes a {@link io.feedmill.tag.Story} apart into zones (headline, text, dateline,
 * categories) and each zone into words, tells the language ({@code Languages}), finds all phrases of that language in one
 * pass, those of several words by their rarest pair of neighbours ({@code PhraseTrie}), lets the longest of those that hold count ({@code Phrases}), and adds up
 * ({@code TopicScores}, {@code NameScores}). No clock, no locale, no floating point in a score.
 *
 * <h2>Topics</h2>
 *
 * A phrase is worth 8 (strong), 4 (fair) or 2 (weak), times its zone: headline 3, lede and category 2, body and feed
 * 1; its three best mentions count. A topic has what it earned and half of what all topics under it did; that, per
 * root of the number of words, is its strength. A topic is kept if it is strong enough, scores 50 % of the best one
 * (33 % if its phrases' weights come to 32), and has different phrases enough: weights of 10 in all, of which weak
 * ones give 4 at most; of 8 for the best topic if a fair phrase stands outside the text; of 4 in an item of fewer
 * than 25 words; of 40 for a topic beside the best that an item of 150 words or more names only below its lede. At
 * most four topics of the top level, at most three below each. Otherwise the tagger abstains. A category or a
 * segment of the feed's title that is, as a whole, one of a topic's {@code categories} counts like a strong phrase,
 * but not alone where there is text that would have told. A subscriber's topic is always there, with score 1 if
 * nothing else speaks for it.
 *
 * <h2>The lexicon</h2>
 *
 * {@code topics-LANGUAGE.yaml}:
 *
 * <pre>{@code
 * language: en
 * sets: {labour: [union*, worker*, pay]}           # words to refer to as $labour
 * ignore: [lightning strike*]                      # speaks for nothing, and hides the "strike" within
 * topics:
 * - code: medtop:20000530
 *   name: labour strike                            # must be the name in mediatopics.yaml
 *   strong: ["(rail|bus) (strike|walkout)",        # alternatives; small letters match either case
 *     {phrase: "strike*", needs: [$labour], not: [missile*], within: 20}]
 *   fair: [CGT]                                    # capitals must be capitals in the text
 *   categories: [strikes]                          # whole categories of publishers
 *   fires: [Rail strike enters third day]          # headlines checked whenever the file is loaded
 *   silent: [Air strikes hit the harbour]
 * }</pre>
 *
 * {@code needs} asks for one of its words, {@code not} for none of them, within so many words or, without {@code within},
 * anywhere in the item. Where a headline is all in capitals, a single word that must be ("WHO") does not match.
 * In {@code names-LANGUAGE.yaml}, {@code government} has the words that make of a capital the government that sits there.
 * {@code places.yaml}, {@code names-LANGUAGE.yaml} and {@code organisations.yaml} use the same phrases.
 *
 * <h2>Limits</h2>
 *
 * Topics from phrases in twelve languages; in others, from categories alone. Arabic conjunctions that are written with the
 * word that follows hide it. Without capitals, or in a language that
 * inflects names, places are missed. Categories: the first 32, of at most 200 characters. A language is told by the
 * commonest words in the headline and the first 600 characters; where these are too few, by three letters that follow
 * each other ({@code trigrams.txt}) and by the words of the topic lexicons. Mixed texts, and headlines as a name or two, are
 * {@code und}, or what the feed declares.
 */
package io.feedmill.tag;
