package weir.console.kills;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The checker finds every kind of damage, each made by hand in a sound lake. */
class CheckerTest {

    private static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");
    private static final NumberedMessages MESSAGES = new NumberedMessages(7);

    /** Messages 1 to 1,000 over one connection and from 1,001 over the next, ten in a second; all were written. */
    private static final Sent SENT = new Sent() {
        @Override
        public Instant made(long number) {
            return BEGIN.plusMillis(100 * number);
        }

        @Override
        public boolean wasSent(long number) {
            return number >= 1 && number <= 2_000;
        }

        @Override
        public OptionalInt connection(long number) {
            return wasSent(number) ? OptionalInt.of(number <= 1_000 ? 0 : 1) : OptionalInt.empty();
        }
    };

    @TempDir
    private Path folder;

    @Test
    void findsNothingInASoundLake() throws IOException {
        LakeByHand lake = lake(lines(1, 400), lines(401, 800));

        Findings found = check(lake);

        assertThat(found.sent()).isEqualTo(800);
        assertThat(found.captured()).isEqualTo(800);
        assertThat(found.missing()).isZero();
        assertThat(found.duplicates() + found.altered() + found.outOfOrder()).isZero();
        assertThat(found.contradictions()).isEmpty();
    }

    @Test
    void leavesOutWhatLiesBeforeTheFirstAndBehindTheLast() throws IOException {
        assertThat(check(lake(lines(300, 400), lines(401, 500))).sent()).isEqualTo(201);
    }

    @Test
    void findsAMessageThatIsMissingInTheMiddleOfAConnectionWhateverTheGapsSay() throws IOException {
        List<byte[]> lines = new ArrayList<>(lines(1, 400));
        lines.remove(200);

        Findings found = check(lake(lines, lines(401, 800)).withGap("killed", at(150), at(250)));

        assertThat(found.missing()).isEqualTo(1);
        assertThat(found.unexplained()).containsExactly(new Checker.Run(200, 202));
    }

    @Test
    void acceptsDamageThatIsRecorded() throws IOException {
        List<byte[]> lines = new ArrayList<>(lines(1, 400));
        lines.remove(200);

        assertThat(check(lake(lines, lines(401, 800)).withGap("damaged", at(150), at(250)))
                        .unexplained())
                .isEmpty();
    }

    @Test
    void acceptsWhatIsMissingBetweenTwoConnectionsIfAGapTellsOfIt() throws IOException {
        LakeByHand lake = lake(lines(1, 900), lines(1_101, 1_200));

        assertThat(check(lake).unexplained()).containsExactly(new Checker.Run(900, 1_101));
        Findings told = check(lake.withGap("killed", at(950), at(1_050)));
        assertThat(told.missing()).isEqualTo(200);
        assertThat(told.runs()).isEqualTo(1);
        assertThat(told.unexplained()).isEmpty();
    }

    @Test
    void doesNotAcceptAGapOfAnotherTime() throws IOException {
        LakeByHand lake = lake(lines(1, 900), lines(1_101, 1_200)).withGap("killed", at(1_120), at(1_180));

        assertThat(check(lake).unexplained()).hasSize(1);
    }

    @Test
    void findsALineThatIsThereTwice() throws IOException {
        Findings found = check(lake(lines(1, 401), lines(401, 800)));

        assertThat(found.duplicates()).isEqualTo(1);
        assertThat(found.captured()).isEqualTo(800);
    }

    @Test
    void findsAnAlteredLineThatItsManifestDoesNotKnowOf() throws IOException {
        List<byte[]> lines = new ArrayList<>(lines(1, 400));
        byte[] altered = lines.get(7).clone();
        altered[60] ^= 1;
        lines.set(7, altered);

        Findings found = check(lake(lines, lines(401, 800)));

        assertThat(found.altered()).isEqualTo(1);
        assertThat(found.missing()).isEqualTo(1);
        assertThat(found.contradictions()).isEmpty();
    }

    @Test
    void findsALineThatNobodyHasSent() throws IOException {
        List<byte[]> lines = new ArrayList<>(lines(1, 400));
        lines.add(MESSAGES.message(3_000, at(3_000)));

        assertThat(check(lake(lines, lines(401, 800))).altered()).isEqualTo(1);
    }

    @Test
    void findsLinesInAnotherOrder() throws IOException {
        assertThat(check(lake(lines(401, 800), lines(1, 400))).outOfOrder()).isEqualTo(1);
    }

    @Test
    void findsBytesThatWereAlteredInTheArchive() throws IOException {
        LakeByHand lake = lake(lines(1, 400), lines(401, 800));
        lake.alterSegment();

        assertThat(check(lake).contradictions()).anyMatch(told -> told.contains("is not what its manifest says"));
    }

    @Test
    void findsBytesThatWereAlteredInTheRawZone() throws IOException {
        LakeByHand lake = lake(lines(1, 400), lines(401, 800));
        lake.alterPart();

        Findings found = check(lake);
        assertThat(found.altered()).isEqualTo(1);
        assertThat(found.contradictions()).hasSize(1);
    }

    @Test
    void findsCountsThatDoNotAddUp() throws IOException {
        LakeByHand lake = lake(lines(1, 400), lines(401, 800));
        lake.alterManifest(text -> text.replaceFirst("\"kept\":\\d+", "\"kept\":5"));

        assertThat(check(lake).contradictions()).anyMatch(told -> told.endsWith("does not add up"));
    }

    @Test
    void findsARowThatIsLostDoubledOrAltered() {
        CapturedNumbers numbers = new CapturedNumbers(SENT);
        lines(1, 10).forEach(line -> numbers.line(line, true));
        List<Message> kept = lines(1, 10).stream()
                .map(line -> Message.of(line).orElseThrow())
                .filter(Message::kept)
                .toList();
        assertThat(kept).hasSizeGreaterThan(3);

        assertThat(rows(numbers, kept)).isEmpty();
        assertThat(rows(numbers, kept.subList(1, kept.size())))
                .containsExactly(
                        "The table lacks 1 row(s), such as " + kept.get(0).number());
        List<Message> doubled = new ArrayList<>(kept);
        doubled.add(kept.get(2));
        assertThat(rows(numbers, doubled)).containsExactly("The table has 1 row(s) twice or of no captured line");
        List<Message> altered = new ArrayList<>(kept);
        altered.set(0, new Message(kept.get(0).number(), true, "es", "another"));
        assertThat(rows(numbers, altered)).containsExactly("The table has 1 row(s) with another text");
    }

    private static List<String> rows(CapturedNumbers numbers, List<Message> rows) {
        RowCheck check = new RowCheck(numbers);
        rows.forEach(row -> check.row(row.number(), row.text()));
        return check.contradictions();
    }

    private static Instant at(long number) {
        return SENT.made(number);
    }

    private static List<byte[]> lines(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(number -> MESSAGES.message(number, at(number)))
                .toList();
    }

    private LakeByHand lake(List<byte[]> archived, List<byte[]> raw) throws IOException {
        return LakeByHand.in(folder).archive(archived).raw(raw);
    }

    private Findings check(LakeByHand lake) throws IOException {
        return new Checker(SENT).check(lake.captured(), Optional.empty());
    }
}
