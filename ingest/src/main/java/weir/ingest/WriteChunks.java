package weir.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.util.SerializableConfiguration;

import weir.lake.StreamSpec;
import weir.lake.files.LakeFiles;
import weir.lake.filter.LineReader;
import weir.lake.raw.Capture;
import weir.lake.raw.Chunk;
import weir.lake.raw.Connection;
import weir.lake.raw.Counts;
import weir.lake.raw.Microbatch;
import weir.lake.raw.PartWriter;
import weir.lake.raw.StreamLines;
import weir.lake.raw.WrittenPart;

/**
 * Writes all chunks of a batch as one part, in an executor. Run again, it writes the same file again. Memory: the chunk
 * at hand, and those that came before their turn.
 *
 * @param lakeRoot the lake
 * @param hadoop settings of its file system
 * @param microbatch what is written
 * @param spec how lines are judged
 * @param capture which lines are written
 * @param firstSequence the sequence of the first chunk
 */
record WriteChunks(
        String lakeRoot,
        SerializableConfiguration hadoop,
        Microbatch microbatch,
        StreamSpec spec,
        Capture capture,
        long firstSequence)
        implements FlatMapFunction<Iterator<Chunk>, WrittenChunks> {

    @Override
    public Iterator<WrittenChunks> call(Iterator<Chunk> chunks) throws IOException {
        LakeFiles files = LakeFiles.of(lakeRoot, hadoop.value());
        LineReader judge = LineReader.of(spec, List.of());
        try (PartWriter part = new PartWriter(files, microbatch, 0, judge, capture)) {
            Tally tally = new Tally();
            ChunkOrder order = new ChunkOrder(firstSequence, chunk -> {
                tally.count(chunk);
                write(chunk, part);
            });
            while (chunks.hasNext()) {
                order.add(chunks.next());
            }
            long nextSequence = order.finish();
            return List.of(tally.result(part.finish(), nextSequence)).iterator();
        }
    }

    private static void write(Chunk chunk, PartWriter part) throws IOException {
        try (StreamLines lines = new StreamLines(new ByteArrayInputStream(chunk.lines()))) {
            while (lines.next()) {
                part.take(lines.buffer(), lines.offset(), lines.length());
            }
        }
    }

    /** What the chunks say beside their lines. */
    private static final class Tally {

        private final Map<Instant, Connection> connections = new LinkedHashMap<>();
        private long unparsable;

        void count(Chunk chunk) {
            unparsable += chunk.unparsable();
            connections.merge(chunk.connection().from(), chunk.connection(), Tally::longer);
        }

        WrittenChunks result(WrittenPart written, long nextSequence) {
            Counts lines = written.counts();
            Counts all = new Counts(
                    lines.received() + unparsable,
                    lines.written(),
                    lines.kept(),
                    lines.dropped(),
                    lines.malformed(),
                    unparsable,
                    lines.control());
            return new WrittenChunks(
                    written.part().orElse(null),
                    all,
                    written.firstEvent().orElse(null),
                    written.lastEvent().orElse(null),
                    new ArrayList<>(connections.values()),
                    nextSequence);
        }

        private static Connection longer(Connection one, Connection other) {
            return one.until().isAfter(other.until()) ? one : other;
        }
    }
}
