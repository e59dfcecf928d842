package weir.lake.intake;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The identity of one file of a spool, and the only class that builds or parses its path: {@code
 * state/spool/tweets/0000000000000000042.chunks}.
 *
 * @param stream the stream's name
 * @param first the sequence of its first chunk
 */
record SpoolFile(String stream, long first) implements Comparable<SpoolFile> {

    private static final Pattern NAME = Pattern.compile("(\\d{19})\\.chunks");

    static String folder(String stream) {
        return "state/spool/" + stream;
    }

    static Optional<SpoolFile> parse(String stream, String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? Optional.of(new SpoolFile(stream, Long.parseLong(matcher.group(1))))
                : Optional.empty();
    }

    String path() {
        return folder(stream) + String.format("/%019d.chunks", first);
    }

    @Override
    public int compareTo(SpoolFile other) {
        return Long.compare(first, other.first);
    }
}
