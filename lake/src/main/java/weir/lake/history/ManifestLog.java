package weir.lake.history;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

import weir.lake.archive.Archive;
import weir.lake.archive.Segment;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.RawZone;

/**
 * The manifests of one stream, of raw zone and archive together, each once, also while a compaction moves microbatches
 * from one to the other. Holds no state; safe for threads.
 */
public final class ManifestLog {

    private final RawZone raw;
    private final Archive archive;

    public ManifestLog(LakeFiles files, String stream) {
        this.raw = new RawZone(files, stream);
        this.archive = new Archive(files, stream);
    }

    /**
     * The newest manifest of a kind, by batch time. Reads from the newest on, and no further than it has to.
     *
     * @throws weir.lake.files.CorruptLakeException if a manifest or an index on the way cannot be trusted
     */
    public Optional<Manifest> newest(Predicate<Manifest> wanted) throws IOException {
        // raw first: what a compaction moves in between is then found in the archive, and never in neither
        Optional<Manifest> newest = newestRaw(wanted);
        List<Segment> segments = new ArrayList<>(archive.segments());
        segments.sort(Comparator.comparingLong(Segment::toMillis).reversed());
        for (Segment segment : segments) {
            if (newest.isPresent() && newest.get().microbatch().timeMillis() > segment.toMillis()) {
                break;
            }
            for (Manifest manifest : archive.index(segment).manifests()) {
                boolean newer = newest.isEmpty()
                        || manifest.microbatch().compareTo(newest.get().microbatch()) > 0;
                if (newer && wanted.test(manifest)) {
                    newest = Optional.of(manifest);
                }
            }
        }
        return newest;
    }

    private Optional<Manifest> newestRaw(Predicate<Manifest> wanted) throws IOException {
        List<Microbatch> committed = raw.committed();
        for (int i = committed.size() - 1; i >= 0; i--) {
            try {
                Manifest manifest = raw.manifest(committed.get(i));
                if (wanted.test(manifest)) {
                    return Optional.of(manifest);
                }
            } catch (FileNotFoundException e) {
                // in the archive by now
            }
        }
        return Optional.empty();
    }

    /**
     * All manifests of microbatches that are wanted, oldest first.
     *
     * @param segments which segments of the archive can hold a wanted one
     * @param microbatches which microbatches are wanted
     */
    public List<Manifest> all(Predicate<Segment> segments, Predicate<Microbatch> microbatches) throws IOException {
        Map<Microbatch, Manifest> found = new TreeMap<>();
        for (Microbatch microbatch : raw.committed()) {
            if (microbatches.test(microbatch)) {
                try {
                    found.put(microbatch, raw.manifest(microbatch));
                } catch (FileNotFoundException e) {
                    // in the archive by now
                }
            }
        }
        for (Segment segment : archive.segments()) {
            if (segments.test(segment)) {
                for (Manifest manifest : archive.index(segment).manifests()) {
                    if (microbatches.test(manifest.microbatch())) {
                        found.put(manifest.microbatch(), manifest);
                    }
                }
            }
        }
        return List.copyOf(found.values());
    }

    /** All manifests, oldest first. */
    public List<Manifest> all() throws IOException {
        return all(segment -> true, microbatch -> true);
    }
}
