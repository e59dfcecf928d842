package weir.compaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import weir.lake.raw.Counts;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlannerTest {

    @Test
    void plansNothingWhenNothingWaits() {
        assertThat(new Planner(100, 10).next(1, List.of())).isEmpty();
    }

    @Test
    void takesAllThatWaitsInItsOrder() {
        Plan plan = new Planner(100, 10)
                .next(7, List.of(manifest(1, 3, 30), manifest(2, 0, 0), manifest(3, 4, 70)))
                .orElseThrow();

        assertThat(plan).isEqualTo(new Plan("events", 7, microbatches(1, 2, 3), 7, 100));
        assertThat(plan.first()).isEqualTo(new Microbatch("events", 1));
        assertThat(plan.last()).isEqualTo(new Microbatch("events", 3));
        assertThat(plan.name()).isEqualTo("plan 7 of events");
    }

    @Test
    void endsBeforeTheMicrobatchThatWouldExceedTheBytes() {
        Plan plan = new Planner(100, 10)
                .next(1, List.of(manifest(1, 1, 60), manifest(2, 1, 41), manifest(3, 1, 1)))
                .orElseThrow();

        assertThat(plan).isEqualTo(new Plan("events", 1, microbatches(1), 1, 60));
    }

    @Test
    void endsAtTheMostMicrobatches() {
        Plan plan = new Planner(100, 2)
                .next(1, List.of(manifest(1, 1, 1), manifest(2, 1, 1), manifest(3, 1, 1)))
                .orElseThrow();

        assertThat(plan).isEqualTo(new Plan("events", 1, microbatches(1, 2), 2, 2));
    }

    @Test
    void takesAMicrobatchLargerThanThePlanAlone() {
        Planner planner = new Planner(100, 10);
        Manifest large = manifest(2, 9, 101);

        Optional<Plan> ahead = planner.next(1, List.of(manifest(1, 1, 1), large));
        Optional<Plan> alone = planner.next(2, List.of(large, manifest(3, 1, 0)));

        assertThat(ahead).contains(new Plan("events", 1, microbatches(1), 1, 1));
        assertThat(alone).contains(new Plan("events", 2, microbatches(2), 9, 101));
    }

    @Test
    void refusesAPlanOfNothing() {
        assertThatThrownBy(() -> new Plan("events", 3, List.of(), 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Plan 3 of events consumes nothing");
    }

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void takesEverythingInOrderWithinTheLimits(long seed) {
        Random random = new Random(seed);
        Planner planner = new Planner(1 + random.nextInt(200), 1 + random.nextInt(5));
        List<Manifest> waiting = new ArrayList<>();
        for (int time = random.nextInt(30); time > 0; time--) {
            waiting.add(0, manifest(time, random.nextInt(9), random.nextInt(120)));
        }
        List<Microbatch> taken = new ArrayList<>();
        while (taken.size() < waiting.size()) {
            List<Manifest> left = waiting.subList(taken.size(), waiting.size());

            Plan plan = planner.next(1, left).orElseThrow();

            taken.addAll(plan.microbatches());
            assertThat(plan.microbatches().size()).isLessThanOrEqualTo(planner.maxMicrobatches());
            if (plan.microbatches().size() > 1) {
                assertThat(plan.bytes()).isLessThanOrEqualTo(planner.maxBytes());
            }
            assertThat(plan.bytes()).isEqualTo(total(left, plan));
        }

        assertThat(taken)
                .containsExactlyElementsOf(
                        waiting.stream().map(Manifest::microbatch).toList());
    }

    private static long total(List<Manifest> left, Plan plan) {
        return left.subList(0, plan.microbatches().size()).stream()
                .mapToLong(Manifest::bytes)
                .sum();
    }

    private static List<Microbatch> microbatches(long... times) {
        return LongStream.of(times)
                .mapToObj(time -> new Microbatch("events", time))
                .toList();
    }

    private static Manifest manifest(long time, long lines, long bytes) {
        return new Manifest(
                new Microbatch("events", time),
                List.of(new Part("part-00000", lines, bytes, "0".repeat(64))),
                new Counts(lines, lines, lines, 0, 0, 0, Map.of()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "0123456789abcdef",
                List.of(),
                List.of(),
                "weir test");
    }
}
