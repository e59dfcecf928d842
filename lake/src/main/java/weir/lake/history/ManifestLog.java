package weir.lake.history;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

import weir.lake.archive.Archive;
import weir.lake.archive.Segment;
import weir.lake.files.CorruptLakeException;
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
     * @throws weir.lake.files.CorruptLakeException if a manifest or a segment's footer on the way cannot be trusted
     */
    public Optional<Manifest> newest(Predicate<Manifest> wanted) throws IOException {
        return newestBefore(Long.MAX_VALUE, wanted);
    }

    /** The newest manifest of a kind whose batch time is before one, in milliseconds since 1970; as {@link #newest}. */
    public Optional<Manifest> newestBefore(long millis, Predicate<Manifest> wanted) throws IOException {
        // raw first: what a compaction moves in between is then found in the archive, and never in neither
        List<Microbatch> committed = new ArrayList<>(raw.committed());
        committed.removeIf(microbatch -> microbatch.timeMillis() >= millis);
        Collections.reverse(committed);
        Optional<Manifest> newest = firstRaw(committed, wanted);
        List<Segment> segments = new ArrayList<>(archive.segments());
        segments.removeIf(segment -> segment.fromMillis() >= millis);
        segments.sort(Comparator.comparingLong(Segment::toMillis).reversed());
        for (Segment segment : segments) {
            if (newest.isPresent() && newest.get().microbatch().timeMillis() > segment.toMillis()) {
                break;
            }
            for (Manifest manifest : archive.footer(segment).manifests()) {
                boolean newer = newest.isEmpty()
                        || manifest.microbatch().compareTo(newest.get().microbatch()) > 0;
                if (newer && manifest.microbatch().timeMillis() < millis && wanted.test(manifest)) {
                    newest = Optional.of(manifest);
                }
            }
        }
        return newest;
    }

    /** The oldest manifest of a kind whose batch time is at or behind one, in milliseconds since 1970. */
    public Optional<Manifest> oldestFrom(long millis, Predicate<Manifest> wanted) throws IOException {
        List<Microbatch> committed = new ArrayList<>(raw.committed());
        committed.removeIf(microbatch -> microbatch.timeMillis() < millis);
        Optional<Manifest> oldest = firstRaw(committed, wanted);
        List<Segment> segments = new ArrayList<>(archive.segments());
        segments.removeIf(segment -> segment.toMillis() < millis);
        for (Segment segment : segments) {
            if (oldest.isPresent() && oldest.get().microbatch().timeMillis() < segment.fromMillis()) {
                break;
            }
            for (Manifest manifest : archive.footer(segment).manifests()) {
                boolean older = oldest.isEmpty()
                        || manifest.microbatch().compareTo(oldest.get().microbatch()) < 0;
                if (older && manifest.microbatch().timeMillis() >= millis && wanted.test(manifest)) {
                    oldest = Optional.of(manifest);
                }
            }
        }
        return oldest;
    }

    private Optional<Manifest> firstRaw(List<Microbatch> inOrder, Predicate<Manifest> wanted) throws IOException {
        for (Microbatch microbatch : inOrder) {
            Optional<Manifest> manifest = rawManifest(microbatch).filter(wanted);
            if (manifest.isPresent()) {
                return manifest;
            }
        }
        return Optional.empty();
    }

    private Optional<Manifest> rawManifest(Microbatch microbatch) throws IOException {
        try {
            return Optional.of(raw.manifest(microbatch));
        } catch (FileNotFoundException e) {
            return Optional.empty(); // in the archive by now
        }
    }

    /** Is shown manifests. */
    public interface Visitor {

        /**
         * Takes one.
         *
         * @param plan the number of the plan that archived the microbatch; empty if it is in the raw zone only
         */
        void visit(Manifest manifest, OptionalLong plan);

        /**
         * Hears of manifests that cannot be read, and goes on or does not.
         *
         * @param from the time of the first of them
         */
        default void unreadable(Instant from, CorruptLakeException reason) throws CorruptLakeException {
            throw reason;
        }
    }

    /**
     * Shows all manifests of microbatches that are wanted, each once, oldest first. Keeps those of the raw zone and of one
     * segment in memory, and of segments that overlap.
     *
     * @param segments which segments of the archive can hold a wanted one
     * @param microbatches which microbatches are wanted
     * @throws CorruptLakeException if a manifest or a segment's footer cannot be trusted and the visitor does not go on
     */
    public void walk(Predicate<Segment> segments, Predicate<Microbatch> microbatches, Visitor visitor)
            throws IOException {
        SortedMap<Microbatch, Found> ahead = new TreeMap<>();
        for (Microbatch microbatch : raw.committed()) {
            if (microbatches.test(microbatch)) {
                try {
                    rawManifest(microbatch)
                            .ifPresent(manifest -> ahead.put(microbatch, new Found(manifest, OptionalLong.empty())));
                } catch (CorruptLakeException e) {
                    visitor.unreadable(microbatch.time(), e);
                }
            }
        }
        for (Segment segment : archive.segments()) {
            if (!segments.test(segment)) {
                continue;
            }
            show(ahead.headMap(new Microbatch(segment.stream(), segment.fromMillis())), visitor);
            for (Manifest manifest : archived(segment, visitor)) {
                if (microbatches.test(manifest.microbatch())) {
                    Found archived = new Found(manifest, OptionalLong.of(segment.plan()));
                    ahead.merge(
                            manifest.microbatch(),
                            archived,
                            (one, other) -> one.plan().isPresent() ? one : other);
                }
            }
        }
        show(ahead, visitor);
    }

    private List<Manifest> archived(Segment segment, Visitor visitor) throws IOException {
        try {
            return archive.footer(segment).manifests();
        } catch (CorruptLakeException e) {
            visitor.unreadable(segment.from(), e);
            return List.of();
        }
    }

    private static void show(SortedMap<Microbatch, Found> manifests, Visitor visitor) {
        manifests.values().forEach(found -> visitor.visit(found.manifest(), found.plan()));
        manifests.clear();
    }

    /** A manifest and the plan that archived it, if one has. */
    private record Found(Manifest manifest, OptionalLong plan) {}

    /**
     * All manifests of microbatches that are wanted, oldest first.
     *
     * @param segments which segments of the archive can hold a wanted one
     * @param microbatches which microbatches are wanted
     */
    public List<Manifest> all(Predicate<Segment> segments, Predicate<Microbatch> microbatches) throws IOException {
        List<Manifest> found = new ArrayList<>();
        walk(segments, microbatches, (manifest, plan) -> found.add(manifest));
        return List.copyOf(found);
    }

    /** All manifests, oldest first. */
    public List<Manifest> all() throws IOException {
        return all(segment -> true, microbatch -> true);
    }
}
