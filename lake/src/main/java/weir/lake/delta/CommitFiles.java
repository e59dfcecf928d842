package weir.lake.delta;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.hadoop.fs.Path;

/** The files that what is written to a table's log speaks of, and that must be on the disk before it. */
final class CommitFiles {

    private static final Pattern COMMIT = Pattern.compile("\\d{20}\\.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path written;
    private final Path log;
    private final Set<Path> data = new LinkedHashSet<>();
    private long checkpoint = -1;

    /** @param written the file of the log that is being written */
    CommitFiles(Path written) {
        this.written = written;
        this.log = written.getParent();
    }

    /** Takes a line of the file. */
    void take(String line) throws IOException {
        if (COMMIT.matcher(written.getName()).matches()) {
            JsonNode action = JSON.readTree(line);
            add(action.path("add"));
            add(action.path("cdc"));
        } else if (written.getName().equals(LastCheckpoint.NAME)) {
            checkpoint = LastCheckpoint.parse(line);
        }
    }

    private void add(JsonNode file) throws IOException {
        if (file.isMissingNode()) {
            return;
        }
        if (file.hasNonNull("deletionVector")) {
            throw new IOException(
                    "Cannot write " + written + ": it has deletion vectors, which are not synced by this log"
                            + " store. Set delta.enableDeletionVectors = false.");
        }
        try {
            // relative to the table, or whole
            data.add(
                    new Path(log.getParent(), new Path(new URI(file.path("path").asText()))));
        } catch (URISyntaxException e) {
            throw new IOException("Cannot write " + written + ": it adds a file that has no valid path", e);
        }
    }

    /** The data files that a commit adds. */
    Set<Path> data() {
        return data;
    }

    /** Whether a checkpoint is made the last one. */
    boolean namesCheckpoint() {
        return checkpoint >= 0;
    }

    /** The version of the checkpoint that is made the last one. */
    long checkpoint() {
        return checkpoint;
    }

    /** Whether a file of the log is part of the checkpoint that is made the last one. */
    boolean isOfCheckpoint(String name) {
        return namesCheckpoint() && LastCheckpoint.version(name).orElse(-1) == checkpoint;
    }
}
