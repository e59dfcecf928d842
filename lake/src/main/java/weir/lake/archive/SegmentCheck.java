package weir.lake.archive;

import java.io.IOException;
import java.security.MessageDigest;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.files.Sha256;
import weir.lake.raw.Manifest;
import weir.lake.raw.Part;

/** Reads a segment back and compares it with the manifests of its microbatches. */
final class SegmentCheck {

    private SegmentCheck() {}

    /**
     * Asserts that a file holds exactly the lines of the index's manifests.
     *
     * @throws CorruptLakeException if it does not
     */
    static void requireWhole(LakeFiles files, String path, SegmentIndex index) throws IOException {
        try (SegmentLines lines = new SegmentLines(files, path, index.frames())) {
            for (Manifest manifest : index.manifests()) {
                for (Part part : manifest.parts()) {
                    String found = checksum(lines, part);
                    if (!found.equals(part.sha256())) {
                        throw new CorruptLakeException("Cannot trust " + files.uri(path) + ": "
                                + manifest.microbatch().path(part.name()) + " has SHA-256 " + part.sha256()
                                + ", its lines there have " + found);
                    }
                }
            }
            if (lines.next()) {
                throw new CorruptLakeException(
                        "Cannot trust " + files.uri(path) + ": it holds more lines than its manifests");
            }
        }
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
