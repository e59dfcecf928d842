package weir.lake.history;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import weir.lake.StreamSpec;
import weir.lake.archive.Archive;
import weir.lake.archive.Segment;
import weir.lake.archive.SegmentFooter;
import weir.lake.deletion.Deletions;
import weir.lake.files.LakeFiles;
import weir.lake.filter.Clauses;
import weir.lake.parallel.Concurrent;
import weir.lake.raw.LineBuffer;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Position;
import weir.lake.raw.RawZone;

/**
 * All captured lines of one stream: raw zone and archive together, each line once, also while a compaction moves
 * microbatches from one to the other. Holds no state; safe for threads.
 */
public final class History {

    private static final long PIECE_BYTES = 2L << 20;

    private final LakeFiles files;
    private final RawZone raw;
    private final Archive archive;

    public History(LakeFiles files, String stream) {
        this.files = files;
        this.raw = new RawZone(files, stream);
        this.archive = new Archive(files, stream);
    }

    /**
     * What may hold lines of a time range, by the time of the first microbatch. A line lies in a range by its event
     * time, or, if it has none, by its microbatch's time; which lines do is for the reader to say. Lines that came back
     * from quarantine are those of the microbatch that they were captured in.
     *
     * @throws weir.lake.files.CorruptLakeException if a manifest or a segment's footer cannot be trusted
     */
    public List<Piece> pieces(TimeRange range) throws IOException {
        return pieces(segment -> true, microbatch -> true, capturedIn(range), ArchivedPieces::holding);
    }

    /**
     * As {@link #pieces(TimeRange)}, without the frames of the archive that hold no line of the range with the values of the
     * clauses, as far as the indexes of the segments know. An index that cannot be used is told of and excludes nothing.
     *
     * @param spec how the lines are read
     * @param clauses values that wanted lines have
     */
    public Selection select(TimeRange range, StreamSpec spec, Clauses clauses) throws IOException {
        return select(range, spec, CompletableFuture.completedFuture(clauses));
    }

    /** The same with clauses that somebody may still be finding out; what can be read without them is read meanwhile. */
    public Selection select(TimeRange range, StreamSpec spec, Future<Clauses> clauses) throws IOException {
        IndexedFrames indexed = new IndexedFrames(archive, range, spec, clauses);
        List<Piece> pieces = pieces(segment -> true, microbatch -> true, capturedIn(range), indexed::holding);
        return new Selection(pieces, indexed.excludedLines());
    }

    /** As {@link #select(TimeRange, StreamSpec, Clauses)}, of what plans up to a number have archived, each of them finished. */
    public Selection selectArchived(TimeRange range, StreamSpec spec, Clauses clauses, long lastPlan)
            throws IOException {
        return select(range, spec, clauses, lastPlan, capturedIn(range));
    }

    /** As {@link #selectArchived}, and lines that came back from quarantine also where they came back, as plans took them. */
    public Selection selectConsumed(TimeRange range, StreamSpec spec, Clauses clauses, long lastPlan)
            throws IOException {
        return select(range, spec, clauses, lastPlan, manifest -> mayMeet(manifest, range));
    }

    private Selection select(
            TimeRange range, StreamSpec spec, Clauses clauses, long lastPlan, Predicate<Manifest> wanted)
            throws IOException {
        IndexedFrames indexed = new IndexedFrames(archive, range, spec, CompletableFuture.completedFuture(clauses));
        List<Piece> pieces =
                pieces(segment -> segment.plan() <= lastPlan, microbatch -> false, wanted, indexed::holding);
        return new Selection(pieces, indexed.excludedLines());
    }

    private static Predicate<Manifest> capturedIn(TimeRange range) {
        return manifest -> !isCopy(manifest) && mayMeet(manifest, range);
    }

    /** What was asked to be deleted so far, which no replay may bring back. */
    public Deletions deletions(StreamSpec spec) throws IOException {
        return new DeletionLog(files, spec).current();
    }

    /** What holds the lines of exactly these microbatches. What is wrong with another one does not matter. */
    public List<Piece> pieces(Set<Microbatch> microbatches) throws IOException {
        return pieces(
                segment -> microbatches.stream().anyMatch(segment::mayHold),
                microbatches::contains,
                manifest -> microbatches.contains(manifest.microbatch()),
                ArchivedPieces::holding);
    }

    private List<Piece> pieces(
            Predicate<Segment> worthLooking,
            Predicate<Microbatch> worthReading,
            Predicate<Manifest> wanted,
            Frames frames)
            throws IOException {
        // raw first: what a compaction moves in between is then found in the archive, and never in neither
        List<Microbatch> begun = raw.begun();
        List<SegmentFooter> footers =
                Concurrent.map(archive.segments().stream().filter(worthLooking).toList(), archive::footer);
        Set<Microbatch> archived = footers.stream()
                .flatMap(footer -> footer.manifests().stream())
                .map(Manifest::microbatch)
                .collect(Collectors.toSet());
        List<Piece> pieces = new ArrayList<>();
        List<Microbatch> unarchived = begun.stream()
                .filter(worthReading)
                .filter(microbatch -> !archived.contains(microbatch))
                .toList();
        Concurrent.map(unarchived, microbatch -> rawPieces(microbatch, wanted)).forEach(pieces::addAll);
        for (SegmentFooter footer : footers) {
            pieces.addAll(archivedPieces(footer, wanted, frames));
        }
        pieces.sort(Comparator.comparing(Piece::first));
        return pieces;
    }

    /** Says which frames of a segment are needed for the lines of some microbatches. */
    @FunctionalInterface
    private interface Frames {
        IntPredicate of(SegmentFooter footer, Set<Microbatch> wanted) throws IOException;
    }

    private static List<Piece> archivedPieces(SegmentFooter footer, Predicate<Manifest> wanted, Frames frames)
            throws IOException {
        Set<Microbatch> microbatches = new HashSet<>();
        for (Manifest manifest : footer.manifests()) {
            if (wanted.test(manifest) && manifest.lines() > 0) {
                microbatches.add(manifest.microbatch());
            }
        }
        return microbatches.isEmpty()
                ? List.of()
                : ArchivedPieces.of(footer, microbatches, frames.of(footer, microbatches), PIECE_BYTES);
    }

    private List<Piece> rawPieces(Microbatch microbatch, Predicate<Manifest> wanted) throws IOException {
        Manifest manifest;
        try {
            manifest = raw.manifest(microbatch);
        } catch (FileNotFoundException e) { // a compaction has moved it, or nobody has committed it
            return archivedSince(microbatch, wanted).orElse(List.of());
        }
        return wanted.test(manifest) ? List.of(new Piece.Raw(microbatch, manifest.parts())) : List.of();
    }

    /** Opens pieces: the lines of one after the other, each piece when it is reached. */
    public HistoryCursor open(List<Piece> pieces) {
        return new ConcatenatedCursor(this, pieces, new LineBuffer());
    }

    /** Opens a piece. Its lines come in their order. */
    public HistoryCursor open(Piece piece) throws IOException {
        return open(piece, new LineBuffer());
    }

    /** As {@link #open(Piece)}, in memory that nobody else uses until the cursor is closed. */
    public HistoryCursor open(Piece piece, LineBuffer memory) throws IOException {
        return piece instanceof Piece.Archived archived
                ? new ArchivedCursor(files, archived)
                : new RawCursor(this, files, (Piece.Raw) piece, memory);
    }

    /** The lines of a microbatch whose raw files have gone meanwhile. */
    HistoryCursor moved(Microbatch microbatch, FileNotFoundException missing) throws IOException {
        List<Piece> archived = archivedSince(microbatch, manifest -> true).orElseThrow(() -> missing);
        return new ConcatenatedCursor(this, archived, new LineBuffer());
    }

    /** The pieces of a microbatch that a compaction has moved to the archive since the raw zone was listed, if one has. */
    private Optional<List<Piece>> archivedSince(Microbatch microbatch, Predicate<Manifest> wanted) throws IOException {
        for (Segment segment : archive.segments()) {
            if (!segment.mayHold(microbatch)) {
                continue;
            }
            SegmentFooter footer = archive.footer(segment);
            if (footer.manifests().stream()
                    .anyMatch(manifest -> manifest.microbatch().equals(microbatch))) {
                return Optional.of(archivedPieces(
                        footer,
                        manifest -> manifest.microbatch().equals(microbatch) && wanted.test(manifest),
                        ArchivedPieces::holding));
            }
        }
        return Optional.empty();
    }

    private static boolean isCopy(Manifest manifest) {
        return manifest.position().filter(Position.Requeued.class::isInstance).isPresent();
    }

    private static boolean mayMeet(Manifest manifest, TimeRange range) {
        Instant time = manifest.microbatch().time();
        if (range.meets(time, time)) {
            return true;
        }
        if (manifest.firstEvent().isEmpty() || manifest.lastEvent().isEmpty()) {
            return manifest.counts().kept() + manifest.counts().dropped() > 0;
        }
        return range.meets(manifest.firstEvent().get(), manifest.lastEvent().get());
    }
}
