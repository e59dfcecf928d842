package weir.lake.raw;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The identity of one microbatch, and the only class that builds or parses the paths of the raw zone: {@code
 * raw/tweets/dt=2026-11-22/tweets-1795341985000.json}. Ordered by time.
 *
 * @param stream the stream's name
 * @param timeMillis the batch time in milliseconds since 1970, UTC
 */
public record Microbatch(String stream, long timeMillis) implements Comparable<Microbatch>, Serializable {

    /** The name of the file whose presence commits a microbatch. */
    public static final String MANIFEST = "_manifest.json";

    private static final Pattern STREAM = Pattern.compile("[a-z][a-z0-9_]*");
    private static final String ENDING = ".json";
    private static final int MOST_DIGITS = 15;
    private static final String DAY = "dt=";
    private static final String PART = "part-";
    private static final int PART_DIGITS = 5;

    /** The folder of a stream's microbatches, one folder a day. */
    public static String streamFolder(String stream) {
        return "raw/" + stream;
    }

    /** The day that a day's folder is named by; empty for any other name. */
    static Optional<LocalDate> date(String dayFolderName) {
        try {
            return Optional.of(LocalDate.parse(dayFolderName.replaceFirst("^" + DAY, "")))
                    .filter(date -> dayFolderName.equals(DAY + date));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The microbatch that a folder's name stands for; empty for any other name. */
    public static Optional<Microbatch> parse(String folderName) {
        int hyphen = Math.max(folderName.indexOf('-'), 0);
        String stream = folderName.substring(0, hyphen);
        return STREAM.matcher(stream).matches() ? parse(stream, folderName) : Optional.empty();
    }

    /** As {@link #parse(String)} for a stream's microbatches only, in a fraction of the time. */
    static Optional<Microbatch> parse(String stream, String folderName) {
        int begin = stream.length() + 1;
        int end = folderName.length() - ENDING.length();
        boolean isName = end > begin
                && end - begin <= MOST_DIGITS
                && folderName.startsWith(stream)
                && folderName.charAt(begin - 1) == '-'
                && folderName.endsWith(ENDING)
                && (folderName.charAt(begin) != '0' || end - begin == 1);
        long time = 0;
        for (int i = begin; isName && i < end; i++) {
            char digit = folderName.charAt(i);
            isName = digit >= '0' && digit <= '9';
            time = 10 * time + digit - '0';
        }
        return isName ? Optional.of(new Microbatch(stream, time)) : Optional.empty();
    }

    /** The microbatch of a name; empty for any other text. */
    public static Optional<Microbatch> named(String name) {
        return name == null ? Optional.empty() : parse(name + ".json");
    }

    /** Whether a file of this name in a microbatch holds lines. */
    public static boolean isPart(String fileName) {
        if (!fileName.startsWith(PART) || fileName.length() < PART.length() + PART_DIGITS) {
            return false;
        }
        for (int i = PART.length(); i < fileName.length(); i++) {
            if (fileName.charAt(i) < '0' || fileName.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** The name of the n-th part, from 0. */
    public static String partName(int number) {
        return PART + String.format("%05d", number);
    }

    /** The name, which is that of its folder without the ending. */
    public String name() {
        return stream + "-" + timeMillis;
    }

    /** The batch time. */
    public Instant time() {
        return Instant.ofEpochMilli(timeMillis);
    }

    /** The UTC day of the batch time. */
    public LocalDate date() {
        return LocalDate.ofInstant(time(), ZoneOffset.UTC);
    }

    /** The folder of its day. */
    public String dayFolder() {
        return streamFolder(stream) + "/" + DAY + date();
    }

    /** Its folder. */
    public String folder() {
        return dayFolder() + "/" + name() + ".json";
    }

    /** The path of one of its files. */
    public String path(String fileName) {
        return folder() + "/" + fileName;
    }

    // as a record has them, but at once: Java's own need to be found out first, and a footer has thousands of
    // microbatches

    @Override
    public boolean equals(Object other) {
        return other instanceof Microbatch that && timeMillis == that.timeMillis && stream.equals(that.stream);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(timeMillis);
    }

    @Override
    public int compareTo(Microbatch other) {
        int byTime = Long.compare(timeMillis, other.timeMillis);
        return byTime != 0 ? byTime : stream.compareTo(other.stream);
    }
}
