package weir.compaction;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.Tables;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.Document;
import weir.lake.files.LakeFiles;
import weir.lake.files.Mismatch;
import weir.lake.files.Sha256;

/**
 * The commits of a stream's Delta tables, as they were when a plan was finished: {@code state/logs/tweets/00000007.json} has
 * the SHA-256 of each since the plan before, as Delta's log has none. The only class that knows the names and members of
 * these files ({@code docs/formats.md}).
 */
final class TableLogs {

    private static final int FORMAT = 1;
    private static final Pattern COMMIT = Pattern.compile("\\d{20}\\.json");
    private static final String CHECKPOINT = ".checkpoint.";
    private static final String RESTORE =
            "Restore the file from a copy. If the table was made anew on purpose, remove the" + " files of state/logs.";

    private final LakeFiles files;
    private final String stream;

    TableLogs(LakeFiles files, String stream) {
        this.files = files;
        this.stream = stream;
    }

    /** Writes down what the tables' logs have got since the plan before; once more is the same. */
    void write(long plan) throws IOException {
        List<String> known = known(plan - 1);
        Map<String, String> commits = new LinkedHashMap<>();
        for (String table : List.of(Tables.ofStream(stream), Tables.ofCoverage(stream))) {
            String log = Tables.logOf(table) + "/";
            String last = known.stream()
                    .filter(path -> path.startsWith(log))
                    .max(String::compareTo)
                    .orElse("");
            for (String name : commits(log)) {
                if ((log + name).compareTo(last) > 0) {
                    commits.put(log + name, sha256(log + name));
                }
            }
        }
        publish(plan, commits);
    }

    /** Forgets the commits of the stream's table, as it was made anew; those of its coverage stay. */
    void forgetTable(long plan) throws IOException {
        String log = Tables.logOf(Tables.ofStream(stream)) + "/";
        Document said = Document.read(files, path(plan), FORMAT).object("commits");
        Map<String, String> commits = new LinkedHashMap<>();
        for (String path : said.names()) {
            if (!path.startsWith(log)) {
                commits.put(path, said.text(path));
            }
        }
        publish(plan, commits);
    }

    private void publish(long plan, Map<String, String> commits) throws IOException {
        ObjectNode node = Document.begin(FORMAT).put("stream", stream).put("plan", plan);
        commits.forEach(node.putObject("commits")::put);
        files.publish(path(plan), Document.bytes(node));
    }

    /** What is not as it was when a plan was finished. */
    List<Mismatch> mismatches(long plan) throws IOException {
        List<Mismatch> found = new ArrayList<>();
        try {
            Document.mismatch(files, path(plan), RESTORE).ifPresent(found::add);
            Document commits = Document.read(files, path(plan), FORMAT).object("commits");
            for (String path : commits.names()) {
                compare(path, commits.text(path), found);
            }
        } catch (FileNotFoundException e) {
            found.add(new Mismatch(
                    files.uri(path(plan)), "what the tables' logs had got by plan " + plan, "no such file", RESTORE));
        } catch (CorruptLakeException e) {
            found.add(Mismatch.unreadable(files.uri(path(plan)), "checksums of the tables' logs", e, RESTORE));
        }
        return found;
    }

    private void compare(String path, String sha256, List<Mismatch> found) throws IOException {
        if (!files.exists(path)) {
            if (!isCleanedUp(path)) {
                found.add(new Mismatch(files.uri(path), "a commit of the table", "there is no such file", RESTORE));
            }
            return;
        }
        String now = sha256(path);
        if (!now.equals(sha256)) {
            found.add(new Mismatch(files.uri(path), "a commit with SHA-256 " + sha256, "one with " + now, RESTORE));
        }
    }

    /** Delta removes old commits, from the first one on, when a checkpoint says the same. */
    private boolean isCleanedUp(String path) throws IOException {
        String log = path.substring(0, path.lastIndexOf('/') + 1);
        boolean first = commits(log).stream().allMatch(name -> (log + name).compareTo(path) > 0);
        return first && files.list(log).stream().anyMatch(name -> name.contains(CHECKPOINT));
    }

    private List<String> commits(String log) throws IOException {
        return files.list(log).stream()
                .filter(name -> COMMIT.matcher(name).matches())
                .toList();
    }

    private List<String> known(long plan) throws IOException {
        try {
            return Document.read(files, path(plan), FORMAT).object("commits").names();
        } catch (FileNotFoundException | CorruptLakeException e) {
            return List.of(); // then all of them are written down
        }
    }

    private String sha256(String path) throws IOException {
        MessageDigest digest = Sha256.digest();
        digest.update(files.read(path));
        return Sha256.hex(digest);
    }

    private String path(long plan) {
        return "state/logs/" + stream + String.format("/%08d.json", plan);
    }
}
