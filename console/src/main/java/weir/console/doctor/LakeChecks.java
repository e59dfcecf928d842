package weir.console.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import weir.lake.files.LakeFiles;
import weir.lake.files.LakeLock;

/** Whether the lake can be written, and whether locks work in it. */
final class LakeChecks {

    private final LakeFiles files;
    private final String root;

    LakeChecks(LakeFiles files, String root) {
        this.files = files;
        this.root = root;
    }

    List<Finding> look() {
        List<Finding> found = new ArrayList<>();
        boolean fresh = false;
        try {
            fresh = !files.exists("");
            writeAndReadBack();
            found.add(Finding.ok(
                    "lake",
                    root + (fresh ? " can be made" : " can be written") + ": write, sync, rename, read back"
                            + (isLocal() ? ", sync of the folder" : "")));
        } catch (IOException e) {
            found.add(Finding.fail(
                    "lake",
                    root + " cannot be written: " + reason(e),
                    "Make it a directory that this user may write, or set lake.root to another one."));
            return found;
        }
        found.add(locks());
        if (fresh) {
            forgetFolders();
        }
        return found;
    }

    /** Leaves no lake behind where there was none. */
    private void forgetFolders() {
        try {
            for (String folder : List.of("state/locks", "state", "")) {
                files.deleteIfEmpty(folder);
            }
        } catch (IOException e) {
            // the folders of a lake that is about to begin
        }
    }

    private void writeAndReadBack() throws IOException {
        String probe = "state/doctor-" + ProcessHandle.current().pid() + ".probe";
        byte[] content = "probe\n".getBytes(StandardCharsets.UTF_8);
        try {
            files.publish(probe, content);
            if (!Arrays.equals(files.read(probe), content)) {
                throw new IOException("what was written to " + files.uri(probe) + " is not what can be read");
            }
        } finally {
            files.delete(probe);
        }
    }

    private Finding locks() {
        if (!isLocal()) {
            return Finding.warn(
                    "locks",
                    "there are none at " + root + ", which is not on a local disk",
                    "See to it yourself that each stream has one ingest and the lake one compaction.");
        }
        String name = "doctor-" + ProcessHandle.current().pid();
        try (LakeLock lock = LakeLock.take(files, name)) {
            return Finding.ok("locks", "work");
        } catch (IOException e) {
            return Finding.fail(
                    "locks", "do not work: " + reason(e), "Put the lake on a file system with POSIX locks.");
        } finally {
            forget("state/locks/" + name + ".lock");
        }
    }

    private void forget(String path) {
        try {
            files.delete(path);
        } catch (IOException e) {
            // an empty file that nobody needs
        }
    }

    private boolean isLocal() {
        return files.localPath("").isPresent();
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
