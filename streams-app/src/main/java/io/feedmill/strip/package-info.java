/**
 * Tells the story from the boilerplate around it, and names all that it takes away.
 *
 * <h2>The flow</h2>
 *
 * {@link io.feedmill.strip.Stripper#strip} is a pure function. Its recipe is {@code Stripping.run}; each step is a method of
 * one of the rooms, which work on the blocks of a {@code Galley}:
 *
 * <ol>
 *   <li><b>Source</b>: the content if there is any, else the summary. CDATA within CDATA and HTML that was escaped once too
 *       often are undone first, because an HTML parser loses text there. A text without any block tag has its paragraphs
 *       between empty lines.
 *   <li><b>Walk</b>: one parse, and one walk over the tree without recursion. It gives blocks ({@code Piece}): a text, the
 *       markup within it as spans, and the rule its element fell under, if any. Pictures and hidden words are set aside.
 *   <li><b>Literals</b>: one pass over each block finds the literals of all rules at once by their rarest
 *       characters, case, accents, quotes and dashes folded. A block without a literal is never looked at again.
 *   <li><b>Rules</b>: those whose literal occurs, first the ones for any place, then from the head inward, then from the tail.
 *       A block that is gone does not count on the way, so a tail of ten notices is eaten up one by one. What a rule reads
 *       (credits, notices, captions, copyright, the original's address) is read before the block is taken out.
 *   <li><b>Datelines and captions</b>: by shape and lexicon.
 *   <li><b>Guards</b>, then <b>setting</b>: text and HTML are written from the kept blocks and their spans; nothing of the
 *       input's markup is copied, and no tree is serialised.
 * </ol>
 *
 * <h2>Rules</h2>
 *
 * The YAML files beside this class, one for each kind of boilerplate. For example:
 *
 * <pre>{@code
 * - id: backlink.post-appeared-first     # stands in every record it takes something from
 *   class: BACKLINK
 *   lang: [en]                           # left out: all. English ones act on all feeds, for nobody sets their language;
 *                                        #   others where the feed declares theirs, none, or English
 *   at: tail<=4                          # among the last four kept blocks; head<=n, or any (the default)
 *   words: 90                            # a longer span is no match (default 40)
 *   action: end                          # block (the default): all of a block; end, start: or that part of one;
 *                                        #   extract: read only; protect: no later rule takes this block
 *   emit: original                       # notice, copyright, caption, original
 *   literals: [appeared first on]        # at least five characters (two in CJK); any of them calls the rule
 *   pattern: 'the post {headline} appeared first on {site}{end}'
 *   matches: ['The post Ice leaves appeared first on Dunlin.']
 *   mustNot: ['The ghost appeared first on the stairs.']
 * }</pre>
 *
 * Instead of a pattern, or beside it, {@code phrases} are spans that match as they stand, whatever brackets, arrows and dots
 * surround them. {@code {year}} in a literal is each year from 1990 to 2069. {@code only} lists words: a span of nothing but these and numbers matches, as a row of networks to share on
 * does; of one word only where {@code linked} asks for a link. {@code linked} asks that half of the block be link; {@code follow} takes the link-only blocks below with it;
 * {@code truncates} says that the text breaks off there.
 *
 * <p>A pattern must match its whole span; it is folded as the text is. {@code {title}} is the item's own headline,
 * {@code {ownsite}} the site's own name; {@code {agency} {publisher} {partner} {reporter} {editor} {photographer}} become
 * credits of that role; {@code {headline} {few} {words} {end}} are bounded fillers. The loader refuses, with file, line and
 * reason: unknown keys, a missing or short literal, unbounded repetition, repetition within repetition, look-around,
 * back-references, and a rule that has no examples or contradicts one. Blocks of more than 2,000 characters are never given
 * to a pattern, and {@code Effort} counts what patterns read and stops them at the same place every time.
 *
 * <p>{@code calls.yaml} has lists of words, and calls to the reader that are made of a word of each of some of them, in whatever
 * order: "follow", "Instagram" and "us". {@code Calls} looks for them in blocks near the end and in short ones, after the rules
 * on text; a call has its own examples as a rule has, and can be switched off by its id.
 *
 * <p>{@code structure.yaml} has the rules on tags, classes and ids, the pixels and the link parameters that follow readers;
 * {@code lexicon.yaml} the agencies, and the places, months and labels that datelines are told by; {@code cities.txt} the
 * cities that only count as places where a dateline is set as one (GeoNames, CC BY 4.0).
 *
 * <h2>Guards</h2>
 *
 * <ul>
 *   <li>Rules act on whole blocks or on their edges, never within a sentence.
 *   <li>The first paragraph of the story stays: if a rule of the kinds that err (promotion, related stories, widgets,
 *       comments, disclaimers, copyright) took it, and it flows or shares words with the headline, it is given back. So is a
 *       long paragraph with paragraphs of the story right above and below it. What is given back is not read into fields.
 *   <li>If several rules fit a block, the first in the order of the files names it: a notice or a way back before related stories
 *       and promotion.
 *   <li>A place is a dateline only with something else: an agency in brackets, a date, capitals and a known place, or a block of
 *       its own before the story if the place is known or an agency is credited; or the item names it as a place again. A known
 *       place in small letters before a colon is read, and not cut off.
 *   <li>A block is a caption if its element says so, if it ends like one, or if it is the one short block before the dateline
 *       and no standfirst. The sentence that repeats it stays.
 *   <li>A heading over text that stays, stays.
 *   <li>If the doubtful rules (structure, long promotion, related stories) would take more than two fifths of the words, or all
 *       there is, they take nothing, neither blocks nor edges, and the record is flagged {@code budget}.
 *   <li>Residue of markup is cut off the edges of blocks, never out of code. An ellipsis proves nothing; {@code […]} at the very
 *       end does.
 *   <li>Agencies that someone "told" are weak credits, and the sentence stays.
 * </ul>
 */
package io.feedmill.strip;
