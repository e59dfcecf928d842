package weir.lake.quarantine;

import java.io.IOException;
import java.util.OptionalLong;

/** Knows the plan of a stream that a compaction works on or has left half-way. */
@FunctionalInterface
public interface UnfinishedPlan {

    /** The plan's number; empty if all plans are finished. */
    OptionalLong number() throws IOException;
}
