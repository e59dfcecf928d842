package weir.bench.data;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** What the bytes of a generated tweet say. */
final class Tweets {

    private static final byte[] ID = "\"id\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TIME = "\"timestamp_ms\":\"".getBytes(StandardCharsets.US_ASCII);

    private Tweets() {}

    /** Its id, which is the first one in the line. */
    static long id(byte[] line) {
        return number(line, indexOf(line, ID) + ID.length);
    }

    /** When it was written. */
    static Instant time(byte[] line) {
        return Instant.ofEpochMilli(number(line, indexOf(line, TIME) + TIME.length));
    }

    private static long number(byte[] line, int from) {
        long number = 0;
        for (int i = from; i < line.length && line[i] >= '0' && line[i] <= '9'; i++) {
            number = 10 * number + line[i] - '0';
        }
        return number;
    }

    /** Where some bytes begin for the first time; -1 if they do not. */
    static int indexOf(byte[] line, byte[] wanted) {
        for (int i = 0; i + wanted.length <= line.length; i++) {
            int same = 0;
            while (same < wanted.length && line[i + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return i;
            }
        }
        return -1;
    }
}
