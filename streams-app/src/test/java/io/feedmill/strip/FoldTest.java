package io.feedmill.strip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FoldTest {

    /** Whatever the JDK: records must not change with it. */
    @Test
    void saysTheSameOfAllCharactersUnderEveryJdk() throws NoSuchAlgorithmException {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        ByteBuffer one = ByteBuffer.allocate(3);
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            one.clear().putChar(Fold.fold((char) c));
            one.put((byte) Fold.trimmed(String.valueOf((char) c)).length());
            sha.update(one.array());
        }
        assertEquals("75d80f147fcf6596", HexFormat.of().formatHex(sha.digest(), 0, 8));
    }

    @Test
    void saysWhatTheUnicodeDataItWasMadeOfDo() {
        assumeTrue(Runtime.version().feature() == 17);
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            assertEquals(FoldTable.folded((char) c), Fold.fold((char) c), Integer.toHexString(c));
            int length = FoldTable.isWordPart((char) c) ? 1 : 0;
            assertEquals(length, Fold.trimmed(String.valueOf((char) c)).length(), Integer.toHexString(c));
        }
    }

    @Test
    void foldsCaseAccentsQuotesDashesAndSpaces() {
        assertEquals("\"l'ete - a la une\"", Fold.fold("«L’ÉTÉ\u00a0— À\u202fla une»"));
        assertEquals("ete", Fold.trimmed("→ ete »"));
    }
}
