package weir.lake.archive;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.files.Mismatch;
import weir.lake.files.Sha256;
import weir.lake.parallel.ParallelTasks;
import weir.lake.raw.Manifest;
import weir.lake.raw.Part;

/** Reads a segment back and compares it with its footer and with the manifests of its microbatches. */
public final class SegmentCheck {

    private static final long RUN_BYTES = 32L << 20;

    private static final String RESTORE = "Restore the segment from a copy.";
    private static final int BUFFER_BYTES = 1 << 16;

    private final LakeFiles files;
    private final String path;
    private final SegmentFooter footer;
    private final long runBytes;

    /**
     * A check that has read nothing yet.
     *
     * @param path the file, which may have another name than the segment says
     * @param footer what it says of itself
     */
    public SegmentCheck(LakeFiles files, String path, SegmentFooter footer) {
        this(files, path, footer, RUN_BYTES);
    }

    /** @param runBytes bytes of lines that are checked by one thread, about */
    SegmentCheck(LakeFiles files, String path, SegmentFooter footer, long runBytes) {
        this.files = files;
        this.runBytes = runBytes;
        this.path = path;
        this.footer = footer;
    }

    /**
     * What does not match: the bytes of the frames, and the lines of every part.
     *
     * @param progress is told of the bytes as they are read
     */
    public List<Mismatch> mismatches(LongConsumer progress) throws IOException {
        List<Mismatch> found = new ArrayList<>();
        String sha256 = frames(progress);
        if (!sha256.equals(footer.sha256())) {
            found.add(mismatch(
                    "the footer says that the frames have SHA-256 " + footer.sha256(),
                    "frames with SHA-256 " + sha256));
        }
        found.addAll(lineMismatches());
        return found;
    }

    /** The SHA-256 of all frames of lines. */
    private String frames(LongConsumer progress) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = files.open(path)) {
            long left = footer.bytes();
            for (int read = 0; left > 0 && read >= 0; left -= read) {
                read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                digest.update(buffer, 0, Math.max(0, read));
                progress.accept(Math.max(0, read));
            }
        }
        return Sha256.hex(digest);
    }

    /**
     * Asserts that a file that was just written has this footer, and exactly the lines of its manifests.
     *
     * @throws CorruptLakeException if it does not
     */
    void requireWhole() throws IOException {
        if (!SegmentFooterFile.read(files, path, footer.segment()).equals(footer)) {
            throw new CorruptLakeException("Cannot trust " + files.uri(path) + ": its footer is not what was written");
        }
        List<Mismatch> found = mismatches(bytes -> {});
        if (!found.isEmpty()) {
            Mismatch first = found.get(0);
            throw new CorruptLakeException(
                    "Cannot trust " + first.where() + ": " + first.expected() + ", but found: " + first.found());
        }
    }

    private List<Mismatch> lineMismatches() throws IOException {
        List<Mismatch> found = new ArrayList<>();
        long counted = footer.manifests().stream().mapToLong(Manifest::lines).sum();
        if (footer.lines() != counted) {
            found.add(mismatch(counted + " lines, as the manifests count", footer.lines() + " lines in the frames"));
        }
        try (ParallelTasks<List<Mismatch>> checks = new ParallelTasks<>(runs().stream()
                .<Callable<List<Mismatch>>>map(run -> () -> lineMismatches(run))
                .iterator())) {
            while (checks.hasNext()) {
                found.addAll(checks.next());
            }
        }
        return found;
    }

    /**
     * Microbatches that are checked by one thread.
     *
     * @param manifests those of the microbatches
     * @param begin the number of their first line in the segment
     * @param end the number of the first line behind them
     */
    private record Run(List<Manifest> manifests, long begin, long end) {}

    /** All microbatches, in runs of some size; together they are all lines of the segment. */
    private List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        List<Manifest> run = new ArrayList<>();
        long begin = 0;
        long end = 0;
        long bytes = 0;
        for (Manifest manifest : footer.manifests()) {
            run.add(manifest);
            end += manifest.lines();
            bytes += manifest.bytes();
            if (bytes >= runBytes) {
                runs.add(new Run(List.copyOf(run), begin, end));
                run.clear();
                begin = end;
                bytes = 0;
            }
        }
        runs.add(new Run(List.copyOf(run), begin, end));
        return runs;
    }

    private List<Mismatch> lineMismatches(Run run) throws IOException {
        List<Mismatch> found = new ArrayList<>();
        List<Frame> frames = new ArrayList<>();
        long first = 0; // of the line that the first of these frames begins with
        long next = 0;
        for (Frame frame : footer.frames()) {
            long begin = next;
            next += frame.lines();
            if (begin < run.end() && next > run.begin()) {
                first = frames.isEmpty() ? begin : first;
                frames.add(frame);
            }
        }
        long behind = first + frames.stream().mapToLong(Frame::lines).sum() - run.end();
        try (SegmentLines lines = new SegmentLines(files, path, frames)) {
            skip(lines, frames.isEmpty() ? 0 : run.begin() - first);
            for (Manifest manifest : run.manifests()) {
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
            skip(lines, frames.isEmpty() ? 0 : behind);
            if (lines.next()) {
                found.add(mismatch("no more lines than the manifests count", "more lines"));
            }
        } catch (CorruptLakeException e) {
            found.add(mismatch("frames as the footer says", e.getMessage()));
        }
        return found;
    }

    /** Passes lines over; that there are fewer is found out by what comes behind them. */
    private static void skip(SegmentLines lines, long count) throws IOException {
        long left = count;
        while (left > 0 && lines.next()) {
            left--;
        }
    }

    private Mismatch mismatch(String expected, String found) {
        return new Mismatch(files.uri(path), expected, found, RESTORE);
    }

    private static String checksum(SegmentLines lines, Part part) throws IOException {
        PartDigest digest = new PartDigest(part.bytes());
        for (long i = 0; i < part.lines() && lines.next(); i++) {
            digest.line(lines.buffer(), lines.offset(), lines.length());
        }
        return digest.sha256();
    }
}
