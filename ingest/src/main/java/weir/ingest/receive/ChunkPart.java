package weir.ingest.receive;

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

/**
 * Writes chunks as one part, in the order in which they are given, and adds up what they say beside their lines. For one
 * thread.
 */
final class ChunkPart implements AutoCloseable {

    private final PartWriter part;
    private final Map<Instant, Connection> connections = new LinkedHashMap<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final Reached before;
    private Reached reached;
    private long unparsable;

    /** @param before how far the microbatches before this one reach */
    ChunkPart(PartPlace place, Reached before) {
        this.part = place.part(0);
        this.before = before;
        this.reached = before;
    }

    /** Takes a chunk. If chunks are missing before it, that is a gap: they were read, and could not be read back. */
    void take(Chunk chunk) throws IOException {
        if (chunk.sequence() > reached.next()) {
            gaps.add(missingBefore(chunk));
        }
        reached = new Reached(chunk.sequence(), chunk.connection().until());
        part.takeAll(chunk.lines());
        unparsable += chunk.unparsable();
        gaps.addAll(chunk.gaps());
        Connection connection = chunk.connection().withholding(part.withheld());
        connections.merge(connection.from(), connection, Connection::and);
    }

    /** What is missing came after what was heard before, and if the chunk has a connection of its own, before that. */
    private Gap missingBefore(Chunk chunk) {
        Connection connection = chunk.connection();
        boolean same = reached.heard() == null || !connection.from().isAfter(reached.heard());
        return Gap.of(
                Cause.DAMAGED,
                reached.heard() == null ? connection.from() : reached.heard(),
                same ? connection.until() : connection.from(),
                "chunks " + reached.next() + " to " + (chunk.sequence() - 1) + " of the spool");
    }

    /** Ends the part. When this returns, its file is on the disk. */
    Written finish() throws IOException {
        return new Written(
                List.of(part.finish()),
                unparsable,
                new Position.Spooled(before.next(), reached.chunk()),
                List.copyOf(connections.values()),
                gaps);
    }

    @Override
    public void close() throws IOException {
        part.close();
    }
}
