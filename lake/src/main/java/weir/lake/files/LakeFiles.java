package weir.lake.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

import weir.lake.parallel.ParallelTasks;

/**
 * The files of one lake; the only class that touches its file system. Paths are relative to the lake's root, with
 * {@code /} between their names.
 *
 * <ul>
 *   <li>A file that {@link #publish} wrote is there whole or not at all, also after a loss of power on a local disk.
 *   <li>A stream from {@link #create} is on the disk when {@link WrittenFile#close} has returned, not before.
 *   <li>An error of writing, syncing, closing or renaming is thrown, never swallowed.
 * </ul>
 *
 * <p>Safe for threads. On an object store, where a rename is a copy, a published file is put under its name at once.
 */
public final class LakeFiles {

    private static final int REMOVING_THREADS = 4;

    private final HadoopFileSystem fileSystem;
    private final Path root;
    private final String rootUri;
    private final Optional<LocalDisk> disk;
    private final Folders folders;
    /** The root as a folder of this machine: what is only read needs none of what Hadoop does for each file. */
    private final Optional<java.nio.file.Path> folder;

    private LakeFiles(HadoopFileSystem fileSystem, URI uri) {
        this.fileSystem = fileSystem;
        this.root = fileSystem.qualified(uri);
        this.rootUri = root.toString();
        this.disk = fileSystem.disk();
        this.folder = disk.filter(RealDisk.class::isInstance).map(unused -> LocalDisk.path(root));
        this.folders = new Folders(fileSystem);
    }

    /**
     * Opens the lake at a root: a URI, or a path of the local disk. Creates nothing.
     *
     * @throws UncheckedIOException if there is no such file system
     */
    public static LakeFiles of(String root) {
        return of(root, HadoopFileSystem::of);
    }

    /** As {@link #of(String)}, with settings for Hadoop's file systems. */
    public static LakeFiles of(String root, Configuration hadoop) {
        return of(root, uri -> HadoopFileSystem.of(uri, hadoop));
    }

    private static LakeFiles of(String root, Opening opening) {
        try {
            URI uri = root.matches("[a-z][a-z0-9+.-]*:.*")
                    ? URI.create(root)
                    : java.nio.file.Path.of(root).toUri();
            return new LakeFiles(opening.open(uri), uri);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open the lake at " + root + ": " + e.getMessage(), e);
        }
    }

    /** The URI of a path of this lake, for Spark and Delta; of the root if the path is empty. */
    public String uri(String path) {
        if (path.isEmpty()) {
            return rootUri;
        }
        return rootUri.endsWith("/") ? rootUri + path : rootUri + "/" + path;
    }

    /** The local path of a file of this lake, if the lake is on a local disk. */
    public Optional<java.nio.file.Path> localPath(String path) {
        return disk.map(unused -> LocalDisk.path(resolve(path)));
    }

    /**
     * Begins a file, replacing an older one, with the folders it needs. It is whole only after {@code close}.
     *
     * @throws IOException if it cannot be begun
     */
    public WrittenFile create(String path) throws IOException {
        Path file = resolve(path);
        folders.make(file.getParent());
        return new WrittenFile(fileSystem.get().create(file, true));
    }

    /**
     * Writes a file under another name, syncs it, and renames it into place: readers see the old file or the new one. What
     * was put into its folder before is on the disk before it.
     *
     * @throws IOException if it did not happen; then the old state stands
     */
    public void publish(String path, byte[] content) throws IOException {
        if (disk.isEmpty()) {
            try (WrittenFile file = create(path)) {
                file.write(content);
            }
            return;
        }
        String temporary = path + ".tmp";
        try (WrittenFile file = create(temporary)) {
            file.write(content);
        }
        disk.get().sync(resolve(path).getParent());
        rename(temporary, path);
    }

    /**
     * Moves a file to a name in the same or another folder, replacing a file there, durably. On a local disk that is one step;
     * elsewhere the file there goes first.
     *
     * @throws IOException if it did not happen
     */
    public void rename(String from, String to) throws IOException {
        if (disk.isPresent()) {
            disk.get().move(resolve(from), resolve(to));
            disk.get().sync(resolve(to).getParent());
            return;
        }
        fileSystem.get().delete(resolve(to), false);
        if (!fileSystem.get().rename(resolve(from), resolve(to))) {
            throw new IOException("Cannot rename " + uri(from) + " to " + uri(to));
        }
    }

    /**
     * Makes sure that the names in a folder stay after a loss of power. Whoever goes on from what an earlier process left
     * calls it first: that process may have been killed after a name was there and before it was on the disk.
     */
    public void settle(String folder) throws IOException {
        if (disk.isPresent() && exists(folder)) {
            disk.get().settle(resolve(folder));
        }
    }

    /**
     * Makes a folder, with those above it. On a local disk, of several who try at once only one makes it.
     *
     * @return false if it was there
     */
    public boolean makeNewFolder(String path) throws IOException {
        return folders.makeNew(resolve(path));
    }

    /** Makes sure that the names in a folder are on the disk. */
    public void sync(String folder) throws IOException {
        if (disk.isPresent()) {
            disk.get().sync(resolve(folder));
        }
    }

    /** How many bytes the file system can still take, as far as it says so. */
    public long freeBytes() throws IOException {
        Path place = root; // of a lake that is not there yet: where it will be
        while (!fileSystem.get().exists(place) && place.getParent() != null) {
            place = place.getParent();
        }
        return fileSystem.get().getStatus(place).getRemaining();
    }

    /** Opens a file. @throws FileNotFoundException if it is not there */
    public InputStream open(String path) throws IOException {
        if (folder.isEmpty()) {
            return fileSystem.get().open(resolve(path), 1 << 16);
        }
        try {
            return Files.newInputStream(folder.get().resolve(path));
        } catch (NoSuchFileException e) {
            throw missing(e);
        }
    }

    /**
     * Opens a file to be read into any memory with no copy in between; empty if the lake is not on the disk of this machine.
     *
     * @throws FileNotFoundException if it is not there
     */
    public Optional<FileChannel> channel(String path) throws IOException {
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(FileChannel.open(folder.get().resolve(path)));
        } catch (NoSuchFileException e) {
            throw missing(e);
        }
    }

    private static FileNotFoundException missing(NoSuchFileException e) {
        FileNotFoundException missing = new FileNotFoundException(e.getFile() + " (No such file or directory)");
        missing.initCause(e);
        return missing;
    }

    /** The whole content of a file. @throws FileNotFoundException if it is not there */
    public byte[] read(String path) throws IOException {
        try (InputStream in = open(path)) {
            return in.readAllBytes();
        }
    }

    /** Whether there is a file or folder of this name. */
    public boolean exists(String path) throws IOException {
        return folder.isPresent()
                ? Files.exists(folder.get().resolve(path))
                : fileSystem.get().exists(resolve(path));
    }

    /** The length of a file in bytes. @throws FileNotFoundException if it is not there */
    public long length(String path) throws IOException {
        if (folder.isEmpty()) {
            return fileSystem.get().getFileStatus(resolve(path)).getLen();
        }
        try {
            return Files.size(folder.get().resolve(path));
        } catch (NoSuchFileException e) {
            throw missing(e);
        }
    }

    /** The names of the files and folders in a folder, sorted; empty if there is no such folder. */
    public List<String> list(String path) throws IOException {
        if (folder.isPresent()) {
            String[] names = folder.get().resolve(path).toFile().list();
            return names == null ? List.of() : Arrays.stream(names).sorted().toList();
        }
        try {
            return Arrays.stream(fileSystem.get().listStatus(resolve(path)))
                    .map(FileStatus::getPath)
                    .map(Path::getName)
                    .sorted(Comparator.naturalOrder())
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    /** Removes a file, or a folder with all that is in it; nothing happens if there is none. It does not come back. */
    public void delete(String path) throws IOException {
        delete(List.of(path));
    }

    /** As {@link #delete(String)} for many files or folders: the folders above them are synced once. */
    public void delete(List<String> paths) throws IOException {
        for (String path : paths) {
            remove(resolve(path));
        }
        syncAbove(paths);
    }

    /**
     * As {@link #delete(String)} for many folders, each one's file of some name before the rest of it. On the disk of this
     * machine several at once, since each is waited for.
     *
     * @throws IOException what one of them failed of; of the others, some are gone
     */
    public void deleteFolders(List<String> paths, String first) throws IOException {
        Stream<Callable<Void>> removals = paths.stream().map(path -> () -> {
            remove(resolve(path + "/" + first));
            remove(resolve(path));
            return null;
        });
        try (ParallelTasks<Void> tasks =
                new ParallelTasks<>(removals.iterator(), folder.isPresent() ? REMOVING_THREADS : 1)) {
            while (tasks.hasNext()) {
                tasks.next();
            }
        }
        syncAbove(paths);
    }

    private void remove(Path target) throws IOException {
        if (disk.isPresent()) {
            disk.get().remove(target);
        } else if (!fileSystem.get().delete(target, true) && fileSystem.get().exists(target)) {
            throw new IOException("Cannot delete " + target);
        }
    }

    private void syncAbove(List<String> paths) throws IOException {
        if (disk.isPresent()) {
            Set<Path> above = new LinkedHashSet<>();
            paths.forEach(path -> above.add(resolve(path).getParent()));
            for (Path one : above) {
                if (fileSystem.get().exists(one)) {
                    disk.get().sync(one);
                }
            }
        }
    }

    /**
     * Removes a folder of a local disk if nothing is in it at the moment of removal; elsewhere an empty folder costs nothing
     * and stays.
     */
    public void deleteIfEmpty(String folder) throws IOException {
        if (disk.isPresent()) {
            disk.get().removeIfEmpty(resolve(folder));
        }
    }

    private Path resolve(String path) {
        return path.isEmpty() ? root : new Path(root, new Path(null, null, path));
    }

    /** How the file system of a URI is opened. */
    @FunctionalInterface
    private interface Opening {
        HadoopFileSystem open(URI uri) throws IOException;
    }
}
