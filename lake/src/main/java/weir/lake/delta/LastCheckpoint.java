package weir.lake.delta;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Which checkpoints of a log can be trusted. Delta writes a checkpoint past the log store and gives it its name before it
 * is on the disk; a loss of power then leaves one that cannot be read, and with it the table. So a checkpoint counts when
 * {@code _last_checkpoint} speaks of it or of a later one. Without a word of it the commits tell the same, as long as they
 * are there from the first.
 */
final class LastCheckpoint {

    static final String NAME = "_last_checkpoint";

    private static final Pattern CHECKPOINT = Pattern.compile("\\.?(\\d{20})\\.checkpoint\\..*");
    private static final String FIRST_COMMIT = "00000000000000000000.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private LastCheckpoint() {}

    /** The version of the checkpoint that a file of the log is of; empty if it is of none. */
    static OptionalLong version(String fileName) {
        Matcher matcher = CHECKPOINT.matcher(fileName);
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    /** The version that the content of {@code _last_checkpoint} speaks of; -1 if it is no such content. */
    static long parse(String content) {
        try {
            return JSON.readTree(content).path("version").asLong(-1);
        } catch (JsonProcessingException e) {
            return -1;
        }
    }

    /** The version up to which checkpoints can be trusted; -1 if none can. */
    static long trusted(FileSystem files, Path log) throws IOException {
        long version = -1;
        try (InputStream in = files.open(new Path(log, NAME))) {
            version = parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (FileNotFoundException e) {
            // nobody has spoken yet
        }
        return version >= 0 || files.exists(new Path(log, FIRST_COMMIT)) ? version : Long.MAX_VALUE;
    }
}
