package weir.ingest;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import weir.lake.raw.Connection;
import weir.lake.raw.Counts;
import weir.lake.raw.Part;

/**
 * What a task made of the chunks of one batch, for the driver to commit.
 *
 * @param part the file; null if no line was written ({@link Optional} does not travel)
 * @param counts of all chunks, with what was unparsable
 * @param first the earliest event time, or null
 * @param last the latest event time, or null
 * @param connections the connections the chunks came over, each once
 * @param nextSequence the sequence that the next batch begins with
 */
record WrittenChunks(
        Part part, Counts counts, Instant first, Instant last, List<Connection> connections, long nextSequence)
        implements Serializable {

    List<Part> parts() {
        return Optional.ofNullable(part).stream().toList();
    }
}
