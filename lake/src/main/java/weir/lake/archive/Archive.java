package weir.lake.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import weir.lake.files.LakeFiles;

/**
 * The archive of one stream. A segment is part of it if and only if its index is there, which is written last. Holds no
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
        List<Segment> found = new ArrayList<>();
        String folder = Segment.streamFolder(stream);
        for (String day : files.list(folder)) {
            for (String name : files.list(folder + "/" + day)) {
                Optional<Segment> segment = Segment.parseIndex(day, name);
                segment.filter(candidate -> candidate.stream().equals(stream)).ifPresent(found::add);
            }
        }
        found.sort(Comparator.comparingLong(Segment::fromMillis).thenComparingLong(Segment::plan));
        return found;
    }

    /** Makes sure that a segment that is there stays after a loss of power, whoever wrote it. */
    public void settle(Segment segment) throws IOException {
        files.settle(segment.folder());
    }

    /**
     * Reads what a segment holds.
     *
     * @throws weir.lake.files.CorruptLakeException if the index is not one of this segment
     */
    public SegmentIndex index(Segment segment) throws IOException {
        return SegmentIndexFile.read(files, segment);
    }
}
