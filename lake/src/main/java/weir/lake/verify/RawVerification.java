package weir.lake.verify;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.Document;
import weir.lake.files.LakeFiles;
import weir.lake.files.LakeLock;
import weir.lake.files.Mismatch;
import weir.lake.history.TimeRange;
import weir.lake.raw.LineIntake;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Part;
import weir.lake.raw.PartContent;
import weir.lake.raw.RawZone;

/**
 * Checks the raw zone of one stream: every manifest against its checksum, every part against its manifest. A microbatch
 * that a compaction moves to the archive meanwhile is not in the raw zone.
 */
public final class RawVerification {

    private static final String RESTORE = "Restore the file from a copy; a compaction leaves this microbatch alone.";

    private final LakeFiles files;
    private final RawZone raw;
    private final List<Microbatch> microbatches;
    private final List<Microbatch> left;
    private final List<Mismatch> mismatches = new ArrayList<>();
    private long verified;
    private long lines;

    /** Lists what is to be checked: what has a time in the range, by its microbatches. */
    public RawVerification(LakeFiles files, String stream, TimeRange range) throws IOException {
        this.files = files;
        this.raw = new RawZone(files, stream);
        this.microbatches = in(range, raw.committed());
        this.left = in(range, raw.uncommitted());
    }

    private static List<Microbatch> in(TimeRange range, List<Microbatch> all) {
        return all.stream()
                .filter(microbatch -> range.meets(microbatch.time(), microbatch.time()))
                .toList();
    }

    /** About how many bytes there are to read, as far as the manifests say. */
    public long bytes() throws IOException {
        long bytes = 0;
        for (Microbatch microbatch : microbatches) {
            try {
                bytes += raw.manifest(microbatch).bytes();
            } catch (CorruptLakeException | FileNotFoundException e) {
                // is told of, or has gone, when its turn comes
            }
        }
        return bytes;
    }

    /** Checks, and tells of the bytes as they are read. */
    public Verified run(LongConsumer progress) throws IOException {
        for (Microbatch microbatch : microbatches) {
            List<Mismatch> found = mismatches(microbatch, progress);
            if (isThere(microbatch)) {
                verified++;
                mismatches.addAll(found);
            }
        }
        for (Microbatch microbatch : left) {
            if (isLeft(microbatch)) {
                mismatches.add(
                        new Mismatch(
                                files.uri(microbatch.folder()),
                                "a manifest, as it has parts and nobody is writing it",
                                "there is no " + Microbatch.MANIFEST,
                                "If the manifest was there, restore it before ingest starts, which removes the folder. If ingest"
                                        + " was killed while it wrote, start it: it takes the lines from spool or source again."));
            }
        }
        return new Verified(
                "raw zone", String.format(Locale.ROOT, "%,d microbatches, %,d lines", verified, lines), mismatches);
    }

    private List<Mismatch> mismatches(Microbatch microbatch, LongConsumer progress) throws IOException {
        String path = microbatch.path(Microbatch.MANIFEST);
        List<Mismatch> found = new ArrayList<>();
        Manifest manifest;
        try {
            Document.mismatch(
                            files, path, "Restore the manifest from a copy, unless a person has changed or written it.")
                    .ifPresent(found::add);
            manifest = raw.manifest(microbatch);
        } catch (FileNotFoundException e) {
            return found;
        } catch (CorruptLakeException e) {
            found.add(Mismatch.unreadable(files.uri(path), "a manifest of this microbatch", e, RESTORE));
            return found;
        }
        if (manifest.counts().written() != manifest.lines()) {
            found.add(new Mismatch(
                    files.uri(path),
                    "as many lines written as the parts have: " + manifest.lines(),
                    "\"written\" is " + manifest.counts().written(),
                    RESTORE));
        }
        for (Part part : manifest.parts()) {
            compare(microbatch, part, found, progress);
        }
        for (String name : files.list(microbatch.folder())) {
            boolean known =
                    manifest.parts().stream().anyMatch(part -> part.name().equals(name));
            if (Microbatch.isPart(name) && !known) {
                found.add(new Mismatch(
                        files.uri(microbatch.path(name)),
                        "no other parts than the manifest names",
                        "a part that it does not name; nobody reads its lines",
                        "Move it away and bring its lines in with bin/lake import, if they are wanted."));
            }
        }
        lines += manifest.lines();
        return found;
    }

    private void compare(Microbatch microbatch, Part part, List<Mismatch> found, LongConsumer progress)
            throws IOException {
        String path = microbatch.path(part.name());
        String expected = "the manifest says " + new PartContent(part.lines(), part.bytes(), part.sha256());
        try {
            PartContent content = PartContent.read(files, path, progress);
            if (!content.isOf(part)) {
                found.add(new Mismatch(files.uri(path), expected, content.toString(), RESTORE));
            }
        } catch (FileNotFoundException e) {
            found.add(new Mismatch(files.uri(path), expected, "there is no such file", RESTORE));
        }
    }

    private boolean isLeft(Microbatch microbatch) throws IOException {
        for (String owner : List.of("ingest-" + microbatch.stream(), LineIntake.lockOf(microbatch.stream()))) {
            if (LakeLock.owner(files, owner).isPresent()) {
                return false;
            }
        }
        return !isThere(microbatch) && files.list(microbatch.folder()).stream().anyMatch(Microbatch::isPart);
    }

    private boolean isThere(Microbatch microbatch) throws IOException {
        return files.exists(microbatch.path(Microbatch.MANIFEST));
    }
}
