package weir.lake.filter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import weir.lake.Lines;

import static org.assertj.core.api.Assertions.assertThat;

class NeedleScanTest {

    private static final long SEED = Long.getLong("weir.test.seed", 20261126);
    private static final int BUFFER_BYTES = 1 << 16;

    /** More than is searched without blocks at first. */
    private static final int READY_BYTES = 9 << 20;

    private static final List<String> TEXTS = List.of(
            "#w2", "#DSD", "kl", "Zürich", "東京", "\uD83D\uDE00!", "a long text with Ω in it", "0123456789", "zz");

    private final Random random = new Random(SEED);

    @Test
    void findsEverySpellingAmongOtherEscapesOnceItsLoopsAreReady() {
        System.out.println("seed " + SEED);
        for (String text : TEXTS) {
            AnyNeedle any = new AnyNeedle(Needle.of(text));
            byte[] filler = filler(any);
            NeedleScan scan = new NeedleScan(any, new Sample(filler));
            for (int searched = 0; searched < READY_BYTES; searched += filler.length) {
                assertThat(scan.find(ByteBuffer.wrap(filler), 0, filler.length)).isEqualTo(filler.length);
            }
            for (int round = 0; round < 300; round++) {
                byte[] buffer = filler.clone();
                byte[] spelling = Lines.utf8(spelled(text));
                int at = random.nextInt(buffer.length - spelling.length + 1);
                System.arraycopy(spelling, 0, buffer, at, spelling.length);

                assertThat(scan.find(ByteBuffer.wrap(buffer), 0, buffer.length))
                        .as("%s at %s", new String(spelling, StandardCharsets.UTF_8), at)
                        .isBetween(at, at + spelling.length - 1);
            }
        }
    }

    /** Text with escapes of other units, and no spelling of a needle. */
    private byte[] filler(AnyNeedle any) {
        StringBuilder text = new StringBuilder();
        while (text.length() < BUFFER_BYTES) {
            int unit = random.nextInt(0x500);
            boolean plain = unit >= '$' && unit <= '~' && unit != '\\';
            boolean wanted = any.units().contains(unit);
            text.append(plain && !wanted ? Character.toString(unit) : "\\u%04x".formatted(wanted ? 0x7F : unit));
        }
        return Lines.utf8(text.toString());
    }

    /** Each unit as itself or as an escape in either case; pairs of surrogates as one or the other. */
    private String spelled(String text) {
        StringBuilder spelled = new StringBuilder();
        text.codePoints().forEach(point -> {
            String itself = Character.toString(point);
            if (random.nextBoolean()) {
                spelled.append(itself);
            } else {
                itself.chars().forEach(unit -> spelled.append("\\u")
                        .append((random.nextBoolean() ? "%04x" : "%04X").formatted(unit)));
            }
        });
        return spelled.toString();
    }
}
