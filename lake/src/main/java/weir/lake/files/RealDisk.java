package weir.lake.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

import org.apache.hadoop.fs.Path;

/** The disk of this machine, by the calls of the operating system. */
final class RealDisk implements LocalDisk {

    @Override
    public List<String> names(Path folder) throws IOException {
        java.nio.file.Path place = LocalDisk.path(folder);
        String[] names = place.toFile().list(); // Files.list makes a path of each name
        if (names == null) {
            throw Files.isDirectory(place)
                    ? new IOException("Cannot list the folder " + folder)
                    : new FileNotFoundException("There is no folder " + folder);
        }
        return List.of(names);
    }

    @Override
    public boolean makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(LocalDisk.path(folder));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    @Override
    public void sync(Path fileOrFolder) throws IOException {
        try (FileChannel channel = FileChannel.open(LocalDisk.path(fileOrFolder), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        Files.move(LocalDisk.path(from), LocalDisk.path(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void link(Path file, Path name) throws IOException {
        Files.createLink(LocalDisk.path(name), LocalDisk.path(file));
    }

    @Override
    public void remove(Path fileOrFolder) throws IOException {
        remove(LocalDisk.path(fileOrFolder));
    }

    private static void remove(java.nio.file.Path path) throws IOException {
        try {
            Files.deleteIfExists(path);
        } catch (DirectoryNotEmptyException e) {
            try (Stream<java.nio.file.Path> inside = Files.list(path)) {
                for (java.nio.file.Path one : (Iterable<java.nio.file.Path>) inside::iterator) {
                    remove(one);
                }
            }
            Files.deleteIfExists(path);
        }
    }

    @Override
    public void removeIfEmpty(Path folder) throws IOException {
        try {
            Files.deleteIfExists(LocalDisk.path(folder));
        } catch (DirectoryNotEmptyException e) {
            // somebody uses it
        }
    }
}
