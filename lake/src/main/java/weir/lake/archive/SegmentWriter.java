package weir.lake.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import weir.lake.StreamSpec;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.raw.LineBuffer;
import weir.lake.raw.Manifest;
import weir.lake.raw.Part;
import weir.lake.raw.PartContent;
import weir.lake.raw.PartLines;

/**
 * Writes one segment: the lines of microbatches in their order, each ended by LF, in independent zstd frames of about
 * 1 MiB of lines, so that {@code zstd -dc} gives the lines back and a reader can begin at any frame; then the footer. Every
 * part is checked against its manifest while it is read. For use by one thread.
 */
public final class SegmentWriter implements AutoCloseable {

    private static final int FRAME_BYTES = 1 << 20;

    private final LakeFiles files;
    private final StreamSpec spec;
    private final SegmentOutput out;
    private final FramePacker packer;
    private final LineBuffer memory = new LineBuffer();
    private final List<Manifest> manifests = new ArrayList<>();
    private final List<SegmentIndex.FrameEntry> entries = new ArrayList<>();
    private final List<Span> spans = new ArrayList<>();
    private final int frameBytes;
    private byte[] pending;
    private int pendingBytes;

    /**
     * Begins a segment under a temporary name, replacing what an earlier attempt left.
     *
     * @param spec the stream: how its lines are read for the index
     */
    public SegmentWriter(LakeFiles files, Segment segment, StreamSpec spec) throws IOException {
        this(files, segment, spec, FRAME_BYTES);
    }

    /** @param frameBytes bytes of lines of a frame, but for a longer line */
    SegmentWriter(LakeFiles files, Segment segment, StreamSpec spec, int frameBytes) throws IOException {
        this.files = files;
        this.spec = spec;
        this.out = new SegmentOutput(files, segment);
        this.packer = new FramePacker(spec, frameBytes);
        this.frameBytes = frameBytes;
        this.pending = packer.memory();
    }

    /**
     * Appends the lines of a microbatch.
     *
     * @throws CorruptLakeException if a part is not what its manifest says
     */
    public void append(Manifest manifest) throws IOException {
        long before = 0;
        for (Part part : manifest.parts()) {
            append(manifest, part, before);
            before += part.lines();
        }
        manifests.add(manifest);
    }

    /** @param before lines of the parts before */
    private void append(Manifest manifest, Part part, long before) throws IOException {
        String path = manifest.microbatch().path(part.name());
        PartContent found;
        try (PartLines lines = new PartLines(files, path, memory)) {
            for (long line = before; lines.next(); line++) {
                line(lines.buffer(), lines.offset(), lines.length());
                addToSpans(new Span(manifest.microbatch(), line, 1));
            }
            found = lines.content();
        }
        if (found.lines() != part.lines() || !found.sha256().equals(part.sha256())) {
            throw new CorruptLakeException("Cannot archive " + files.uri(path) + ": its manifest says " + part.lines()
                    + " lines with SHA-256 " + part.sha256() + ", the file has " + found.lines() + " with "
                    + found.sha256()
                    + ". Nothing was removed. Restore the file, or correct the manifest if the file is right.");
        }
    }

    private void line(byte[] buffer, int from, int length) throws IOException {
        if (pendingBytes > 0 && pendingBytes + length + 1 > frameBytes) {
            flush();
        }
        if (pendingBytes + length + 1 > pending.length) {
            pending = Arrays.copyOf(pending, Math.addExact(pendingBytes, length + 1));
        }
        System.arraycopy(buffer, from, pending, pendingBytes, length);
        pendingBytes += length;
        pending[pendingBytes++] = '\n';
    }

    private void addToSpans(Span line) {
        int last = spans.size() - 1;
        if (last >= 0 && spans.get(last).isContinuedBy(line)) {
            spans.set(last, spans.get(last).and(line));
        } else {
            spans.add(line);
        }
    }

    private void flush() throws IOException {
        packer.add(pending, pendingBytes, spans);
        pending = packer.memory();
        pendingBytes = 0;
        spans.clear();
        while (packer.isFull()) {
            write(packer.take());
        }
    }

    private void write(PackedFrame frame) throws IOException {
        out.write(frame);
        entries.add(frame.entry());
    }

    /**
     * Ends the segment: syncs it, reads it back and compares every part with its manifest, and only then gives it its name.
     * At last it publishes the index.
     *
     * @throws CorruptLakeException if what can be read back is not what was written
     */
    public SegmentFooter finish() throws IOException {
        if (pendingBytes > 0) {
            flush();
        }
        while (!packer.isEmpty()) {
            write(packer.take());
        }
        SegmentFooter footer = out.finish(manifests);
        out.publish();
        SegmentIndexWriter.publish(files, footer, SegmentIndex.of(footer, spec, entries));
        return footer;
    }

    @Override
    public void close() throws IOException {
        packer.close();
        out.close();
    }
}
