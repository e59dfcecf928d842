package weir.lake.quarantine;

import java.util.Map;
import java.util.Optional;

import weir.lake.raw.Microbatch;

/**
 * What became of a selection of lines.
 *
 * @param order the order that was carried out; empty if there was nothing to do
 * @param malformed lines that stay because they are malformed still, by today's reason
 * @param unfinished lines that stay because their plan is not finished: a compaction will judge them anew
 */
public record OrderResult(Optional<Order> order, Map<String, Long> malformed, long unfinished) {

    public OrderResult {
        malformed = Map.copyOf(malformed);
    }

    /** How many lines were requeued or dropped. */
    public long lines() {
        return order.map(Order::lines).orElse(0L);
    }

    /** The microbatch that took the lines, if they were requeued. */
    public Optional<Microbatch> into() {
        return order.flatMap(Order::into);
    }
}
