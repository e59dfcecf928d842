package weir.lake.archive;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.StreamSpec;
import weir.lake.archive.SegmentIndex.FrameTimes;
import weir.lake.archive.SegmentIndex.IndexedColumn;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.Document;
import weir.lake.files.LakeFiles;
import weir.lake.schema.ColumnDefinition;
import weir.lake.schema.ColumnPath;

/** A segment's index as a file; the only class that knows the names of its members ({@code docs/formats.md}). */
final class SegmentIndexFile {

    private static final int FORMAT = 3;

    private SegmentIndexFile() {}

    static byte[] bytes(Segment segment, SegmentIndex index) {
        ObjectNode node = Document.begin(FORMAT).put("segment", segment.name()).put("sha256", index.sha256());
        ObjectNode times = node.putObject("times");
        putDefinition(times, index.eventTime());
        put(times.putArray("first"), index.times().stream().mapToLong(FrameTimes::first));
        put(times.putArray("last"), index.times().stream().mapToLong(FrameTimes::last));
        ArrayNode columns = node.putArray("columns");
        for (IndexedColumn column : index.columns()) {
            ObjectNode one = columns.addObject();
            putDefinition(one, column.definition());
            column.filters().ifPresent(filters -> {
                put(one.putArray("values"), filters.stream().mapToLong(BloomFilter::hashes));
                ArrayNode bits = one.putArray("bits");
                filters.forEach(filter -> bits.add(Base64.getEncoder().encodeToString(filter.bits())));
            });
        }
        return PackedDocument.bytes(node);
    }

    private static void putDefinition(ObjectNode node, ColumnDefinition definition) {
        node.put("column", definition.path().toString()).put("read", definition.read());
    }

    private static void put(ArrayNode array, LongStream numbers) {
        numbers.forEach(array::add);
    }

    /**
     * Reads the index of a segment.
     *
     * @throws CorruptLakeException if there is none, or it was not made of this segment as it is, or is damaged
     */
    static SegmentIndex read(LakeFiles files, SegmentFooter footer) throws IOException {
        String path = footer.segment().indexPath();
        byte[] content;
        try {
            content = files.read(path);
        } catch (FileNotFoundException e) {
            throw new CorruptLakeException("Cannot find " + files.uri(path), e);
        }
        Document node = PackedDocument.parse(content, files.uri(path), FORMAT);
        if (!node.text("segment").equals(footer.segment().name())) {
            throw node.problem("segment", "is " + node.text("segment"));
        }
        if (!node.text("sha256").equals(footer.sha256())) {
            throw node.problem("sha256", "is of other frames than the segment has");
        }
        int frames = footer.frames().size();
        Document times = node.object("times");
        List<Long> first = numbers(times, "first", frames);
        List<Long> last = numbers(times, "last", frames);
        List<FrameTimes> ofFrames = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            ofFrames.add(new FrameTimes(first.get(i), last.get(i)));
        }
        List<IndexedColumn> columns = new ArrayList<>();
        for (Document column : node.objects("columns")) {
            columns.add(new IndexedColumn(
                    definition(column), column.has("bits") ? Optional.of(filters(column, frames)) : Optional.empty()));
        }
        return new SegmentIndex(footer.sha256(), definition(times), ofFrames, columns);
    }

    /**
     * Reads the index of a segment, which must be as good as a new one.
     *
     * @throws CorruptLakeException if there is none, or it cannot be read, or was made for what the stream does not ask for
     */
    static SegmentIndex requireFor(LakeFiles files, SegmentFooter footer, StreamSpec spec) throws IOException {
        SegmentIndex index = read(files, footer);
        if (!index.isFor(spec)) {
            throw new CorruptLakeException("Cannot use all of "
                    + files.uri(footer.segment().indexPath()) + ": it was made of other columns than "
                    + spec.index() + ", or they or " + spec.eventTime() + " were read otherwise");
        }
        return index;
    }

    private static ColumnDefinition definition(Document node) throws CorruptLakeException {
        return new ColumnDefinition(ColumnPath.parse(node.text("column")), node.text("read"));
    }

    private static List<Long> numbers(Document node, String name, int frames) throws CorruptLakeException {
        List<Long> numbers = node.numbers(name);
        if (numbers.size() != frames) {
            throw node.problem(name, "is of " + numbers.size() + " frames, but there are " + frames);
        }
        return numbers;
    }

    private static List<BloomFilter> filters(Document column, int frames) throws CorruptLakeException {
        List<Long> values = numbers(column, "values", frames);
        List<String> bits = column.texts("bits");
        List<BloomFilter> filters = new ArrayList<>();
        try {
            for (int i = 0; i < frames; i++) {
                filters.add(new BloomFilter(
                        Math.toIntExact(values.get(i)), Base64.getDecoder().decode(bits.get(i))));
            }
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            throw column.problem("bits", "is not what the values of " + frames + " frames need");
        }
        return filters;
    }
}
