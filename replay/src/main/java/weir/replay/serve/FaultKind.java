package weir.replay.serve;

import java.time.Duration;

/** What can go wrong with a stream, as it did with those of Twitter. */
public enum FaultKind {
    /** For a while, new connections are refused with HTTP status 420. */
    BAN("420", Duration.ofMinutes(1), 0),
    /** For a while, the connection stays open and gets nothing, not even blank lines; then it goes on with every message. */
    STALL("stall", Duration.ofMinutes(2), 0),
    /** A TCP reset in the middle of a message. */
    RESET("reset", Duration.ZERO, 0),
    /** Some messages are withheld; then a limit notice says how many of this connection were. */
    LIMIT("limit", Duration.ZERO, 100),
    /** A message is cut in the middle, and the response ends as if it was complete. */
    TRUNCATE("truncate", Duration.ZERO, 0);

    private final String word;
    private final Duration length;
    private final long messages;

    FaultKind(String word, Duration length, long messages) {
        this.word = word;
        this.length = length;
        this.messages = messages;
    }

    /** How it is written. */
    String word() {
        return word;
    }

    /** How long it lasts unless something else is said; zero if it takes no time. */
    Duration length() {
        return length;
    }

    /** How many messages it withholds unless something else is said. */
    long messages() {
        return messages;
    }

    @Override
    public String toString() {
        return word;
    }
}
