package weir.ingest.kafka;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import weir.lake.config.KafkaStart;
import weir.lake.raw.Cause;
import weir.lake.raw.Gap;
import weir.lake.raw.Position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class OffsetPlannerTest {

    private static final Instant THEN = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-22T10:05:00Z");
    private static final OffsetPlanner PLANNER = new OffsetPlanner(KafkaStart.EARLIEST, 1000);

    @Test
    void goesOnWhereTheNewestManifestEnds() {
        OffsetPlan plan = plan(stood("a-0", 5, "a-1", 9), look("a-0", bounds(0, 7), "a-1", bounds(2, 9)));

        assertThat(plan.position()).isEqualTo(position("a-0", range(5, 7), "a-1", range(9, 9)));
        assertThat(plan.gaps()).isEmpty();
        assertThat(plan.isEmpty()).isFalse();
    }

    @Test
    void isEmptyWhenNothingHasCome() {
        OffsetPlan plan = plan(stood("a-0", 5), look("a-0", bounds(5, 5)));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.position()).isEqualTo(position("a-0", range(5, 5)));
    }

    @Test
    void readsNoFurtherThanTheFirstOpenTransaction() {
        OffsetPlan plan = plan(stood("a-0", 5), look("a-0", new Bounds(0, 6, 9)));

        assertThat(plan.position()).isEqualTo(position("a-0", range(5, 6)));
    }

    @Test
    void aPlaceBehindAnOpenTransactionIsNoTruncation() {
        OffsetPlan plan = plan(stood("a-0", 8), look("a-0", new Bounds(0, 6, 9)));

        assertThat(plan.gaps()).isEmpty();
        assertThat(plan.position()).isEqualTo(position("a-0", range(8, 8)));
    }

    @Test
    void beginsAsConfigured() {
        TopicLook look = look("a-0", bounds(3, 7));

        assertThat(plan(Standing.nothing(THEN), look).position()).isEqualTo(position("a-0", range(3, 7)));
        OffsetPlan latest = new OffsetPlanner(KafkaStart.LATEST, 1000).plan(Standing.nothing(THEN), look, Map.of());
        assertThat(latest.position()).isEqualTo(position("a-0", range(7, 7)));
        assertThat(latest.begins()).isTrue();
        assertThat(latest.isEmpty()).isFalse();
    }

    @Test
    void aNewPartitionOfAKnownTopicBeginsWithItsOldestMessageEvenWithLatest() {
        OffsetPlan plan = new OffsetPlanner(KafkaStart.LATEST, 1000)
                .plan(stood("a-0", 5), look("a-0", bounds(0, 5), "a-1", bounds(0, 4)), Map.of());

        assertThat(plan.position()).isEqualTo(position("a-0", range(5, 5), "a-1", range(0, 4)));
        assertThat(plan.begins()).isFalse();
    }

    @Test
    void expiredOffsetsAreAGapWithTheirNumber() {
        OffsetPlan plan = plan(stood("a-0", 5, "a-1", 1), look("a-0", bounds(12, 20), "a-1", bounds(0, 1)));

        assertThat(plan.position()).isEqualTo(position("a-0", range(12, 20), "a-1", range(1, 1)));
        assertThat(plan.gaps())
                .containsExactly(new Gap(Cause.EXPIRED, THEN, NOW, 7, "a-0 has no offsets from 5 to 11 any more"));
    }

    @Test
    void offsetsThatExpiredBeforeTheStreamBeganAreNoGap() {
        assertThat(plan(Standing.nothing(THEN), look("a-0", bounds(12, 20))).gaps())
                .isEmpty();
    }

    @Test
    void aLogThatEndsBeforeOurPlaceIsReadFromItsBeginning() {
        OffsetPlan plan = plan(stood("a-0", 50), look("a-0", bounds(0, 3)));

        assertThat(plan.position()).isEqualTo(position("a-0", range(0, 3)));
        assertThat(plan.gaps())
                .containsExactly(Gap.of(
                        Cause.TRUNCATED,
                        THEN,
                        NOW,
                        "a-0 ends at offset 3 and was read up to 50; it is read again from offset 0"));
    }

    @Test
    void aTopicThatWasMadeAnewIsReadFromItsBeginningHoweverMuchItHolds() {
        Standing before = new Standing(
                new Position.Offsets(Map.of("a-0", range(0, 5), "a-1", range(0, 2)), Map.of("a", "one")), THEN);
        TopicLook look = new TopicLook(
                NOW,
                Map.of("a", "two"),
                new TreeMap<>(look("a-0", bounds(0, 90)).partitions()));

        OffsetPlan plan = plan(before, look);

        assertThat(plan.position()).isEqualTo(new Position.Offsets(Map.of("a-0", range(0, 90)), Map.of("a", "two")));
        assertThat(plan.gaps())
                .extracting(Gap::cause, Gap::messages, Gap::detail)
                .containsExactly(
                        tuple(Cause.TRUNCATED, Gap.UNKNOWN, "a-0 was made anew; it was read up to offset 5"),
                        tuple(Cause.TRUNCATED, Gap.UNKNOWN, "a-1 is not there any more; it was read up to offset 2"));
    }

    @Test
    void aTopicThatIsNotReadNowKeepsItsPlace() {
        Standing before = new Standing(
                new Position.Offsets(Map.of("a-0", range(0, 5), "b-x-0", range(3, 8)), Map.of("b-x", "one")), THEN);

        OffsetPlan plan = plan(before, look("a-0", bounds(0, 6)));

        assertThat(plan.position())
                .isEqualTo(
                        new Position.Offsets(Map.of("a-0", range(5, 6), "b-x-0", range(8, 8)), Map.of("b-x", "one")));
    }

    @Test
    void aBacklogComesInSteps() {
        OffsetPlan plan = new OffsetPlanner(KafkaStart.EARLIEST, 100)
                .plan(stood("a-0", 0, "a-1", 0), look("a-0", bounds(0, 1_000_000), "a-1", bounds(0, 20)), Map.of());

        assertThat(plan.position()).isEqualTo(position("a-0", range(0, 80), "a-1", range(0, 20)));
    }

    @Test
    void readsNoFurtherThanSparkSays() {
        OffsetPlan plan = PLANNER.plan(
                stood("a-0", 5, "a-1", 5),
                look("a-0", bounds(0, 50), "a-1", bounds(0, 50)),
                Map.of(new TopicPartition("a", 0), 8L, new TopicPartition("a", 1), 2L));

        assertThat(plan.position()).isEqualTo(position("a-0", range(5, 8), "a-1", range(5, 5)));
    }

    @Test
    void partitionsAreOrderedByNumberNotByName() {
        OffsetPlan plan =
                plan(Standing.nothing(THEN), look("a-10", bounds(0, 1), "a-2", bounds(0, 1), "B-11", bounds(0, 1)));

        assertThat(plan.ranges())
                .extracting(range -> range.topicPartition().toString())
                .containsExactly("B-11", "a-2", "a-10");
    }

    @Test
    void clocksThatGoBackMakeNoImpossibleGap() {
        OffsetPlan plan =
                plan(new Standing(position("a-0", range(0, 5)), NOW.plusSeconds(9)), look("a-0", bounds(12, 20)));

        assertThat(plan.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.from()).isEqualTo(NOW);
            assertThat(gap.until()).isEqualTo(NOW);
        });
    }

    private static OffsetPlan plan(Standing standing, TopicLook look) {
        return PLANNER.plan(standing, look, Map.of());
    }

    private static Bounds bounds(long beginning, long end) {
        return new Bounds(beginning, end, end);
    }

    private static Position.Range range(long from, long until) {
        return new Position.Range(from, until);
    }

    private static Standing stood(Object... partitionsAndOffsets) {
        Map<String, Position.Range> ranges = new HashMap<>();
        for (int i = 0; i < partitionsAndOffsets.length; i += 2) {
            int until = (Integer) partitionsAndOffsets[i + 1];
            ranges.put((String) partitionsAndOffsets[i], range(Math.max(0, until - 1), until));
        }
        return new Standing(new Position.Offsets(ranges, Map.of()), THEN);
    }

    private static Position.Offsets position(Object... partitionsAndRanges) {
        Map<String, Position.Range> ranges = new HashMap<>();
        for (int i = 0; i < partitionsAndRanges.length; i += 2) {
            ranges.put((String) partitionsAndRanges[i], (Position.Range) partitionsAndRanges[i + 1]);
        }
        return new Position.Offsets(ranges, Map.of());
    }

    private static TopicLook look(Object... partitionsAndBounds) {
        TreeMap<TopicPartition, Bounds> partitions = new TreeMap<>(TopicLook.ORDER);
        for (int i = 0; i < partitionsAndBounds.length; i += 2) {
            String name = (String) partitionsAndBounds[i];
            int dash = name.lastIndexOf('-');
            partitions.put(
                    new TopicPartition(name.substring(0, dash), Integer.parseInt(name.substring(dash + 1))),
                    (Bounds) partitionsAndBounds[i + 1]);
        }
        return new TopicLook(NOW, Map.of(), partitions);
    }
}
