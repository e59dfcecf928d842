package weir.lake.archive;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.files.Mismatch;
import weir.lake.files.Sha256;
import weir.lake.raw.Manifest;
import weir.lake.raw.Part;
import weir.lake.raw.PartContent;

/** Reads a segment back and compares it with its index and with the manifests of its microbatches. */
public final class SegmentCheck {

    private static final String RESTORE = "Restore the segment and its index from a copy.";

    private final LakeFiles files;
    private final String path;
    private final SegmentIndex index;

    /**
     * A check that has read nothing yet.
     *
     * @param path the file of lines, which may have another name than the index says
     */
    public SegmentCheck(LakeFiles files, String path, SegmentIndex index) {
        this.files = files;
        this.path = path;
        this.index = index;
    }

    /**
     * What does not match: the bytes of the file, where its frames are, and the lines of every part.
     *
     * @param progress is told of the bytes as they are read
     */
    public List<Mismatch> mismatches(LongConsumer progress) throws IOException {
        List<Mismatch> found = new ArrayList<>();
        try {
            PartContent file = PartContent.read(files, path, progress);
            if (!file.sha256().equals(index.sha256())) {
                found.add(mismatch(
                        "the index says SHA-256 " + index.sha256(),
                        file.bytes() + " bytes with SHA-256 " + file.sha256()));
            }
        } catch (FileNotFoundException e) {
            return List.of(mismatch("the index names this file", "there is no such file"));
        }
        long offset = 0;
        for (Frame frame : index.frames()) {
            if (frame.offset() != offset) {
                found.add(mismatch(
                        "a frame begins where the one before it ends, at byte " + offset,
                        "the index says that it begins at byte " + frame.offset()));
            }
            offset = frame.offset() + frame.bytes();
        }
        found.addAll(lineMismatches());
        return found;
    }

    /**
     * Asserts that the file holds exactly the lines of the index's manifests.
     *
     * @throws CorruptLakeException if it does not
     */
    void requireWhole() throws IOException {
        List<Mismatch> found = mismatches(bytes -> {});
        if (!found.isEmpty()) {
            Mismatch first = found.get(0);
            throw new CorruptLakeException(
                    "Cannot trust " + first.where() + ": " + first.expected() + ", but found: " + first.found());
        }
    }

    private List<Mismatch> lineMismatches() throws IOException {
        List<Mismatch> found = new ArrayList<>();
        try (SegmentLines lines = new SegmentLines(files, path, index.frames())) {
            for (Manifest manifest : index.manifests()) {
                for (Part part : manifest.parts()) {
                    String checksum = checksum(lines, part);
                    if (!checksum.equals(part.sha256())) {
                        found.add(mismatch(
                                "the manifest of " + manifest.microbatch().path(part.name()) + " says SHA-256 "
                                        + part.sha256(),
                                "its lines have SHA-256 " + checksum));
                    }
                }
            }
            if (lines.next()) {
                found.add(mismatch("no more lines than the manifests count", "more lines"));
            }
        } catch (CorruptLakeException e) {
            found.add(mismatch("frames as the index says", e.getMessage()));
        }
        return found;
    }

    private Mismatch mismatch(String expected, String found) {
        return new Mismatch(files.uri(path), expected, found, RESTORE);
    }

    private static String checksum(SegmentLines lines, Part part) throws IOException {
        MessageDigest digest = Sha256.digest();
        long bytes = 0;
        for (long i = 0; i < part.lines() && lines.next(); i++) {
            digest.update(lines.buffer(), lines.offset(), lines.length());
            bytes += lines.length();
            // the part's last line may have had no LF, which the segment added
            if (bytes < part.bytes()) {
                digest.update((byte) '\n');
                bytes++;
            }
        }
        return Sha256.hex(digest);
    }
}
