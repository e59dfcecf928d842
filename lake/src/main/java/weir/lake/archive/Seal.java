package weir.lake.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HexFormat;

import weir.lake.files.LakeFiles;

/**
 * The checksum in which the footer of a segment's file ends, and where it stands. The file with other lines that takes its
 * place has another one there, so who has read the footer once sees with one short reading whether the file is still the
 * same.
 *
 * @param offset where it begins in the file
 * @param sha256 64 hex digits in lower case
 */
public record Seal(long offset, String sha256) implements Serializable {

    /** No file has it. */
    static final Seal NONE = new Seal(0, "");

    private static final int BYTES = 32;

    /**
     * The seal at the end of some bytes.
     *
     * @param end where they end in the file
     */
    static Seal atEndOf(byte[] bytes, long end) {
        byte[] seal = Arrays.copyOfRange(bytes, bytes.length - BYTES, bytes.length);
        return new Seal(end - BYTES, HexFormat.of().formatHex(seal));
    }

    /** Whether a file has it. @throws java.io.FileNotFoundException if it is not there */
    boolean isOn(LakeFiles files, String path) throws IOException {
        try (InputStream in = files.open(path)) {
            in.skipNBytes(offset);
            return HexFormat.of().formatHex(in.readNBytes(BYTES)).equals(sha256);
        } catch (EOFException e) {
            return false;
        }
    }
}
