package weir.lake.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.Document;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Manifest;
import weir.lake.raw.ManifestFile;

/**
 * A segment's footer as the end of its file: a skippable frame with the document, then the seek table. The only class that
 * knows the names of its members ({@code docs/formats.md}).
 */
final class SegmentFooterFile {

    private static final int FORMAT = 1;

    /** Most footers are shorter: one reading of so many bytes is enough for them. */
    private static final int FIRST_READ_BYTES = 1 << 16;

    private SegmentFooterFile() {}

    /**
     * Writes a footer behind the frames of lines.
     *
     * @return the footer as it stands in the file
     */
    static SegmentFooter write(SegmentFooter footer, OutputStream out) throws IOException {
        byte[] document = SkippableFrame.FOOTER.around(PackedDocument.bytes(node(footer)));
        out.write(document);
        out.write(table(footer, document.length).frame());
        return footer.sealed(seal(footer, document));
    }

    /** @param document the frame of the footer, which ends in the checksum of what is in it */
    private static Seal seal(SegmentFooter footer, byte[] document) {
        return Seal.atEndOf(document, footer.bytes() + document.length);
    }

    private static ObjectNode node(SegmentFooter footer) {
        ObjectNode node =
                Document.begin(FORMAT).put("segment", footer.segment().name()).put("sha256", footer.sha256());
        ArrayNode frames = node.putArray("frames");
        for (Frame frame : footer.frames()) {
            frames.addObject()
                    .put("bytes", frame.bytes())
                    .put("rawBytes", frame.rawBytes())
                    .put("lines", frame.lines());
        }
        ArrayNode manifests = node.putArray("manifests");
        footer.manifests().forEach(manifest -> manifests.add(ManifestFile.node(manifest)));
        return node;
    }

    private static SeekTable table(SegmentFooter footer, int documentBytes) {
        List<SeekTable.Entry> entries = new ArrayList<>();
        for (Frame frame : footer.frames()) {
            entries.add(new SeekTable.Entry(frame.bytes(), frame.rawBytes()));
        }
        entries.add(new SeekTable.Entry(documentBytes, 0));
        return new SeekTable(entries);
    }

    /**
     * Reads the footer of a segment.
     *
     * @param path the file, which may have another name than the segment says
     * @throws java.io.FileNotFoundException if it is not there
     * @throws CorruptLakeException if it has no footer of this segment and format version, or a seek table of other frames
     */
    static SegmentFooter read(LakeFiles files, String path, Segment segment) throws IOException {
        try {
            return readOnce(files, path, segment);
        } catch (EOFException | CorruptLakeException e) {
            // the length may have been that of a file whose place another one has taken since
            return readOnce(files, path, segment);
        }
    }

    private static SegmentFooter readOnce(LakeFiles files, String path, Segment segment) throws IOException {
        String origin = "the footer of " + files.uri(path);
        long length = files.length(path);
        byte[] end = end(files, path, length, FIRST_READ_BYTES);
        Optional<Integer> tableLength = SeekTable.frameLength(end).filter(bytes -> bytes <= length);
        if (tableLength.isEmpty()) {
            throw corrupt(origin, "the file does not end in a seek table as segments of this version do");
        }
        int tableBytes = tableLength.get();
        end = atLeast(tableBytes, end, files, path, length);
        SeekTable table = SeekTable.parse(Arrays.copyOfRange(end, end.length - tableBytes, end.length))
                .filter(found -> !found.entries().isEmpty())
                .orElseThrow(() -> corrupt(origin, "the seek table has no whole frame"));
        List<SeekTable.Entry> entries = table.entries();
        int documentBytes = entries.get(entries.size() - 1).bytes();
        long footerBytes = (long) documentBytes + tableBytes;
        if (documentBytes < 0 || footerBytes > Math.min(length, Integer.MAX_VALUE)) {
            throw corrupt(origin, "the seek table names a frame of " + documentBytes + " bytes");
        }
        end = atLeast((int) footerBytes, end, files, path, length);
        byte[] frame = Arrays.copyOfRange(end, end.length - (int) footerBytes, end.length - tableBytes);
        byte[] packed = SkippableFrame.FOOTER
                .content(frame)
                .orElseThrow(() -> corrupt(origin, "the seek table's last frame is none of a footer"));
        SegmentFooter footer = footer(PackedDocument.parse(packed, origin, FORMAT), segment);
        if (!table.equals(table(footer, documentBytes)) || length != footer.bytes() + footerBytes) {
            throw corrupt(origin, "its frames are not those of the seek table and the file");
        }
        return footer.sealed(seal(footer, frame));
    }

    private static SegmentFooter footer(Document node, Segment segment) throws CorruptLakeException {
        if (!node.text("segment").equals(segment.name())) {
            throw node.problem("segment", "says " + node.text("segment") + ", but the file is of " + segment.name());
        }
        List<Frame> frames = new ArrayList<>();
        long offset = 0;
        for (Document frame : node.objects("frames")) {
            frames.add(new Frame(
                    frames.size(), offset, size(frame, "bytes"), size(frame, "rawBytes"), size(frame, "lines")));
            offset += frames.get(frames.size() - 1).bytes();
        }
        List<Manifest> manifests = new ArrayList<>();
        for (Document manifest : node.objects("manifests")) {
            manifests.add(ManifestFile.manifest(manifest));
        }
        SegmentFooter footer = new SegmentFooter(segment, node.text("sha256"), manifests, frames);
        long captured = manifests.stream().mapToLong(Manifest::lines).sum();
        if (footer.lines() != captured) {
            throw node.problem("frames", "hold " + footer.lines() + " lines, but the manifests count " + captured);
        }
        return footer;
    }

    private static int size(Document frame, String name) throws CorruptLakeException {
        long size = frame.number(name);
        if (size < 1 || size > Integer.MAX_VALUE) {
            throw frame.problem(name, "is " + size + ", which no frame has");
        }
        return (int) size;
    }

    private static byte[] atLeast(int bytes, byte[] end, LakeFiles files, String path, long length) throws IOException {
        return bytes <= end.length ? end : end(files, path, length, bytes);
    }

    /** The last bytes of a file, all if it is shorter. */
    private static byte[] end(LakeFiles files, String path, long length, int bytes) throws IOException {
        try (InputStream in = files.open(path)) {
            in.skipNBytes(Math.max(0, length - bytes));
            return in.readNBytes(bytes);
        }
    }

    private static CorruptLakeException corrupt(String origin, String reason) {
        return new CorruptLakeException("Cannot read " + origin + ": " + reason);
    }
}
