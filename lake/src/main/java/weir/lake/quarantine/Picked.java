package weir.lake.quarantine;

import java.util.List;

import weir.lake.raw.Microbatch;

/**
 * Lines of one microbatch in one file of the quarantine.
 *
 * @param plan the number of the plan that found them malformed
 * @param microbatch the microbatch they were captured in
 * @param lines their numbers there, from 0, ascending
 */
public record Picked(long plan, Microbatch microbatch, List<Long> lines) {

    public Picked {
        lines = List.copyOf(lines);
    }

    /** The file that holds them, or held them. */
    public QuarantineFile file() {
        return new QuarantineFile(microbatch.stream(), microbatch.date(), plan);
    }
}
