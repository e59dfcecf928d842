package weir.lake.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import weir.lake.StreamSpec;
import weir.lake.filter.Token;
import weir.lake.schema.ColumnDefinition;

/**
 * What is known of the values in a segment's frames: it says which frames cannot hold a line that somebody wants. It can be
 * made again from the segment at any time; without it all frames are read. Immutable.
 *
 * @param sha256 of the frames that it was made of, as their segment's footer says
 * @param eventTime how the event times were read
 * @param times when the lines of each frame happened
 * @param columns the columns that were asked for
 */
record SegmentIndex(String sha256, ColumnDefinition eventTime, List<FrameTimes> times, List<IndexedColumn> columns) {

    SegmentIndex {
        times = List.copyOf(times);
        columns = List.copyOf(columns);
    }

    /**
     * The times by which the lines of a frame lie in a range, in microseconds since 1970.
     *
     * @param first the earliest
     * @param last the latest
     */
    record FrameTimes(long first, long last) {}

    /**
     * A column.
     *
     * @param definition how its values were read
     * @param filters the values of each frame; empty if they would have needed too much room
     */
    record IndexedColumn(ColumnDefinition definition, Optional<List<BloomFilter>> filters) {

        IndexedColumn {
            filters = filters.map(List::copyOf);
        }

        private IndexedColumn withoutFilters() {
            return new IndexedColumn(definition, Optional.empty());
        }

        /** The room that the values need; less than any if they are left out. */
        private long bytes() {
            return filters.map(ofFrames -> ofFrames.stream()
                            .mapToLong(filter -> filter.bits().length)
                            .sum())
                    .orElse(-1L);
        }
    }

    /**
     * What is known of one frame.
     *
     * @param tokens the values of each column, in the order of the columns
     */
    record FrameEntry(FrameTimes times, List<BloomFilter> tokens) {

        FrameEntry {
            tokens = List.copyOf(tokens);
        }
    }

    /** The index of a segment for what a stream asks for. */
    static SegmentIndex of(SegmentFooter footer, StreamSpec spec, List<FrameEntry> frames) {
        List<ColumnDefinition> definitions = spec.indexDefinitions();
        List<IndexedColumn> columns = new ArrayList<>();
        for (int i = 0; i < definitions.size(); i++) {
            int column = i;
            List<BloomFilter> filters =
                    frames.stream().map(frame -> frame.tokens().get(column)).toList();
            columns.add(new IndexedColumn(definitions.get(i), Optional.of(filters)));
        }
        return new SegmentIndex(
                footer.sha256(),
                spec.eventTimeDefinition(),
                frames.stream().map(FrameEntry::times).toList(),
                columns);
    }

    /**
     * The index of the same segment with other lines in some frames. A column whose values were left out stays so.
     *
     * @param footer of the segment as it is now
     * @param changed what is known of those frames, by their numbers
     */
    SegmentIndex rewritten(SegmentFooter footer, Map<Integer, FrameEntry> changed) {
        List<FrameTimes> otherTimes = new ArrayList<>(times);
        changed.forEach((frame, entry) -> otherTimes.set(frame, entry.times()));
        List<IndexedColumn> otherColumns = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            otherColumns.add(new IndexedColumn(
                    columns.get(i).definition(), columns.get(i).filters().map(filters -> {
                        List<BloomFilter> others = new ArrayList<>(filters);
                        changed.forEach((frame, entry) ->
                                others.set(frame, entry.tokens().get(column)));
                        return others;
                    })));
        }
        return new SegmentIndex(footer.sha256(), eventTime, otherTimes, otherColumns);
    }

    /** Whether it knows the values of a column. */
    boolean hasFilters() {
        return columns.stream().anyMatch(column -> column.filters().isPresent());
    }

    /** The same without the values of the column that needs the most room; of several such, the last one. */
    SegmentIndex withoutLargest() {
        int largest = 0;
        for (int i = 1; i < columns.size(); i++) {
            largest = columns.get(i).bytes() >= columns.get(largest).bytes() ? i : largest;
        }
        List<IndexedColumn> others = new ArrayList<>(columns);
        others.set(largest, columns.get(largest).withoutFilters());
        return new SegmentIndex(sha256, eventTime, times, others);
    }

    /** The columns whose values are left out. */
    List<String> leftOut() {
        return columns.stream()
                .filter(column -> column.filters().isEmpty())
                .map(column -> column.definition().path().toString())
                .toList();
    }

    /** Whether it was made for what a stream asks for now. */
    boolean isFor(StreamSpec spec) {
        return eventTime.equals(spec.eventTimeDefinition())
                && columns.stream().map(IndexedColumn::definition).toList().equals(spec.indexDefinitions());
    }

    /**
     * Whether a frame may hold a wanted line; false is certain.
     *
     * @param wanted which lines
     */
    boolean mayHold(int frame, FrameChoice wanted) {
        FrameTimes found = times.get(frame);
        boolean timely = !eventTime.equals(wanted.eventTime())
                || (found.first() < wanted.toMicros() && wanted.fromMicros() <= found.last());
        return timely && wanted.clauses().mayMatch(token -> mayHold(frame, token));
    }

    private boolean mayHold(int frame, Token token) {
        for (IndexedColumn column : columns) {
            if (column.filters().isPresent() && column.definition().equals(token.column())) {
                return column.filters().get().get(frame).mayContain(token.hash());
            }
        }
        return true;
    }
}
