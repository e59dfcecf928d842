package weir.compaction;

import java.util.List;

import weir.lake.raw.Microbatch;

/**
 * A decision: the microbatches that one run consumes. Plans of a stream are numbered from 1 without a gap, and the next
 * one is made only when the one before is finished.
 *
 * @param stream the stream's name
 * @param number the plan's number, which becomes the table's transaction version
 * @param microbatches what it consumes, oldest first; never empty
 * @param lines lines in them, as their manifests say
 * @param bytes bytes in them, as their manifests say
 */
public record Plan(String stream, long number, List<Microbatch> microbatches, long lines, long bytes) {

    public Plan {
        microbatches = List.copyOf(microbatches);
        if (microbatches.isEmpty()) {
            throw new IllegalArgumentException("Plan " + number + " of " + stream + " consumes nothing");
        }
    }

    /** The oldest microbatch. */
    public Microbatch first() {
        return microbatches.get(0);
    }

    /** The newest microbatch. */
    public Microbatch last() {
        return microbatches.get(microbatches.size() - 1);
    }

    /** How the plan is called in messages. */
    public String name() {
        return "plan " + number + " of " + stream;
    }
}
