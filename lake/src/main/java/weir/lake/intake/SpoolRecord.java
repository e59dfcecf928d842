package weir.lake.intake;

import java.io.ByteArrayOutputStream;
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
    /** What follows the checksum. */
    private static final byte[] BEGIN = " {\"format\":".getBytes(StandardCharsets.US_ASCII);

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

    /** The chunk whose record begins at a place of a file; empty if no whole record does. */
    static Optional<Found> at(byte[] file, int begin, String origin) {
        if (!mayBegin(file, begin)) {
            return Optional.empty();
        }
        int jsonBegin = begin + CHECKSUM_DIGITS + 1;
        int jsonEnd = endOfLine(file, jsonBegin);
        String checksum = new String(file, begin, CHECKSUM_DIGITS, StandardCharsets.US_ASCII);
        try {
            Document node = Document.parse(Arrays.copyOfRange(file, jsonBegin, jsonEnd), origin, FORMAT);
            long bytes = node.number("bytes");
            if (bytes < 0 || bytes > file.length - jsonEnd) {
                return Optional.empty();
            }
            int end = jsonEnd + (int) bytes;
            if (!checksum.equals(checksum(file, jsonBegin, end))) {
                return Optional.empty();
            }
            return Optional.of(new Found(chunk(node, Arrays.copyOfRange(file, jsonEnd, end)), end));
        } catch (CorruptLakeException e) {
            return Optional.empty();
        }
    }

    /** Whether a file ends within the record that begins at a place, as it does when a writer was killed. */
    static boolean isCut(byte[] file, int begin) {
        int jsonBegin = begin + CHECKSUM_DIGITS + 1;
        int jsonEnd = endOfLine(file, begin);
        boolean headerIsCut = jsonEnd == file.length && file[jsonEnd - 1] != '\n';
        if (headerIsCut || jsonBegin > jsonEnd) {
            return headerIsCut;
        }
        try {
            Document node = Document.parse(Arrays.copyOfRange(file, jsonBegin, jsonEnd), "a record", FORMAT);
            return node.number("bytes") > file.length - jsonEnd;
        } catch (CorruptLakeException e) {
            return false;
        }
    }

    /** The first place behind another one where a record may begin; the end of the file if there is none. */
    static int nextCandidate(byte[] file, int behind) {
        int place = behind + 1;
        while (place < file.length && !mayBegin(file, place)) {
            place++;
        }
        return place;
    }

    private static boolean mayBegin(byte[] file, int place) {
        int from = place + CHECKSUM_DIGITS;
        int until = from + BEGIN.length;
        return until <= file.length && Arrays.equals(file, from, until, BEGIN, 0, BEGIN.length);
    }

    /** The place behind the line that a place is in; the end of the file if the line has none. */
    private static int endOfLine(byte[] file, int from) {
        int end = from;
        while (end < file.length && file[end] != '\n') {
            end++;
        }
        return Math.min(end + 1, file.length);
    }

    private static Chunk chunk(Document node, byte[] lines) throws CorruptLakeException {
        List<Gap> gaps = new ArrayList<>();
        for (Document gap : node.objects("gaps")) {
            gaps.add(GapNode.read(gap));
        }
        Connection connection = ConnectionNode.read(node.object("connection"));
        return new Chunk(node.number("chunk"), connection, gaps, node.number("unparsable"), lines);
    }

    private static String checksum(byte[] file, int from, int until) {
        CRC32C crc = new CRC32C();
        crc.update(file, from, until - from);
        return digits(crc);
    }

    private static String checksum(byte[] json, byte[] lines) {
        CRC32C crc = new CRC32C();
        crc.update(json);
        crc.update(lines);
        return digits(crc);
    }

    private static String digits(CRC32C crc) {
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    /**
     * A record in a file.
     *
     * @param chunk what it holds
     * @param end the place behind it
     */
    record Found(Chunk chunk, int end) {}
}
