package weir.lake.files;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.hadoop.fs.Path;

/**
 * Makes folders that survive a loss of power. A folder that is there already may be the work of a process that was killed
 * before it synced the folder above, so each is synced into the one above once by whoever uses it. Safe for threads.
 */
final class Folders {

    /** Some more than the folders that one process writes into at a time. */
    private static final int REMEMBERED = 256;

    private final HadoopFileSystem fileSystem;
    private final Optional<LocalDisk> disk;
    private final Set<Path> settled = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }));

    Folders(HadoopFileSystem fileSystem) {
        this.fileSystem = fileSystem;
        this.disk = fileSystem.disk();
    }

    /** Makes a folder, and those above it, if it is not there. */
    void make(Path folder) throws IOException {
        if (!fileSystem.get().exists(folder)) {
            if (folder.getParent() != null) {
                make(folder.getParent());
            }
            if (!fileSystem.get().mkdirs(folder)) {
                throw new IOException("Cannot create the folder " + folder
                        + ": check that it may be written and that no file has its name");
            }
            if (disk.isPresent()) {
                disk.get().sync(folder.getParent());
            }
        } else if (disk.isPresent() && !settled.contains(folder) && folder.getParent() != null) {
            disk.get().settle(folder.getParent());
        }
        settled.add(folder);
    }

    /** Makes a folder, and those above it. Of several who try at once on a local disk only one makes it. */
    boolean makeNew(Path folder) throws IOException {
        if (fileSystem.get().exists(folder)) {
            return false;
        }
        make(folder.getParent());
        if (disk.isEmpty()) {
            return fileSystem.get().mkdirs(folder);
        }
        boolean made = disk.get().makeFolder(folder);
        disk.get().sync(folder.getParent());
        settled.add(folder);
        return made;
    }
}
