package weir.replay.export;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a report can be exported as. */
public enum ExportFormat {
    /** RFC 4180: a heading, commas, CR LF; the same bytes for the same rows. */
    CSV,
    /** One Parquet file. */
    PARQUET,
    /** One page that needs nothing else: a chart, the table, and what is behind the numbers. */
    HTML;

    /** How it is written on the command line, and how its files end. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format of that word; empty if there is none. */
    public static Optional<ExportFormat> of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(word))
                .findFirst();
    }

    /** The format that a file's ending says; empty if it says none. */
    public static Optional<ExportFormat> of(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> name.endsWith("." + format.word()))
                .findFirst();
    }

    /** All words, for a message. */
    public static String words() {
        return Arrays.stream(values()).map(ExportFormat::word).collect(Collectors.joining(", "));
    }
}
