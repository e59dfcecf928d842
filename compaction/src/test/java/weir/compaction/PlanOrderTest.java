package weir.compaction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import weir.lake.raw.Microbatch;

import static org.assertj.core.api.Assertions.assertThat;

class PlanOrderTest {

    private static final long SEED = Long.getLong("weir.test.seed", 20261126);

    private static Plan plan(long number, long... times) {
        List<Microbatch> microbatches = new ArrayList<>();
        for (long time : times) {
            microbatches.add(new Microbatch("events", time));
        }
        return new Plan("events", number, microbatches, 0, 0);
    }

    @Test
    void knowsThePlanOfALateMicrobatch() {
        PlanOrder order = PlanOrder.of(List.of(plan(1, 10, 30), plan(2, 5, 20, 21, 40), plan(3, 22, 50)));

        assertThat(List.of(5L, 10L, 20L, 21L, 22L, 30L, 40L, 50L).stream().map(order::planOf))
                .containsExactly(2L, 1L, 2L, 2L, 3L, 1L, 2L, 3L);
    }

    @Test
    void isRightInWhateverOrderMicrobatchesCome() {
        Random random = new Random(SEED);
        for (int trial = 0; trial < 500; trial++) {
            Map<Long, Long> expected = new HashMap<>();
            List<Plan> plans = new ArrayList<>();
            for (long number = 1; number <= 5; number++) {
                TreeSet<Long> times = new TreeSet<>();
                for (int i = random.nextInt(6); i >= 0; i--) {
                    long time = random.nextInt(60);
                    if (!expected.containsKey(time)) {
                        times.add(time);
                        expected.put(time, number);
                    }
                }
                if (!times.isEmpty()) {
                    plans.add(plan(
                            number, times.stream().mapToLong(Long::longValue).toArray()));
                }
            }
            PlanOrder order = PlanOrder.of(plans);
            expected.forEach((time, number) -> assertThat(order.planOf(time))
                    .as("seed %d, %s, %d", SEED, plans, time)
                    .isEqualTo(number));
        }
    }
}
