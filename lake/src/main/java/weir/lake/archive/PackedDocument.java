package weir.lake.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.Document;
import weir.lake.files.Sha256;

/**
 * A {@link Document} as one zstd frame, and behind it a skippable frame with the SHA-256 of that: zstd gives the same document
 * for frames that differ in bits without meaning. For what is large, and what no person corrects.
 */
final class PackedDocument {

    private static final int LEVEL = 9;
    private static final int CHECKSUM_BYTES = SkippableFrame.HEADER_BYTES + 32;

    private PackedDocument() {}

    static byte[] bytes(ObjectNode document) {
        byte[] frame = Zstd.compress(Document.bytes(document), LEVEL);
        byte[] checksum = checksum(frame, frame.length);
        byte[] packed = Arrays.copyOf(frame, frame.length + checksum.length);
        System.arraycopy(checksum, 0, packed, frame.length, checksum.length);
        return packed;
    }

    private static byte[] checksum(byte[] packed, int length) {
        MessageDigest digest = Sha256.digest();
        digest.update(packed, 0, length);
        return SkippableFrame.CHECKSUM.around(digest.digest());
    }

    /**
     * Reads a document.
     *
     * @param origin where it lies, for messages
     * @throws CorruptLakeException if any byte is not as it was written, or it is not of this format version
     */
    static Document parse(byte[] packed, String origin, int format) throws CorruptLakeException {
        int length = packed.length - CHECKSUM_BYTES;
        if (length < 0 || !Arrays.equals(packed, length, packed.length, checksum(packed, length), 0, CHECKSUM_BYTES)) {
            throw new CorruptLakeException("Cannot read " + origin + ": it does not end in its checksum");
        }
        try (InputStream in = new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(packed, 0, length))) {
            return Document.parse(in.readAllBytes(), origin, format);
        } catch (CorruptLakeException e) {
            throw e;
        } catch (IOException e) {
            throw new CorruptLakeException("Cannot read " + origin + ": " + e.getMessage(), e);
        }
    }
}
