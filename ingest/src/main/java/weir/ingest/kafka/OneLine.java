package weir.ingest.kafka;

/**
 * Makes bytes fit on one line: an LF in them, and a CR before it, becomes a space. To JSON that is all the same, as a line
 * feed inside of a string is written {@code \n}.
 */
final class OneLine {

    private long lineFeeds;

    /** The bytes themselves, changed in place. */
    byte[] of(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                bytes[i] = ' ';
                if (i > 0 && bytes[i - 1] == '\r') {
                    bytes[i - 1] = ' ';
                }
                lineFeeds++;
            }
        }
        return bytes;
    }

    /** How many line feeds there were. */
    long lineFeeds() {
        return lineFeeds;
    }
}
