package weir.lake.archive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

import weir.lake.StreamSpec;
import weir.lake.archive.SegmentIndex.FrameEntry;
import weir.lake.archive.SegmentIndex.FrameTimes;
import weir.lake.filter.LineReader;
import weir.lake.filter.TokenReader;
import weir.lake.raw.LineFeeds;
import weir.lake.schema.ColumnPath;

/** Finds out what an index knows of a frame. For one thread. */
final class FrameIndexer {

    private final LineReader reader;
    private final List<TokenReader> columns = new ArrayList<>();

    FrameIndexer(StreamSpec spec) {
        List<String> chosen =
                spec.index().stream().map(ColumnPath::column).distinct().toList();
        this.reader = LineReader.of(spec.withFilter("true"), chosen);
        for (ColumnPath path : spec.index()) {
            columns.add(new TokenReader(spec.schema(), path, reader.columns()));
        }
    }

    /**
     * Looks at every line of a frame.
     *
     * @param lines begins with the lines, each ended by LF
     * @param length how many bytes they are
     * @param spans whose lines they are
     */
    FrameEntry entry(byte[] lines, int length, List<Span> spans) {
        List<Hashes> hashes = columns.stream().map(unused -> new Hashes()).toList();
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        int begin = 0;
        for (Span span : spans) {
            for (long i = 0; i < span.lines(); i++) {
                int end = LineFeeds.next(lines, begin, length);
                reader.read(lines, begin, end - begin);
                begin = end + 1;
                long micros = reader.micros(() -> span.microbatch().timeMillis());
                first = Math.min(first, micros);
                last = Math.max(last, micros);
                for (int column = 0; column < columns.size(); column++) {
                    columns.get(column).read(reader.row(), hashes.get(column));
                }
            }
        }
        return new FrameEntry(
                new FrameTimes(first, last), hashes.stream().map(Hashes::filter).toList());
    }

    /** Collects hashes. */
    private static final class Hashes implements LongConsumer {

        private long[] hashes = new long[512];
        private int size;

        @Override
        public void accept(long hash) {
            if (size == hashes.length) {
                hashes = Arrays.copyOf(hashes, size * 2);
            }
            hashes[size++] = hash;
        }

        BloomFilter filter() {
            return BloomFilter.of(Arrays.copyOf(hashes, size));
        }
    }
}
