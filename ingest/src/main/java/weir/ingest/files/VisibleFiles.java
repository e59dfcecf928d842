package weir.ingest.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;

import weir.ingest.feed.FailedBatch;
import weir.lake.files.LocalDisk;
import weir.lake.files.OwnFolders;

/**
 * A file system as far as files may be taken from it, for one look at it. What cannot be taken is left out, and told: a
 * folder that cannot be listed, what is Weir's own, a link to nothing, a pipe or device, a name that Java cannot spell.
 */
final class VisibleFiles extends FilterFileSystem {

    private static final char UNKNOWN = '\ufffd';

    private final OwnFolders own;
    private final boolean local;
    private final Set<String> told = new TreeSet<>();
    private boolean whole = true;

    VisibleFiles(FileSystem fileSystem, OwnFolders own) {
        super(fileSystem);
        this.own = own;
        this.local = LocalDisk.of(fileSystem).isPresent();
    }

    /** What was left out, a sentence each. */
    Set<String> told() {
        return told;
    }

    /** Whether all folders could be listed. */
    boolean isWhole() {
        return whole;
    }

    /** What can be taken from a folder; nothing if it cannot be listed. @throws FileNotFoundException if it is not there */
    @Override
    public FileStatus[] listStatus(Path folder) throws IOException {
        if (isOwn(folder)) {
            return new FileStatus[0];
        }
        Set<String> names = names(folder);
        FileStatus[] listed;
        try {
            listed = super.listStatus(folder);
        } catch (FileNotFoundException e) {
            throw e;
        } catch (IOException e) {
            tellUnlisted(folder, e);
            return new FileStatus[0];
        }
        List<FileStatus> found = new ArrayList<>();
        for (FileStatus status : listed) {
            names.remove(status.getPath().getName());
            if (!status.isFile() || isVisible(status.getPath())) {
                found.add(status);
            }
        }
        names.forEach(name -> tellUnopened(folder, name));
        return found.toArray(FileStatus[]::new);
    }

    /** A file or folder that can be taken. @throws FileNotFoundException if there is none */
    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        FileStatus status;
        try {
            status = super.getFileStatus(path);
        } catch (FileNotFoundException e) {
            throw e;
        } catch (IOException e) {
            tellUnlisted(path, e);
            throw new FileNotFoundException(path.toString());
        }
        if (status.isFile() && (!isVisible(path) || isOwn(path))) {
            throw new FileNotFoundException(path.toString());
        }
        return status;
    }

    /** The place of a folder without links, by which it is known that it was looked into before. */
    String real(Path folder) {
        try {
            return local ? LocalDisk.path(folder).toRealPath().toString() : folder.toString();
        } catch (IOException e) {
            return folder.toString(); // listing it says what is wrong
        }
    }

    static boolean isHidden(Path path) {
        return path.getName().startsWith(".") || path.getName().startsWith("_");
    }

    /** Whether a file of a folder that is not Weir's own may be taken. */
    private boolean isVisible(Path file) {
        if (!local || isHidden(file)) {
            return true;
        }
        java.nio.file.Path path = LocalDisk.path(file);
        if (!Files.isRegularFile(path)) {
            told.add(file + " is a pipe, a socket or a device, and is never taken: only files are");
            return false;
        }
        return !Files.isSymbolicLink(path) || !isOwn(file);
    }

    private boolean isOwn(Path path) {
        Optional<String> around = own.around(path.toString());
        around.ifPresent(folder ->
                told.add(path + " is left out: it lies in " + folder + ", which is Weir's own, or is a link into it"));
        return around.isPresent();
    }

    /** All names in a folder of a local disk: Hadoop leaves out what it cannot open. */
    private Set<String> names(Path folder) {
        String[] names = local ? LocalDisk.path(folder).toFile().list() : null;
        return names == null ? new HashSet<>() : new HashSet<>(Arrays.asList(names));
    }

    private void tellUnlisted(Path folder, IOException failure) {
        whole = false;
        Throwable root = FailedBatch.root(failure);
        told.add("Cannot look into " + folder + ": " + root.getClass().getSimpleName() + ": "
                + FailedBatch.reason(root)
                + ". What is in it waits, and it is looked into again at each batch; see that"
                + " the user of bin/ingest can read it");
    }

    private void tellUnopened(Path folder, String name) {
        if (name.startsWith(".") || name.startsWith("_")) {
            return;
        }
        if (name.indexOf(UNKNOWN) >= 0) {
            told.add("A name in " + folder + " is no text in the character set of this process: " + name
                    + ". The file is not taken: give it another name, or start bin/ingest with the right LC_ALL");
        } else if (isDanglingLink(folder, name)) {
            told.add(new Path(folder, new Path(null, null, name)) + " is a link to nothing that can be read");
        }
    }

    private static boolean isDanglingLink(Path folder, String name) {
        try {
            return Files.isSymbolicLink(LocalDisk.path(folder).resolve(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
