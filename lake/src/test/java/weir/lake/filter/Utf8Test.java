package weir.lake.filter;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;

import weir.lake.Lines;

import static org.assertj.core.api.Assertions.assertThat;

/** The JDK's strict decoder is the oracle. */
class Utf8Test {

    /** Lead bytes at every border of RFC 3629, and some in between. */
    private static final int[] LEADS = {
        0x00, 0x41, 0x7F, 0x80, 0x8F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0,
        0xF1, 0xF3, 0xF4, 0xF5, 0xF7, 0xF8, 0xFB, 0xFC, 0xFD, 0xFE, 0xFF
    };

    private static int firstMalformed(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result =
                StandardCharsets.UTF_8.newDecoder().decode(in, CharBuffer.allocate(bytes.length + 1), true);
        return result.isError() ? in.position() : -1;
    }

    private static void agree(byte[] bytes) {
        byte[] framed = new byte[bytes.length + 4];
        System.arraycopy(bytes, 0, framed, 2, bytes.length);
        framed[0] = (byte) 0xF0;
        framed[bytes.length + 2] = (byte) 0x80;
        framed[bytes.length + 3] = (byte) 0x80;
        int found = Utf8.firstInvalid(framed, 2, bytes.length);
        if (found != firstMalformed(bytes)) {
            assertThat(found).describedAs("%s", (Object) bytes).isEqualTo(firstMalformed(bytes));
        }
    }

    @Test
    void agreesOnEverySequenceOfTwoBytes() {
        for (int first = 0; first < 256; first++) {
            agree(new byte[] {(byte) first});
            for (int second = 0; second < 256; second++) {
                agree(new byte[] {(byte) first, (byte) second});
            }
        }
    }

    @Test
    void agreesOnTheBordersOfThreeAndFourBytes() {
        int[] follow = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xE0, 0xFF};
        for (int first : LEADS) {
            for (int second = 0x70; second < 0xD0; second++) {
                for (int third : follow) {
                    agree(new byte[] {(byte) first, (byte) second, (byte) third});
                    for (int fourth : follow) {
                        agree(new byte[] {(byte) first, (byte) second, (byte) third, (byte) fourth});
                    }
                }
            }
        }
    }

    @Test
    void agreesOnRandomBytes() {
        long seed = 7_072_026L;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(24)];
            for (int at = 0; at < bytes.length; at++) {
                boolean border = random.nextInt(3) > 0;
                bytes[at] = (byte) (border ? LEADS[random.nextInt(LEADS.length)] : random.nextInt(256));
            }
            agree(bytes);
        }
    }

    @Test
    void acceptsEveryCodePointOfUnicode() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
                byte[] bytes = Lines.utf8(Character.toString(codePoint));
                if (Utf8.firstInvalid(bytes, 0, bytes.length) >= 0) {
                    assertThat(bytes).describedAs("U+%X", codePoint).isEmpty();
                }
            }
        }
    }
}
