package io.feedmill.strip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedmill.rules.Origin;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** jsoup is the measure: what is read without a tree must be what a walk over its tree gives. */
class NestedTest {
    private static final String BASE = "https://ternpost.example/a";

    /** Pieces of HTML, sound and broken, that texts are thrown together from. */
    private static final List<String> SCRAPS = List.of(
            ("<p>|</p>|<P CLASS=X>|<p/>|<p class=x|<b>|</b>|<a href=x>|<a\thref = 'q' >|<a name='q' name=z>|</a>|<em>|</em>|<i"
                            + " title=\"a&copy=1&lt;\">|</i>|<u>|</u>|<strong>|</strong>|<code>|</code>|<font color=red>|</font>"
                            + "|<li>|</li>|<ul>|</ul>|<ol>|</ol>|<div>|</div>|<div class=\"related-posts\">|<br>|</br>|<br/>"
                            + "|<img src=y>|<img src=z/>|</img>|<image src=y>|<span>|</span>|<span/>|<h2>|</h2>|<h3>|</h3>|<pre>|</pre>"
                            + "|<blockquote>|</blockquote>|<table>|</table>|<tbody>|<tr>|<td>|<th>|</td>|</tr>|<caption>|<o:p>|</o:p>"
                            + "|<script>a<b</script>|<script><!--|<style>|</style>|<iframe src=x></iframe>|<iframe/>|<hr>|</hr>"
                            + "|<figure>|</figure>|<figcaption>|</figcaption>|<svg>|</svg>|<math>|</math>|<section>|</section>"
                            + "|<dl><dt>|<dd>|</dl>|<main>|</main>|<label>|</label>|<video>|</video>|<sup>|</sup>|<input>|<meta>"
                            + "|<option>|<select>|</select>|<button>|</button>|<form>|</form>|<center>|<nobr>|<noscript>|</noscript>"
                            + "|<object>|</object>|<title>|<textarea>|<details><summary>|</summary></details>|<template>|</template>"
                            + "|<!-- x -->|<!--|-->|<!>|<?x>|</>|<![CDATA[|]]>|&amp;|&nbsp;|&lt|&lt;|&#39;|&#x27;|&bogus;|&ampx"
                            + "|&#150;|&hellip|&frac12;|&#0;|<|< b|<3|</|\n|\r\n|\r|\t| |\u0000|word |two words, |\u00e9\u0301")
                    .split("\\|"));

    private final Stripper stripper = Stripper.bundled();

    private Walk walk() {
        return new Walk(stripper.structure, origin(), BASE, false);
    }

    private static Origin origin() {
        return new Article(null, null, "ternpost.example", BASE, null, null, null, null).origin();
    }

    private void assertAsJsoup(String markup) {
        Source source = Source.of(markup, Stripped.Source.CONTENT);
        if (!source.plain()) {
            assertEquals(
                    shown(Walk.overTree(source, BASE, stripper.structure, origin())),
                    shown(Walk.over(source, BASE, stripper.structure, origin())),
                    () -> "of " + markup);
        }
    }

    private static String shown(Page page) {
        StringBuilder shown = new StringBuilder();
        for (Piece piece : page.pieces()) {
            shown.append(piece.kind).append(' ').append(piece.level).append(' ').append(piece.group);
            shown.append(piece.ordered ? " ordered " : " ")
                    .append(piece.structureTag)
                    .append(piece.marks);
            shown.append(piece.kept()).append('\n');
        }
        return shown.append(page.images()).append(page.taken()).toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>One</p>\n<p>Two<br/>lines &amp; <em>more</em>&hellip;</p>",
                "<div class=\"a\"><p>One<p>Two <a href='/x?a=b&amp;c=d'>link</a></div>",
                "<ul><li>One<li>Two<ol><li>Three</li></ol></li></ul><p>Four",
                "<h2>Head</h2><blockquote><p>Said</blockquote><hr><pre>\n a\n  b</pre>",
                "a < b <b>and</b> 3 <4<br>R&D &copy; &#8217;</p>",
                "<p><!-- more --><img src=\"/i.jpg\" alt='a > b' loading=lazy><iframe src=x></iframe><script>1<2</script></p>",
                "<p>Before<table><tr><td>1</td><td><p>2</table>After</span></p>",
                "<b>Bold<table><thead><tr><th><i>1<th>2</thead><td><table><td>3</table></b><!-- </table> --></table>on</b>",
                "<p><b>One<p>Two</b><i>Three<h2>Four</h2>Five</i>",
                "<a href=x>One<a href=y>Two</a>",
                "<p>One <svg viewBox='0 0 1 1'><g><path d=\"M0\"/></g></svg> <math><mi>x</mi></math>",
                "<figure><img src=/i.jpg><figcaption>What it shows</figcaption></figure><o:p>x</o:p>"
            })
    void readsWhatEditorsWrite(String markup) {
        assertTrue(Nested.read(markup, walk()));
        assertAsJsoup(markup);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<b>One<p>Two</b>",
                "<p>One<table>Two<tr><td>3</table>",
                "<table><caption>One</caption><tr><td>2</table>",
                "<svg><p>One</svg>",
                "<dl><dt>One<dd>Two</dl>",
                "<select><option>One</select>",
                "<p title=\"x>One</p>",
                "<p>One<!DOCTYPE x></p>",
                "<math><mi><b>x</b></mi></math>",
                "<script>if (a) <!-- b</script>"
            })
    void leavesToJsoupWhatDoesMoreThanNest(String markup) {
        assertFalse(Nested.read(markup, walk()));
    }

    @Test
    void givesWhatJsoupGivesWhateverTheText() {
        Random random = new Random(20_260_301);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder markup = new StringBuilder("<p>");
            for (int length = 1 + random.nextInt(9); length > 0; length--) {
                markup.append(SCRAPS.get(random.nextInt(SCRAPS.size()))).append(random.nextInt(3) == 0 ? "word " : "");
            }
            assertAsJsoup(markup.toString());
            read += Nested.read(markup.toString(), walk()) ? 1 : 0;
        }
        assertTrue(read > 2_000, "only " + read + " were read without a tree, so that little was compared");
    }

    @Test
    void takesAsLongForUnendedTagsAsForOthers() {
        for (String scrap : List.of(
                "<", "<table>", "<p", "<!--", "</", "<script>", "&", "<a b='", "<b>", "<li>", "<table></table>")) {
            assertAsJsoup("<p>" + scrap.repeat(3_000));
        }
    }
}
