package weir.lake.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;

import weir.lake.StreamSpec;
import weir.lake.files.LakeFiles;

/**
 * The archive of one stream. A segment is part of it if and only if its file has its name, which it gets last. Holds no
 * state; safe for threads.
 */
public final class Archive {

    private final LakeFiles files;
    private final String stream;

    public Archive(LakeFiles files, String stream) {
        this.files = files;
        this.stream = stream;
    }

    /** The segments, by the time of their first microbatch. */
    public List<Segment> segments() throws IOException {
        return segments(Segment::parse);
    }

    /** The segments that have an index, in the same order; one that is no longer there may still have one. */
    public List<Segment> indexed() throws IOException {
        return segments(Segment::parseIndex);
    }

    private List<Segment> segments(BiFunction<String, String, Optional<Segment>> parse) throws IOException {
        List<Segment> found = new ArrayList<>();
        String folder = Segment.streamFolder(stream);
        for (String day : files.list(folder)) {
            for (String name : files.list(folder + "/" + day)) {
                Optional<Segment> segment = parse.apply(day, name);
                segment.filter(candidate -> candidate.stream().equals(stream)).ifPresent(found::add);
            }
        }
        found.sort(Comparator.comparingLong(Segment::fromMillis).thenComparingLong(Segment::plan));
        return found;
    }

    /** Whether a segment is part of the archive. */
    public boolean has(Segment segment) throws IOException {
        return files.exists(segment.path());
    }

    /** Makes sure that a segment that is there stays after a loss of power, whoever wrote it. */
    public void settle(Segment segment) throws IOException {
        files.settle(segment.folder());
    }

    /**
     * Reads what a segment says of itself.
     *
     * @throws java.io.FileNotFoundException if there is no such segment
     * @throws weir.lake.files.CorruptLakeException if the footer is not one of this segment
     */
    public SegmentFooter footer(Segment segment) throws IOException {
        return SegmentFooterFile.read(files, segment.path(), segment);
    }

    /**
     * Asserts that a segment has an index that is as good as a new one.
     *
     * @throws weir.lake.files.CorruptLakeException if there is none, or it is damaged, of other frames, or was made for what
     *     the stream does not ask for any more
     */
    public void requireIndex(SegmentFooter footer, StreamSpec spec) throws IOException {
        SegmentIndexFile.requireFor(files, footer, spec);
    }

    /**
     * Says which frames of a segment may hold a wanted line, as far as its index knows.
     *
     * @return holds for the numbers of those frames, from 0; what it does not hold for has no wanted line
     * @throws weir.lake.files.CorruptLakeException if there is no index of this segment as it is; then all may hold one
     */
    public IntPredicate mayHold(SegmentFooter footer, FrameChoice wanted) throws IOException {
        SegmentIndex index = SegmentIndexFile.read(files, footer);
        return frame -> index.mayHold(frame, wanted);
    }
}
