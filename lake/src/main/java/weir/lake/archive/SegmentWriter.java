package weir.lake.archive;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.github.luben.zstd.ZstdCompressCtx;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.files.Sha256;
import weir.lake.raw.Manifest;
import weir.lake.raw.Part;
import weir.lake.raw.StreamLines;

/**
 * Writes one segment: the lines of microbatches in their order, each ended by LF, in independent zstd frames of about
 * 1 MiB of lines, so that {@code zstd -dc} gives the lines back and a reader can begin at any frame. Every part is
 * checked against its manifest while it is read. For one thread.
 */
public final class SegmentWriter implements AutoCloseable {

    private static final int FRAME_BYTES = 1 << 20;
    private static final int LEVEL = 3;

    private final LakeFiles files;
    private final Segment segment;
    private final String temporary;
    private final LakeFiles.Written out;
    private final MessageDigest compressed = Sha256.digest();
    private final ZstdCompressCtx zstd = new ZstdCompressCtx();
    private final List<Manifest> manifests = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();
    private byte[] pending = new byte[FRAME_BYTES + (FRAME_BYTES >> 2)];
    private int pendingBytes;
    private int pendingLines;
    private long offset;

    /** Begins a segment under a temporary name, replacing what an earlier attempt left. */
    public SegmentWriter(LakeFiles files, Segment segment) throws IOException {
        this.files = files;
        this.segment = segment;
        this.temporary = segment.path() + ".tmp";
        this.out = files.create(temporary);
        zstd.setLevel(LEVEL).setChecksum(true).setContentSize(true);
    }

    /**
     * Appends the lines of a microbatch.
     *
     * @throws CorruptLakeException if a part is not what its manifest says
     */
    public void append(Manifest manifest) throws IOException {
        for (Part part : manifest.parts()) {
            append(manifest, part);
        }
        manifests.add(manifest);
    }

    private void append(Manifest manifest, Part part) throws IOException {
        String path = manifest.microbatch().path(part.name());
        MessageDigest digest = Sha256.digest();
        long lines = 0;
        try (InputStream in = new DigestInputStream(files.open(path), digest);
                StreamLines cursor = new StreamLines(in)) {
            while (cursor.next()) {
                line(cursor.buffer(), cursor.offset(), cursor.length());
                lines++;
            }
        }
        String found = Sha256.hex(digest);
        if (lines != part.lines() || !found.equals(part.sha256())) {
            throw new CorruptLakeException("Cannot archive " + files.uri(path) + ": its manifest says " + part.lines()
                    + " lines with SHA-256 " + part.sha256() + ", the file has " + lines + " with " + found
                    + ". Nothing was removed. Restore the file, or correct the manifest if the file is right.");
        }
    }

    private void line(byte[] buffer, int from, int length) throws IOException {
        if (pendingBytes > 0 && pendingBytes + length + 1 > FRAME_BYTES) {
            flush();
        }
        if (pendingBytes + length + 1 > pending.length) {
            pending = Arrays.copyOf(pending, Math.addExact(pendingBytes, length + 1));
        }
        System.arraycopy(buffer, from, pending, pendingBytes, length);
        pendingBytes += length;
        pending[pendingBytes++] = '\n';
        pendingLines++;
    }

    private void flush() throws IOException {
        byte[] frame = zstd.compress(Arrays.copyOf(pending, pendingBytes));
        write(frame);
        frames.add(new Frame(offset, frame.length, pendingBytes, pendingLines));
        offset += frame.length;
        pendingBytes = 0;
        pendingLines = 0;
    }

    private void write(byte[] frame) throws IOException {
        out.write(frame);
        compressed.update(frame);
    }

    /**
     * Ends the segment: syncs it, reads it back and compares every part with its manifest, and only then gives it its
     * name and publishes the index.
     *
     * @throws CorruptLakeException if what can be read back is not what was written
     */
    public SegmentIndex finish() throws IOException {
        if (pendingBytes > 0) {
            flush();
        }
        if (frames.isEmpty()) {
            write(zstd.compress(new byte[0])); // no lines: still a file that zstd can read
        }
        out.close();
        SegmentIndex index = new SegmentIndex(segment, Sha256.hex(compressed), manifests, frames);
        new SegmentCheck(files, temporary, index).requireWhole();
        files.rename(temporary, segment.path());
        files.publish(segment.indexPath(), SegmentIndexFile.bytes(index));
        return index;
    }

    @Override
    public void close() throws IOException {
        zstd.close();
        out.close();
    }
}
