package weir.lake.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

import com.github.luben.zstd.Zstd;

import weir.lake.Lines;

/** A segment's file, taken to pieces by what the zstd seekable format says, with none of the classes that are tested. */
final class SegmentBytes {

    private static final int HEADER = 8;
    private static final int FOOTER = 9;
    private static final int CHECKSUM = 32;
    private static final int MOST = 16 << 20;

    private final Path file;
    private final List<byte[]> entries = new ArrayList<>();

    private SegmentBytes(Path file) {
        this.file = file;
    }

    static SegmentBytes of(Path file) throws IOException {
        SegmentBytes found = new SegmentBytes(file);
        byte[] content = Files.readAllBytes(file);
        ByteBuffer end = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        if (end.getInt(content.length - 4) != 0x8F92EAB1 || end.get(content.length - 5) != 0) {
            throw new IllegalStateException(file + " has no seek table without checksums");
        }
        int entries = end.getInt(content.length - FOOTER);
        int table = content.length - FOOTER - entries * HEADER;
        if (end.getInt(table - HEADER) != 0x184D2A5E || end.getInt(table - 4) != content.length - table) {
            throw new IllegalStateException(file + " has no seek table of this size");
        }
        int offset = 0;
        for (int i = 0; i < entries; i++) {
            byte[] frame = Arrays.copyOfRange(content, offset, offset + end.getInt(table + i * HEADER));
            int raw = end.getInt(table + i * HEADER + 4);
            if (raw > 0 && Zstd.decompress(frame, MOST).length != raw) {
                throw new IllegalStateException(file + " has a frame that is not as long as the table says");
            }
            found.entries.add(frame);
            offset += frame.length;
        }
        if (offset != table - HEADER) {
            throw new IllegalStateException(file + " has bytes of no frame");
        }
        return found;
    }

    /** The lines of each frame. */
    List<byte[]> frames() {
        return entries.subList(0, entries.size() - 1).stream()
                .map(frame -> Zstd.decompress(frame, MOST))
                .toList();
    }

    /** The footer's document. */
    String document() {
        byte[] frame = entries.get(entries.size() - 1);
        byte[] packed = Arrays.copyOfRange(frame, HEADER, frame.length - HEADER - CHECKSUM);
        return new String(Zstd.decompress(packed, MOST), StandardCharsets.UTF_8);
    }

    /** Writes the file anew with another document, under its own checksum. */
    void withDocument(UnaryOperator<String> change) throws IOException {
        String changed = change.apply(document()).replaceFirst(",\\s*\"checksum\" : \"[0-9a-f]{64}\"", "");
        String checksum = Lines.sha256(Lines.utf8(changed));
        String sealed = changed.substring(0, changed.length() - 3) + ",\n  \"checksum\" : \"" + checksum + "\"\n}\n";
        byte[] packed = Zstd.compress(Lines.utf8(sealed));
        byte[] sha256 = HexFormat.of().parseHex(Lines.sha256(packed));
        ByteArrayOutputStream footer = new ByteArrayOutputStream();
        footer.writeBytes(packed);
        footer.writeBytes(skippable(0x184D2A53, sha256));
        entries.set(entries.size() - 1, skippable(0x184D2A57, footer.toByteArray()));
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        ByteBuffer table = ByteBuffer.allocate(entries.size() * HEADER + FOOTER).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < entries.size(); i++) {
            byte[] frame = entries.get(i);
            content.writeBytes(frame);
            boolean last = i == entries.size() - 1;
            table.putInt(frame.length).putInt(last ? 0 : Zstd.decompress(frame, MOST).length);
        }
        table.putInt(entries.size()).put((byte) 0).putInt(0x8F92EAB1);
        content.writeBytes(skippable(0x184D2A5E, table.array()));
        Files.write(file, content.toByteArray());
    }

    private static byte[] skippable(int magic, byte[] content) {
        return ByteBuffer.allocate(HEADER + content.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(magic)
                .putInt(content.length)
                .put(content)
                .array();
    }
}
