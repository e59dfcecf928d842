package weir.compaction;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import weir.lake.raw.Microbatch;

/**
 * Which plan has consumed a microbatch. Of lines with the same key the table has the one that was consumed first, which is not
 * always the one that was captured first: a late microbatch is in a later plan than newer ones. Immutable.
 */
final class PlanOrder implements Serializable {

    private final long[] from;
    private final long[] plans;

    /** @param from the times from which on, up to the next one, the microbatches are of a plan, ascending */
    private PlanOrder(long[] from, long[] plans) {
        this.from = from;
        this.plans = plans;
    }

    /** The order of some plans, which are ascending by number. */
    static PlanOrder of(List<Plan> plans) {
        TreeMap<Long, Long> runs = new TreeMap<>();
        long newest = Long.MIN_VALUE;
        for (Plan plan : plans) {
            for (Microbatch microbatch : plan.microbatches()) {
                long millis = microbatch.timeMillis();
                Map.Entry<Long, Long> around = runs.floorEntry(millis);
                if (millis < newest && around != null) {
                    runs.putIfAbsent(millis + 1, around.getValue());
                }
                if (millis < newest || around == null || around.getValue() != plan.number()) {
                    runs.put(millis, plan.number());
                }
                newest = Math.max(newest, millis);
            }
        }
        return new PlanOrder(
                runs.keySet().stream().mapToLong(Long::longValue).toArray(),
                runs.values().stream().mapToLong(Long::longValue).toArray());
    }

    /**
     * The number of the plan that has consumed a microbatch.
     *
     * @param millis its time in milliseconds since 1970
     */
    long planOf(long millis) {
        int found = Arrays.binarySearch(from, millis);
        int run = found >= 0 ? found : -found - 2;
        if (run < 0) {
            throw new IllegalArgumentException("no plan has consumed the microbatch of " + millis);
        }
        return plans[run];
    }
}
