package weir.console;

import java.util.Optional;
import java.util.OptionalLong;

import weir.lake.intake.AliveMark;
import weir.lake.raw.Microbatch;

/**
 * How a stream is.
 *
 * @param name the stream's name
 * @param last its newest microbatch
 * @param waiting what waits for compaction
 * @param spool what waits to be committed
 * @param mark when the source was last heard; empty if it never was, or is one that can be asked again
 * @param ingest who captures it, as {@code HOST process PID}; empty if nobody does
 * @param finishedPlan the number of the last finished plan; 0 if there is none
 * @param unfinishedPlan the number of the plan that is not finished
 * @param quarantined lines in quarantine
 */
record StreamStatus(
        String name,
        Optional<Microbatch> last,
        Waiting waiting,
        Spooled spool,
        Optional<AliveMark> mark,
        Optional<String> ingest,
        long finishedPlan,
        OptionalLong unfinishedPlan,
        long quarantined) {

    /**
     * What waits for compaction.
     *
     * @param unreadable microbatches whose manifest cannot be read; their lines and bytes are not counted
     */
    record Waiting(long microbatches, long lines, long bytes, long unreadable) {}

    /**
     * A spool.
     *
     * @param chunks those that are in no microbatch yet
     * @param bytes of its files
     */
    record Spooled(long chunks, long bytes) {}
}
