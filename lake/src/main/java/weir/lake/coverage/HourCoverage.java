package weir.lake.coverage;

import java.time.Duration;

/**
 * The coverage of one hour, as manifests and alive mark tell it.
 *
 * @param compacted the microbatches that finished plans have consumed
 * @param waiting the others
 * @param withheld messages that the source says it did not send
 * @param connected how long the source was connected
 * @param missed how long messages may have been missed
 */
public record HourCoverage(Intake compacted, Intake waiting, long withheld, Duration connected, Duration missed) {

    /** An hour of which nothing is known. */
    public static final HourCoverage NONE = new HourCoverage(Intake.NONE, Intake.NONE, 0, Duration.ZERO, Duration.ZERO);
}
