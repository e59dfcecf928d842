package weir.lake.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import weir.lake.files.OwnFolders;

/**
 * Files of lines in a folder of any file system that Hadoop knows: plain, gzip or zstd. Names that begin with
 * {@code .} or {@code _} are never taken.
 *
 * @param path the folder: an absolute path, or a URI with its scheme; or a pattern with {@code *}, {@code ?},
 *     {@code [a-z]} and <code>{a,b}</code> that files or folders match
 * @param recursive whether folders below are looked into
 * @param settle how long size and modification time of a file must not have changed before it is taken; not asked of a
 *     file with a marker that is as new as the file or newer
 * @param marker the ending, such as {@code .done}, of the file that says that the file beside it is complete; without one
 *     a file is not taken
 * @param ignore endings of names that are not taken, upper or lower case
 * @param batchFiles the most files that one microbatch takes
 * @param batchBytes the most bytes of files that one microbatch takes; a larger file is a microbatch of its own
 * @param maxLineBytes the longest line; a file with a longer one is not taken
 * @param maxExpansionBytes the most bytes that a compressed file may hold
 * @param maxExpansionRatio how many times its size a compressed file may hold, if that is more than 64 MiB
 */
public record FilesSourceConfig(
        String path,
        boolean recursive,
        Duration settle,
        Optional<String> marker,
        List<String> ignore,
        int batchFiles,
        long batchBytes,
        long maxLineBytes,
        long maxExpansionBytes,
        int maxExpansionRatio)
        implements SourceConfig {
    static final String TYPE = "files";

    private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");
    private static final List<String> TEMPORARY =
            List.of(".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".swp", "~", "._COPYING_");
    private static final int DEFAULT_BATCH_FILES = 1000;
    private static final long DEFAULT_BATCH_BYTES = 256L << 20;
    private static final long DEFAULT_LINE_BYTES = 64L << 20;
    private static final long MOST_LINE_BYTES = 512L << 20;
    private static final long DEFAULT_EXPANSION_BYTES = 64L << 30;
    private static final int DEFAULT_EXPANSION_RATIO = 1000;

    public FilesSourceConfig {
        checkedPath(path);
        checkedSettle(settle);
        marker.ifPresent(FilesSourceConfig::checkedEnding);
        ignore = checkedEndings(ignore);
        checkedCount(batchFiles);
        Format.checkedPositive(batchBytes);
        checkedLineBytes(maxLineBytes);
        Format.checkedPositive(maxExpansionBytes);
        checkedCount(maxExpansionRatio);
    }

    /** A source with the defaults for all but the path. */
    public static FilesSourceConfig of(String path) {
        return new FilesSourceConfig(
                path,
                false,
                Duration.ofSeconds(10),
                Optional.empty(),
                TEMPORARY,
                DEFAULT_BATCH_FILES,
                DEFAULT_BATCH_BYTES,
                DEFAULT_LINE_BYTES,
                DEFAULT_EXPANSION_BYTES,
                DEFAULT_EXPANSION_RATIO);
    }

    /** Whether the path may be a pattern: a folder of exactly this name is a folder all the same. */
    public boolean isPattern() {
        return WILDCARD.matcher(path).find();
    }

    /** The folder above the first name with a wildcard; the path itself if it has none. */
    public String base() {
        Matcher wildcard = WILDCARD.matcher(path);
        return wildcard.find() ? path.substring(0, path.lastIndexOf('/', wildcard.start()) + 1) : path;
    }

    /** @throws IllegalArgumentException if what Weir writes would be read as input */
    void checkOutside(OwnFolders own) {
        own.around(base()).ifPresent(folder -> {
            throw new IllegalArgumentException("path lies in " + folder
                    + ", which is Weir's own, so that what it writes would be its input; choose a folder outside");
        });
        if (recursive && !isPattern()) {
            own.below(path).ifPresent(folder -> {
                throw new IllegalArgumentException("with recursive = true the files of " + folder
                        + " would be read, which is Weir's own; choose a path that it does not lie below");
            });
        }
    }

    static Optional<FilesSourceConfig> read(Section section) {
        String path = section.required("path", Format.LOCATION, FilesSourceConfig::checkedPath);
        boolean recursive = section.optional("recursive", Format.FLAG, false, UnaryOperator.identity());
        Duration settle =
                section.optional("settle", Format.DURATION, Duration.ofSeconds(10), FilesSourceConfig::checkedSettle);
        Optional<String> marker = section.optional("marker", Format.TEXT);
        List<String> ignore = section.optional("ignore", Format.TEXTS, TEMPORARY, FilesSourceConfig::checkedEndings);
        Section batch = section.section("batch");
        int batchFiles =
                batch.optional("max-files", Format.INTEGER, DEFAULT_BATCH_FILES, FilesSourceConfig::checkedCount);
        long batchBytes = batch.optional("max-size", Format.BYTES, DEFAULT_BATCH_BYTES, Format::checkedPositive);
        long lineBytes =
                section.optional("max-line", Format.BYTES, DEFAULT_LINE_BYTES, FilesSourceConfig::checkedLineBytes);
        Section expansion = section.section("max-expansion");
        long expansionBytes =
                expansion.optional("size", Format.BYTES, DEFAULT_EXPANSION_BYTES, Format::checkedPositive);
        int expansionRatio =
                expansion.optional("ratio", Format.INTEGER, DEFAULT_EXPANSION_RATIO, FilesSourceConfig::checkedCount);
        return section.make(() -> new FilesSourceConfig(
                path,
                recursive,
                settle,
                marker,
                ignore,
                batchFiles,
                batchBytes,
                lineBytes,
                expansionBytes,
                expansionRatio));
    }

    private static String checkedPath(String path) {
        if (!Format.hasScheme(path) && !Path.of(path).isAbsolute()) {
            throw new IllegalArgumentException("must be an absolute path or a URI, but is \"" + path + "\"");
        }
        return Secrets.refuseUserInfo(path);
    }

    private static Duration checkedSettle(Duration settle) {
        if (settle.isNegative()) {
            throw new IllegalArgumentException("must not be below 0, but is " + Format.DURATION.print(settle));
        }
        return settle;
    }

    private static List<String> checkedEndings(List<String> endings) {
        endings.forEach(FilesSourceConfig::checkedEnding);
        return List.copyOf(endings);
    }

    private static void checkedEnding(String ending) {
        if (ending.isBlank() || ending.contains("/")) {
            throw new IllegalArgumentException("\"" + ending + "\" is no ending of a file's name such as \".done\"");
        }
    }

    private static int checkedCount(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("must be at least 1, but is " + count);
        }
        return count;
    }

    private static long checkedLineBytes(long bytes) {
        if (bytes < 1 || bytes > MOST_LINE_BYTES) {
            throw new IllegalArgumentException("must be between 1B and %s, but is %s"
                    .formatted(Format.BYTES.print(MOST_LINE_BYTES), Format.BYTES.print(bytes)));
        }
        return bytes;
    }
}
