package weir.lake.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;

import weir.lake.StreamSpec;
import weir.lake.archive.Archive;
import weir.lake.archive.Segment;
import weir.lake.archive.SegmentCheck;
import weir.lake.archive.SegmentFooter;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.files.Mismatch;
import weir.lake.history.TimeRange;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;

/**
 * Checks the archive of one stream: every segment against its footer, the lines of every part against their manifests, that
 * no microbatch is archived twice, and that every segment has its index and every index its segment.
 */
public final class ArchiveVerification {

    private final LakeFiles files;
    private final StreamSpec spec;
    private final Archive archive;
    private final List<Segment> segments = new ArrayList<>();
    private final List<Segment> lost = new ArrayList<>();
    private final Map<Microbatch, Segment> archived = new HashMap<>();
    private final List<Mismatch> mismatches = new ArrayList<>();
    private long lines;

    /** Lists what is to be checked: what has a time in the range, by its microbatches. */
    public ArchiveVerification(LakeFiles files, StreamSpec spec, TimeRange range) throws IOException {
        this.files = files;
        this.spec = spec;
        this.archive = new Archive(files, spec.name());
        // an index is written behind its segment
        List<Segment> indexed = archive.indexed();
        List<Segment> present = archive.segments();
        present.stream().filter(segment -> isIn(range, segment)).forEach(segments::add);
        indexed.stream()
                .filter(segment -> isIn(range, segment) && !present.contains(segment))
                .forEach(lost::add);
    }

    private static boolean isIn(TimeRange range, Segment segment) {
        return range.meets(segment.from(), segment.to());
    }

    /** How many bytes there are to read. */
    public long bytes() throws IOException {
        long bytes = 0;
        for (Segment segment : segments) {
            bytes += files.length(segment.path());
        }
        return bytes;
    }

    /** Checks, and tells of the bytes as they are read. */
    public Verified run(LongConsumer progress) throws IOException {
        for (Segment segment : segments) {
            check(segment, progress);
        }
        for (Segment segment : lost) {
            mismatches.add(new Mismatch(
                    files.uri(segment.path()),
                    "the segment whose index is there",
                    "there is no such file",
                    "Restore the segment from a copy."));
        }
        return new Verified(
                "archive",
                String.format(
                        Locale.ROOT,
                        "%,d segments, %,d microbatches, %,d lines",
                        segments.size(),
                        archived.size(),
                        lines),
                mismatches);
    }

    private void check(Segment segment, LongConsumer progress) throws IOException {
        String uri = files.uri(segment.path());
        SegmentFooter footer;
        try {
            footer = archive.footer(segment);
        } catch (CorruptLakeException e) {
            mismatches.add(Mismatch.unreadable(
                    uri,
                    "a segment that ends in its footer",
                    e,
                    "Restore the segment from a copy. The lines that are left can be read without it: zstd -dc "
                            + uri));
            return;
        }
        List<Mismatch> found = new SegmentCheck(files, segment.path(), footer).mismatches(progress);
        if (!found.isEmpty() && isAnother(segment, footer)) {
            check(segment, progress);
            return;
        }
        mismatches.addAll(found);
        checkIndex(footer);
        for (Manifest manifest : footer.manifests()) {
            Segment other = archived.putIfAbsent(manifest.microbatch(), segment);
            if (other != null) {
                mismatches.add(new Mismatch(
                        uri,
                        "every microbatch in one segment",
                        manifest.microbatch().name() + " is in " + other.name() + " too",
                        "Move one of the two segments away after comparing them."));
            }
        }
        lines += footer.lines();
    }

    /** Whether a segment was rewritten since its footer was read. */
    private boolean isAnother(Segment segment, SegmentFooter footer) throws IOException {
        try {
            return !archive.footer(segment).equals(footer);
        } catch (CorruptLakeException e) {
            return false;
        }
    }

    private void checkIndex(SegmentFooter footer) throws IOException {
        try {
            archive.requireIndex(footer, spec);
        } catch (CorruptLakeException e) {
            mismatches.add(Mismatch.unreadable(
                    files.uri(footer.segment().indexPath()),
                    "an index of its segment, as the configuration asks for it",
                    e,
                    "No line is lost, but a replay reads more than it needs. Remove the file if it is there: the"
                            + " next run of bin/compaction writes it again."));
        }
    }
}
