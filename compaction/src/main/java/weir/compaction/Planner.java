package weir.compaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;

/**
 * Decides what the next run consumes. Pure.
 *
 * @param maxBytes the most raw bytes in one plan; a larger microbatch is a plan of its own
 * @param maxMicrobatches the most microbatches in one plan
 */
record Planner(long maxBytes, int maxMicrobatches) {

    /** The most lines in one plan: a run keeps a few bytes of each in memory. A larger microbatch is a plan of its own. */
    private static final long MAX_LINES = 10_000_000;

    /**
     * The next plan.
     *
     * @param number its number
     * @param waiting the manifests of what no plan has consumed, oldest first
     * @return empty if nothing waits
     */
    Optional<Plan> next(long number, List<Manifest> waiting) {
        List<Microbatch> taken = new ArrayList<>();
        long lines = 0;
        long bytes = 0;
        for (Manifest manifest : waiting) {
            boolean exceeds = bytes + manifest.bytes() > maxBytes || lines + manifest.lines() > MAX_LINES;
            if (taken.size() == maxMicrobatches || (!taken.isEmpty() && exceeds)) {
                break;
            }
            taken.add(manifest.microbatch());
            lines += manifest.lines();
            bytes += manifest.bytes();
        }
        return taken.isEmpty()
                ? Optional.empty()
                : Optional.of(new Plan(taken.get(0).stream(), number, taken, lines, bytes));
    }

    /** Whether a plan may take more than this. */
    boolean takesMore(int microbatches, long lines, long bytes) {
        return microbatches < maxMicrobatches && lines <= MAX_LINES && bytes <= maxBytes;
    }
}
