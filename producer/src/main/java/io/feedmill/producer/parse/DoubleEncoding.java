package io.feedmill.producer.parse;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** UTF-8 that someone took for Latin-1 or Windows-1252 and encoded once more: {@code Ã¼} for {@code ü}. */
final class DoubleEncoding {

    /** So many characters of several bytes can hardly be meant. */
    private static final int LEAST = 3;

    private static final Map<Character, Byte> BYTES = bytes();

    private DoubleEncoding() {}

    /** The text as it was meant; null unless all of it can be undone. */
    static String undone(String text) {
        byte[] bytes = new byte[text.length()];
        int beyondAscii = 0;
        for (int i = 0; i < bytes.length; i++) {
            char c = text.charAt(i);
            Byte one = c <= 0xFF ? Byte.valueOf((byte) c) : BYTES.get(c);
            if (one == null) {
                return null;
            }
            bytes[i] = one;
            beyondAscii += one < 0 ? 1 : 0;
        }
        if (beyondAscii < 2 * LEAST) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Where Windows-1252 is not Latin-1. */
    private static Map<Character, Byte> bytes() {
        Map<Character, Byte> bytes = new HashMap<>();
        Charset windows = Charset.forName("windows-1252");
        for (int code = 0x80; code < 0xA0; code++) {
            char c = new String(new byte[] {(byte) code}, windows).charAt(0);
            if (c != '\uFFFD') {
                bytes.put(c, (byte) code);
            }
        }
        return Map.copyOf(bytes);
    }
}
