package weir.lake.quarantine;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The identity of one file of a quarantine and of the decisions beside it, and the only class that builds or parses their
 * paths: {@code quarantine/tweets/dt=2026-11-22/tweets-00000007.jsonl} and {@code ….decisions.json}. Ordered by day and
 * plan.
 *
 * @param stream the stream's name
 * @param date the UTC day of the microbatches whose lines it holds
 * @param plan the number of the plan that found them malformed
 */
public record QuarantineFile(String stream, LocalDate date, long plan)
        implements Comparable<QuarantineFile>, Serializable {

    private static final String DAY = "dt=";
    private static final Pattern NAME = Pattern.compile("([a-z][a-z0-9_]*)-(\\d{8,18})\\.(jsonl|decisions\\.json)");
    private static final Comparator<QuarantineFile> ORDER =
            Comparator.comparing(QuarantineFile::date).thenComparingLong(QuarantineFile::plan);

    static String streamFolder(String stream) {
        return "quarantine/" + stream;
    }

    /** The identity that a file of this day folder belongs to; empty for any other file. */
    static Optional<QuarantineFile> parse(String dayFolder, String fileName) {
        Matcher matcher = NAME.matcher(fileName);
        if (!matcher.matches() || !dayFolder.startsWith(DAY)) {
            return Optional.empty();
        }
        try {
            LocalDate date = LocalDate.parse(dayFolder.substring(DAY.length()));
            return Optional.of(new QuarantineFile(matcher.group(1), date, Long.parseLong(matcher.group(2))));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The path of the lines. */
    public String path() {
        return base() + ".jsonl";
    }

    /** The path of the decisions about them. */
    public String decisionsPath() {
        return base() + ".decisions.json";
    }

    private String base() {
        return streamFolder(stream) + "/" + DAY + date + "/" + String.format("%s-%08d", stream, plan);
    }

    @Override
    public int compareTo(QuarantineFile other) {
        return ORDER.compare(this, other);
    }
}
