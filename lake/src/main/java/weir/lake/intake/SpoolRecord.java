package weir.lake.intake;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.Document;
import weir.lake.raw.Chunk;
import weir.lake.raw.Connection;
import weir.lake.raw.ConnectionNode;
import weir.lake.raw.Gap;
import weir.lake.raw.GapNode;

/**
 * A chunk in a spool file: CRC-32C of the rest in 8 hex digits, a space, a JSON object on one line, and the lines. The
 * only class that knows this ({@code docs/formats.md}).
 */
final class SpoolRecord {

    private static final int FORMAT = 1;
    private static final int CHECKSUM_DIGITS = 8;
    /** Headers are a few hundred bytes; gaps can make them longer. What is longer than this is none. */
    private static final int MAX_HEADER_BYTES = 1 << 20;

    private SpoolRecord() {}

    /** All of a record but the lines, which follow as they are. */
    static byte[] header(Chunk chunk) {
        ObjectNode node = Document.begin(FORMAT)
                .put("chunk", chunk.sequence())
                .put("bytes", chunk.lines().length)
                .put("unparsable", chunk.unparsable());
        ConnectionNode.put(node.putObject("connection"), chunk.connection());
        ArrayNode gaps = node.putArray("gaps");
        chunk.gaps().forEach(gap -> GapNode.put(gaps.addObject(), gap));
        byte[] json = (node + "\n").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream header = new ByteArrayOutputStream(json.length + CHECKSUM_DIGITS + 1);
        header.writeBytes((checksum(json, chunk.lines()) + " ").getBytes(StandardCharsets.US_ASCII));
        header.writeBytes(json);
        return header.toByteArray();
    }

    /** The next chunk; empty at the end, and where what follows is no whole record. */
    static Optional<Chunk> read(DataInputStream in, String origin) throws IOException {
        byte[] header = header(in);
        if (header.length <= CHECKSUM_DIGITS + 1 || header[CHECKSUM_DIGITS] != ' ') {
            return Optional.empty();
        }
        byte[] json = Arrays.copyOfRange(header, CHECKSUM_DIGITS + 1, header.length);
        String checksum = new String(header, 0, CHECKSUM_DIGITS, StandardCharsets.US_ASCII);
        try {
            Document node = Document.parse(json, origin, FORMAT);
            byte[] lines = new byte[Math.toIntExact(node.number("bytes"))];
            in.readFully(lines);
            return checksum.equals(checksum(json, lines)) ? Optional.of(chunk(node, lines)) : Optional.empty();
        } catch (CorruptLakeException | EOFException | ArithmeticException | NegativeArraySizeException e) {
            return Optional.empty();
        }
    }

    private static byte[] header(DataInputStream in) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            header.write(next);
            if (next == '\n' || header.size() > MAX_HEADER_BYTES) {
                return header.toByteArray();
            }
        }
        return new byte[0];
    }

    private static Chunk chunk(Document node, byte[] lines) throws CorruptLakeException {
        List<Gap> gaps = new ArrayList<>();
        for (Document gap : node.objects("gaps")) {
            gaps.add(GapNode.read(gap));
        }
        Connection connection = ConnectionNode.read(node.object("connection"));
        return new Chunk(node.number("chunk"), connection, gaps, node.number("unparsable"), lines);
    }

    private static String checksum(byte[] json, byte[] lines) {
        CRC32C crc = new CRC32C();
        crc.update(json);
        crc.update(lines);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
