package weir.lake.files;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What a local disk can do and Hadoop's file systems have no word for, or only one that promises less: {@code
 * RawLocalFileSystem} copies a file that it cannot rename, and makes no difference between a new name and one that is
 * taken.
 */
public interface LocalDisk {

    /** The disk below a file system; empty if it is no local one. */
    static Optional<LocalDisk> of(FileSystem fileSystem) {
        FileSystem plain = plain(fileSystem);
        if (plain instanceof LocalDisk disk) {
            return Optional.of(disk);
        }
        return "file".equals(plain.getUri().getScheme()) ? Optional.of(new RealDisk()) : Optional.empty();
    }

    /** A file system without the checksum files that {@code LocalFileSystem} lays beside every file. */
    static FileSystem plain(FileSystem fileSystem) {
        return fileSystem instanceof LocalFileSystem checked ? checked.getRaw() : fileSystem;
    }

    /** The path as the operating system knows it. */
    static java.nio.file.Path path(Path path) {
        return java.nio.file.Path.of(path.toUri().getPath());
    }

    /**
     * The names in a folder, in no order. Hadoop asks for all about each file as well.
     *
     * @throws java.io.FileNotFoundException if there is no such folder
     */
    List<String> names(Path folder) throws IOException;

    /** Makes a folder in one that is there. @return false if the name is taken */
    boolean makeFolder(Path folder) throws IOException;

    /** Returns when the content of a file, or the names in a folder, are on the disk. */
    void sync(Path fileOrFolder) throws IOException;

    /** Gives a file another name in one step, in place of a file that has it. */
    void move(Path from, Path to) throws IOException;

    /**
     * Gives a file a second name, which only one can take.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken
     */
    void link(Path file, Path name) throws IOException;

    /**
     * Removes a file, or a folder with all that is in it, which a link to elsewhere is, but not what it leads to. Nothing
     * happens if there is none.
     */
    void remove(Path fileOrFolder) throws IOException;

    /** Removes a folder if nothing is in it at the moment of removal. */
    void removeIfEmpty(Path folder) throws IOException;

    /**
     * Makes the names in a folder and in those above it survive a loss of power, whoever put them there. A folder that
     * this process may not write into got no name from it.
     */
    default void settle(Path folder) throws IOException {
        for (Path above = folder; above != null; above = above.getParent()) {
            if (Files.isReadable(path(above)) && Files.isWritable(path(above))) {
                sync(above);
            }
        }
    }
}
