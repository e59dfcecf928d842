package weir.lake.delta;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import io.delta.storage.HadoopFileSystemLogStore;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

import weir.lake.files.LocalDisk;

/**
 * Delta's log on a local disk, so that a commit that was acknowledged survives a loss of power and no writer, of this
 * process or another one, overwrites the commit of a second one.
 *
 * <ul>
 *   <li>The data files of a commit and the folders they are in are on the disk before the commit has its name, the name
 *       before {@link #write} returns. So is a checkpoint before {@code _last_checkpoint} speaks of it, and Delta is shown
 *       no other.
 *   <li>A version is taken by a hard link, which the file system gives to one writer only.
 *   <li>An error is thrown, never swallowed. After one, the commit may be there all the same: who wants to know reads the
 *       log.
 * </ul>
 *
 * <p>Delta makes the instances, by {@code spark.delta.logStore.file.impl}.
 */
public class DurableLogStore extends HadoopFileSystemLogStore {

    public DurableLogStore(Configuration hadoop) {
        super(hadoop);
    }

    @Override
    public void write(Path path, Iterator<String> lines, Boolean overwrite, Configuration hadoop) throws IOException {
        FileSystem files = LocalDisk.plain(path.getFileSystem(hadoop));
        LocalDisk disk = LocalDisk.of(files)
                .orElseThrow(() -> new IOException("Cannot write " + path + ": it is not on a local disk"));
        if (!files.exists(path.getParent())) {
            throw new FileNotFoundException("There is no folder " + path.getParent());
        }
        if (!overwrite && files.exists(path)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        Path temporary = createTempPath(path);
        try {
            CommitFiles spokenOf = writeSynced(files, temporary, path, lines);
            settle(files, disk, spokenOf, path.getParent());
            if (overwrite) {
                if (spokenOf.namesCheckpoint()) {
                    deleteUntrusted(files, disk, path.getParent(), spokenOf.checkpoint());
                }
                deleteChecksum(files, disk, path);
                disk.move(temporary, path);
            } else {
                disk.link(temporary, path);
            }
        } finally {
            files.delete(temporary, false);
        }
        disk.settle(path.getParent());
    }

    private static CommitFiles writeSynced(FileSystem files, Path temporary, Path path, Iterator<String> lines)
            throws IOException {
        CommitFiles spokenOf = new CommitFiles(path);
        try (FSDataOutputStream out = files.create(temporary, false)) {
            while (lines.hasNext()) {
                String line = lines.next();
                spokenOf.take(line);
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
            out.hsync();
        }
        return spokenOf;
    }

    /** Puts on the disk what the log is about to speak of, with the checksum files that Hadoop laid beside it. */
    private static void settle(FileSystem files, LocalDisk disk, CommitFiles spokenOf, Path log) throws IOException {
        Path table = log.getParent();
        Set<Path> folders = new LinkedHashSet<>();
        for (Path file : spokenOf.data()) {
            syncWithChecksum(files, disk, file);
            Path folder = file.getParent();
            while (folders.add(folder) && !folder.equals(table) && folder.getParent() != null) {
                folder = folder.getParent();
            }
        }
        if (spokenOf.namesCheckpoint()) {
            for (String name : disk.names(log)) {
                if (spokenOf.isOfCheckpoint(name)) {
                    disk.sync(new Path(log, name));
                }
            }
            folders.add(log);
        }
        for (Path folder : folders) {
            disk.sync(folder);
        }
    }

    private static void syncWithChecksum(FileSystem files, LocalDisk disk, Path file) throws IOException {
        disk.sync(file);
        if (files.exists(checksum(file))) {
            disk.sync(checksum(file));
        }
    }

    /** Checkpoints that nobody spoke of would be trusted once there is word of a later one. */
    private static void deleteUntrusted(FileSystem files, LocalDisk disk, Path log, long next) throws IOException {
        long trusted = LastCheckpoint.trusted(files, log);
        for (String name : disk.names(log)) {
            OptionalLong version = LastCheckpoint.version(name);
            if (version.isPresent() && version.getAsLong() > trusted && version.getAsLong() < next) {
                files.delete(new Path(log, name), false);
            }
        }
    }

    /** That of an older content, which a log store of Delta's own has left, would make the new one unreadable. */
    private static void deleteChecksum(FileSystem files, LocalDisk disk, Path path) throws IOException {
        if (files.delete(checksum(path), false)) {
            disk.sync(path.getParent());
        }
    }

    private static Path checksum(Path file) {
        return new Path(file.getParent(), "." + file.getName() + ".crc");
    }

    /**
     * As Delta's own, without the checkpoints that cannot be trusted. Of a log of many commits, only what is asked for is looked
     * at more closely than at its name: Delta lists it some times for each commit.
     */
    @Override
    public Iterator<FileStatus> listFrom(Path path, Configuration hadoop) throws IOException {
        FileSystem files = LocalDisk.plain(path.getFileSystem(hadoop));
        Optional<LocalDisk> disk = LocalDisk.of(files);
        if (disk.isEmpty()) {
            return super.listFrom(path, hadoop);
        }
        Path log = path.getParent();
        List<String> names = disk.get().names(log).stream()
                .filter(name -> name.compareTo(path.getName()) >= 0)
                .sorted()
                .toList();
        boolean checkpoints =
                names.stream().anyMatch(name -> LastCheckpoint.version(name).isPresent());
        long trusted = checkpoints ? LastCheckpoint.trusted(files, log) : Long.MAX_VALUE;
        List<FileStatus> found = new ArrayList<>();
        for (String name : names) {
            if (LastCheckpoint.version(name).stream().allMatch(version -> version <= trusted)) {
                addIfThere(found, files, new Path(log, name));
            }
        }
        return found.iterator();
    }

    private static void addIfThere(List<FileStatus> found, FileSystem files, Path path) throws IOException {
        try {
            found.add(files.getFileStatus(path));
        } catch (FileNotFoundException e) {
            // removed since its name was read
        }
    }

    /** Half of a file that Delta writes past this store, a checkpoint, would be seen; so Delta renames it into place. */
    @Override
    public Boolean isPartialWriteVisible(Path path, Configuration hadoop) {
        return true;
    }
}
