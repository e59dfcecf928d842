package weir.console.kills;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStream;

/**
 * A segment of the archive as {@code docs/formats.md} describes it.
 *
 * @param frames the lines of each frame
 * @param sha256 of the frames as they are compressed
 * @param footer the footer's document
 */
record SegmentFile(List<byte[]> frames, String sha256, JsonNode footer) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FOOTER = 0x184D2A57;
    private static final int CHECKSUM = 0x184D2A53;
    private static final int SEEK_TABLE = 0x184D2A5E;
    private static final int SEEKABLE = 0x8F92EAB1;
    private static final int HEADER_BYTES = 8;
    private static final int ENTRY_BYTES = 8;
    private static final int END_BYTES = 9;

    /** Reads one. */
    static SegmentFile read(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        int entries = bytes.getInt(content.length - END_BYTES);
        int table = content.length - END_BYTES - entries * ENTRY_BYTES;
        if (bytes.getInt(content.length - Integer.BYTES) != SEEKABLE
                || bytes.getInt(table - HEADER_BYTES) != SEEK_TABLE) {
            throw new IOException(file + " does not end in a seek table");
        }
        List<byte[]> frames = new ArrayList<>();
        int offset = 0;
        for (int i = 0; i < entries - 1; i++) {
            int length = bytes.getInt(table + i * ENTRY_BYTES);
            frames.add(unpacked(content, offset, length));
            offset += length;
        }
        if (bytes.getInt(offset) != FOOTER) {
            throw new IOException(file + " has no footer behind its lines");
        }
        byte[] footer = unpacked(content, offset + HEADER_BYTES, table - 2 * HEADER_BYTES - offset);
        return new SegmentFile(frames, sha256(Arrays.copyOf(content, offset)), JSON.readTree(footer));
    }

    /** Writes one of a single frame. */
    static void write(Path file, byte[] lines, int count, List<ObjectNode> manifests) throws IOException {
        byte[] frame = Zstd.compress(lines);
        ObjectNode footer = JSON.createObjectNode().put("format", 1);
        footer.put("segment", file.getFileName().toString().replace(".jsonl.zst", ""));
        footer.put("sha256", sha256(frame));
        footer.putArray("frames")
                .addObject()
                .put("bytes", frame.length)
                .put("rawBytes", lines.length)
                .put("lines", count);
        ArrayNode all = footer.putArray("manifests");
        manifests.forEach(all::add);
        byte[] packed = Zstd.compress(JSON.writeValueAsBytes(footer));
        byte[] checksum = skippable(CHECKSUM, MessageHash.sha256().digest(packed));
        byte[] footerFrame = skippable(FOOTER, joined(packed, checksum));
        ByteBuffer table = ByteBuffer.allocate(2 * ENTRY_BYTES + END_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        table.putInt(frame.length).putInt(lines.length);
        table.putInt(footerFrame.length).putInt(0);
        table.putInt(2).put((byte) 0).putInt(SEEKABLE);
        Files.write(file, joined(frame, footerFrame, skippable(SEEK_TABLE, table.array())));
    }

    private static byte[] unpacked(byte[] content, int offset, int length) throws IOException {
        try (ZstdInputStream in = new ZstdInputStream(new ByteArrayInputStream(content, offset, length))) {
            return in.readAllBytes();
        }
    }

    private static byte[] skippable(int magic, byte[] content) {
        byte[] header = ByteBuffer.allocate(HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(magic)
                .putInt(content.length)
                .array();
        return joined(header, content);
    }

    private static byte[] joined(byte[]... all) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] one : all) {
            joined.writeBytes(one);
        }
        return joined.toByteArray();
    }

    private static String sha256(byte[] content) {
        return HexFormat.of().formatHex(MessageHash.sha256().digest(content));
    }
}
