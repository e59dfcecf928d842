package weir.lake.archive;

import java.security.MessageDigest;

import weir.lake.files.Sha256;

/**
 * The SHA-256 of a part whose lines come from a segment, where each one ends in LF; the part's last line may have had none. For
 * one thread.
 */
final class PartDigest {

    private final MessageDigest digest;
    private final long most;
    private long bytes;

    /** @param bytes how long the part is */
    PartDigest(long bytes) {
        this(Sha256.digest(), bytes, 0);
    }

    private PartDigest(MessageDigest digest, long most, long bytes) {
        this.digest = digest;
        this.most = most;
        this.bytes = bytes;
    }

    /** One that has got the same lines, and goes on with others, each of which ends in LF. */
    PartDigest withOtherLines() {
        return new PartDigest(Sha256.copy(digest), Long.MAX_VALUE, bytes);
    }

    /** Takes the part's next line, without its LF. */
    void line(byte[] buffer, int offset, int length) {
        digest.update(buffer, offset, length);
        bytes += length;
        if (bytes < most) {
            digest.update((byte) '\n');
            bytes++;
        }
    }

    /** Bytes of the lines it got. */
    long bytes() {
        return bytes;
    }

    /** 64 hex digits in lower case. Once, behind the last line. */
    String sha256() {
        return Sha256.hex(digest);
    }
}
