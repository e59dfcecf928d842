package weir.console.kills;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The last member of a message: the first half of the SHA-256 of everything before it. */
final class MessageHash {

    private static final byte[] NAME = ",\"hash\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGITS = 32;
    private static final int LENGTH = NAME.length + DIGITS + 2;

    private MessageHash() {}

    /** A JSON object without its closing brace, with its hash and its brace. */
    static byte[] sealed(byte[] body) {
        byte[] sealed = Arrays.copyOf(body, body.length + LENGTH);
        System.arraycopy(tail(body, body.length), 0, sealed, body.length, LENGTH);
        return sealed;
    }

    /** Whether a line is as it was sealed. */
    static boolean isWhole(byte[] line) {
        int body = line.length - LENGTH;
        return body > 0 && Arrays.equals(line, body, line.length, tail(line, body), 0, LENGTH);
    }

    private static byte[] tail(byte[] content, int length) {
        MessageDigest digest = sha256();
        digest.update(content, 0, length);
        String hash = HexFormat.of().formatHex(digest.digest(), 0, DIGITS / 2);
        return (new String(NAME, StandardCharsets.US_ASCII) + hash + "\"}").getBytes(StandardCharsets.US_ASCII);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has SHA-256", e);
        }
    }
}
