package weir.lake.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

import weir.lake.archive.Archive;
import weir.lake.archive.Segment;
import weir.lake.archive.SegmentCheck;
import weir.lake.archive.SegmentIndex;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.Document;
import weir.lake.files.LakeFiles;
import weir.lake.files.Mismatch;
import weir.lake.history.TimeRange;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;

/**
 * Checks the archive of one stream: every index against its checksum, every segment against its index, the lines of every
 * part against their manifests, and that no microbatch is archived twice.
 */
public final class ArchiveVerification {

    private final LakeFiles files;
    private final Archive archive;
    private final List<Segment> segments = new ArrayList<>();
    private final Map<Microbatch, Segment> archived = new HashMap<>();
    private final List<Mismatch> mismatches = new ArrayList<>();
    private long lines;

    /** Lists what is to be checked: what has a time in the range, by its microbatches. */
    public ArchiveVerification(LakeFiles files, String stream, TimeRange range) throws IOException {
        this.files = files;
        this.archive = new Archive(files, stream);
        for (Segment segment : archive.segments()) {
            if (range.meets(segment.from(), segment.to())) {
                segments.add(segment);
            }
        }
    }

    /** How many bytes there are to read. */
    public long bytes() throws IOException {
        long bytes = 0;
        for (Segment segment : segments) {
            bytes += files.exists(segment.path()) ? files.length(segment.path()) : 0;
        }
        return bytes;
    }

    /** Checks, and tells of the bytes as they are read. */
    public Verified run(LongConsumer progress) throws IOException {
        for (Segment segment : segments) {
            check(segment, progress);
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
        String path = segment.indexPath();
        String advice = "Restore the index from a copy. The lines can be read without it: zstd -dc "
                + files.uri(segment.path());
        SegmentIndex index;
        try {
            Optional<Mismatch> changed = Document.mismatch(files, path, advice);
            if (changed.isPresent()) {
                mismatches.add(changed.get());
                return;
            }
            index = archive.index(segment);
        } catch (CorruptLakeException e) {
            mismatches.add(Mismatch.unreadable(files.uri(path), "an index of this segment", e, advice));
            return;
        }
        mismatches.addAll(new SegmentCheck(files, segment.path(), index).mismatches(progress));
        for (Manifest manifest : index.manifests()) {
            Segment other = archived.putIfAbsent(manifest.microbatch(), segment);
            if (other != null) {
                mismatches.add(new Mismatch(
                        files.uri(path),
                        "every microbatch in one segment",
                        manifest.microbatch().name() + " is in " + other.name() + " too",
                        "Move one of the two segments away, with its index, after comparing them."));
            }
        }
        lines += index.lines();
    }
}
