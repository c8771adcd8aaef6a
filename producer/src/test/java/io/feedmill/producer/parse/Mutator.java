package io.feedmill.producer.parse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages documents as networks, editors, templates and attackers do. The same seed does the same damage. */
public final class Mutator {

    private static final List<String> PIECES = List.of(
            "<",
            ">",
            "&",
            "&#x0;",
            "&#99999999;",
            "&nbsp;",
            "]]>",
            "<![CDATA[",
            "<!--",
            "-->",
            "<?xml version='1.0' encoding='utf-16'?>",
            "<!DOCTYPE a [<!ENTITY b 'c'>]>",
            "<item>",
            "</item>",
            "</channel>",
            "<entry xmlns=''>",
            "<link href='http://[/'/>",
            "<pubDate>99999999999999999999</pubDate>",
            " xmlns:a='' a:b='' a:b=''",
            "\u0000",
            "\u0001",
            "\uFEFF",
            "\uFFFE",
            "{",
            "[[[[[[[[",
            "\"items\":{}",
            "\"",
            "\\u0000",
            "1e999999",
            "\r",
            "\t");

    private final Random random;

    public Mutator(long seed) {
        this.random = new Random(seed);
    }

    /** One to eight damages. */
    public byte[] damaged(byte[] document) {
        byte[] damaged = document;
        for (int i = 1 + random.nextInt(8); i > 0 && damaged.length > 0; i--) {
            damaged = once(damaged);
        }
        return damaged;
    }

    private byte[] once(byte[] document) {
        int from = random.nextInt(document.length);
        int to = Math.min(document.length, from + 1 + random.nextInt(1 + random.nextInt(400)));
        return switch (random.nextInt(7)) {
            case 0 -> Arrays.copyOf(document, from);
            case 1 -> spliced(document, from, new byte[0], to);
            case 2 -> spliced(document, to, Arrays.copyOfRange(document, from, to), to);
            case 3 -> spliced(document, from, new byte[] {(byte) random.nextInt(256)}, from + 1);
            case 4 -> {
                byte[] noise = new byte[1 + random.nextInt(20)];
                random.nextBytes(noise);
                yield spliced(document, from, noise, from);
            }
            case 5 -> {
                String piece = PIECES.get(random.nextInt(PIECES.size())).repeat(1 + random.nextInt(3));
                yield spliced(document, from, piece.getBytes(StandardCharsets.UTF_8), from);
            }
            default -> spliced(document, random.nextInt(document.length), Arrays.copyOfRange(document, from, to), -1);
        };
    }

    /** The document with what stands between two places replaced; from -1 on, as if nothing stood there. */
    private static byte[] spliced(byte[] document, int from, byte[] piece, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(document.length + piece.length);
        out.write(document, 0, from);
        out.writeBytes(piece);
        int rest = to < 0 ? from : to;
        out.write(document, rest, document.length - rest);
        return out.toByteArray();
    }
}
