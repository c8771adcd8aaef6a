package io.feedmill.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FoldingTest {

    /** Whatever the JDK: records must not change with it. */
    @Test
    void saysTheSameOfAllCodePointsUnderEveryJdk() throws NoSuchAlgorithmException {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        ByteBuffer one = ByteBuffer.allocate(8);
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            one.clear().putInt(Folding.fold(c)).put(Folding.kind(c));
            one.put((byte) (Folding.capital(c) ? 1 : 0)).put((byte) (Folding.letter(c) ? 1 : 0));
            sha.update(one.array());
        }
        assertEquals("33484c905354c3f1", HexFormat.of().formatHex(sha.digest(), 0, 8));
    }

    @Test
    void saysWhatTheUnicodeDataItWasMadeOfDo() {
        assumeTrue(Runtime.version().feature() == 17);
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            assertEquals(FoldingTable.fold(c), Folding.fold(c), Integer.toHexString(c));
            int properties = Folding.kind(c)
                    | (Folding.capital(c) ? Folding.CAPITAL : 0)
                    | (Folding.letter(c) ? Folding.LETTER : 0);
            assertEquals(FoldingTable.properties(c), properties, Integer.toHexString(c));
        }
    }

    @Test
    void foldsCaseAccentsAndKeyboards() {
        assertEquals('e', Folding.fold('É'));
        assertEquals('i', Folding.fold('ı'));
        assertEquals('σ', Folding.fold('ς'));
        assertEquals('ي', Folding.fold('ی'));
        assertEquals('a', Folding.fold('Ａ'));
        assertEquals(0x10428, Folding.fold(0x10400)); // Deseret
        assertEquals(Folding.SINGLE, Folding.kind(0x20000)); // Han beyond the first plane
        assertEquals(Folding.MARK, Folding.kind('ि'));
    }
}
