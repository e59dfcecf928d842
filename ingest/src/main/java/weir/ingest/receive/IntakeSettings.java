package weir.ingest.receive;

import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;

import weir.ingest.feed.HadoopSettings;
import weir.lake.files.LakeFiles;
import weir.lake.intake.SpoolLimits;

/**
 * What an {@link Intake} has to know; travels to the receiver's executor.
 *
 * @param stream the stream's name
 * @param spoolRoot path or URI below which spool and alive mark lie
 * @param hadoop settings of its file system
 * @param limits how much may wait
 * @param firstSequence the chunk to begin with if the spool holds none that is as high
 * @param chunkBytes how many bytes of lines travel together
 * @param chunkInterval after which time a chunk travels anyway
 * @param clock tells when something was heard
 */
public record IntakeSettings(
        String stream,
        String spoolRoot,
        HadoopSettings hadoop,
        SpoolLimits limits,
        long firstSequence,
        long chunkBytes,
        Duration chunkInterval,
        Clock clock)
        implements Serializable {

    /** The same with another first chunk. */
    public IntakeSettings beginningAt(long sequence) {
        return new IntakeSettings(stream, spoolRoot, hadoop, limits, sequence, chunkBytes, chunkInterval, clock);
    }

    LakeFiles files() {
        return LakeFiles.of(spoolRoot, hadoop.value());
    }
}
