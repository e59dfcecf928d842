package weir.lake.archive;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import weir.lake.raw.Microbatch;

/**
 * The identity of one archive segment, and the only class that builds or parses the paths of the archive: {@code
 * archive/tweets/dt=2026-11-22/tweets-1795341985000-1795342985000-00000007.jsonl.zst}.
 *
 * @param stream the stream's name
 * @param date the UTC day of its microbatches
 * @param fromMillis the time of its first microbatch
 * @param toMillis the time of its last microbatch
 * @param plan the number of the plan that made it
 */
public record Segment(String stream, LocalDate date, long fromMillis, long toMillis, long plan)
        implements Serializable {

    private static final String DAY = "dt=";
    private static final String LINES = ".jsonl.zst";
    private static final String INDEX = ".index";
    /** Each number in one spelling only: two names never stand for the same segment. */
    private static final Pattern NAME =
            Pattern.compile("([a-z][a-z0-9_]*)-(0|[1-9]\\d{0,14})-(0|[1-9]\\d{0,14})-(\\d{8}|[1-9]\\d{8,17})");

    /** The folder of a stream's segments, one folder a day. */
    static String streamFolder(String stream) {
        return "archive/" + stream;
    }

    /** The segment that this file of this day folder is; empty for any other file. */
    static Optional<Segment> parse(String dayFolder, String fileName) {
        return parse(dayFolder, fileName, LINES);
    }

    /** The segment whose index this file of this day folder is; empty for any other file. */
    static Optional<Segment> parseIndex(String dayFolder, String fileName) {
        return parse(dayFolder, fileName, INDEX);
    }

    private static Optional<Segment> parse(String dayFolder, String fileName, String ending) {
        if (!fileName.endsWith(ending) || !dayFolder.startsWith(DAY)) {
            return Optional.empty();
        }
        Matcher matcher = NAME.matcher(fileName.substring(0, fileName.length() - ending.length()));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        LocalDate date;
        try {
            date = LocalDate.parse(dayFolder.substring(DAY.length()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
        return Optional.of(new Segment(
                matcher.group(1),
                date,
                Long.parseLong(matcher.group(2)),
                Long.parseLong(matcher.group(3)),
                Long.parseLong(matcher.group(4))));
    }

    /** Whether a microbatch lies in the span of time of this segment; only the footer says whether it is there. */
    public boolean mayHold(Microbatch microbatch) {
        return stream.equals(microbatch.stream())
                && fromMillis <= microbatch.timeMillis()
                && microbatch.timeMillis() <= toMillis;
    }

    /** The time of its first microbatch. */
    public Instant from() {
        return Instant.ofEpochMilli(fromMillis);
    }

    /** The time of its last microbatch. */
    public Instant to() {
        return Instant.ofEpochMilli(toMillis);
    }

    /** The name without ending. */
    public String name() {
        return String.format("%s-%d-%d-%08d", stream, fromMillis, toMillis, plan);
    }

    /** The path of its file; under this name it is part of the archive. */
    public String path() {
        return folder() + "/" + name() + LINES;
    }

    /** The path of the sidecar, which saves reading and may be missing. */
    public String indexPath() {
        return folder() + "/" + name() + INDEX;
    }

    /** The folder of its day. */
    String folder() {
        return streamFolder(stream) + "/" + DAY + date;
    }
}
