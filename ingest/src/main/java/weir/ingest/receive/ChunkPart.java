package weir.ingest.receive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import weir.ingest.feed.PartPlace;
import weir.ingest.feed.Written;
import weir.lake.raw.Cause;
import weir.lake.raw.Chunk;
import weir.lake.raw.Connection;
import weir.lake.raw.Gap;
import weir.lake.raw.PartWriter;
import weir.lake.raw.Position;
import weir.lake.raw.StreamLines;

/**
 * Writes chunks as one part, in the order in which they are given, and adds up what they say beside their lines. For one
 * thread.
 */
final class ChunkPart implements AutoCloseable {

    private final PartWriter part;
    private final Map<Instant, Connection> connections = new LinkedHashMap<>();
    private final List<Gap> gaps = new ArrayList<>();
    private long unparsable;
    private long next;

    /** @param first the sequence of the first chunk */
    ChunkPart(PartPlace place, long first) {
        this.part = place.part(0);
        this.next = first;
    }

    /** Takes a chunk. If chunks are missing before it, that is a gap: they were read, and could not be read back. */
    void take(Chunk chunk) throws IOException {
        if (chunk.sequence() > next) {
            gaps.add(Gap.of(
                    Cause.DAMAGED,
                    chunk.connection().from(),
                    chunk.connection().until(),
                    "chunks " + next + " to " + (chunk.sequence() - 1) + " of the spool"));
        }
        next = chunk.sequence() + 1;
        try (StreamLines lines = new StreamLines(new ByteArrayInputStream(chunk.lines()))) {
            while (lines.next()) {
                part.take(lines.buffer(), lines.offset(), lines.length());
            }
        }
        unparsable += chunk.unparsable();
        gaps.addAll(chunk.gaps());
        Connection connection = chunk.connection().withholding(part.withheld());
        connections.merge(connection.from(), connection, Connection::and);
    }

    /** Ends the part. When this returns, its file is on the disk. */
    Written finish() throws IOException {
        return new Written(
                List.of(part.finish()),
                unparsable,
                new Position.Spooled(next - 1),
                List.copyOf(connections.values()),
                gaps);
    }

    @Override
    public void close() throws IOException {
        part.close();
    }
}
