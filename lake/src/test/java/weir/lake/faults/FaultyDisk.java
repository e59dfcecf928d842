package weir.lake.faults;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

import weir.lake.faults.Call.Operation;
import weir.lake.files.LocalDisk;

/** The local disk, each change of which goes through {@link Faults} if somebody has the folder it is in. */
final class FaultyDisk extends RawLocalFileSystem implements LocalDisk {

    private static final URI ROOT = URI.create(FaultyFileSystem.SCHEME + ":///");

    @Override
    public URI getUri() {
        return ROOT;
    }

    /** All that touches a path comes here first. */
    @Override
    public File pathToFile(Path path) {
        File file = super.pathToFile(path);
        Faults.of(file.toPath()).ifPresent(Faults::requireAlive);
        return file;
    }

    private void make(Operation operation, Path path, Faults.Change change) throws IOException {
        owner(path).make(operation, pathToFile(path).toPath(), change);
    }

    private Faults owner(Path path) {
        return Faults.of(pathToFile(path).toPath()).orElseThrow(() -> new Stopped("nobody has the folder of " + path));
    }

    @Override
    protected boolean mkOneDirWithMode(Path path, File file, FsPermission permission) throws IOException {
        make(Operation.MAKE_FOLDER, path, cache -> {
            Files.createDirectories(file.toPath());
            cache.makeFolder(file.toPath());
        });
        return true;
    }

    @Override
    public List<String> names(Path folder) throws IOException {
        return Arrays.stream(listStatus(folder))
                .map(file -> file.getPath().getName())
                .toList();
    }

    @Override
    public boolean makeFolder(Path folder) throws IOException {
        return !pathToFile(folder).exists() && mkOneDirWithMode(folder, pathToFile(folder), null);
    }

    @Override
    protected OutputStream createOutputStreamWithMode(Path path, boolean append, FsPermission permission)
            throws IOException {
        File file = pathToFile(path);
        AtomicReference<FaultyOutputStream> out = new AtomicReference<>();
        make(
                append ? Operation.APPEND : Operation.CREATE,
                path,
                cache -> out.set(new FaultyOutputStream(
                        owner(path),
                        file.toPath(),
                        new FileOutputStream(file, append),
                        append ? cache.at(file.toPath()) : cache.create(file.toPath()))));
        return out.get();
    }

    @Override
    public FSDataOutputStream append(Path path, int bufferSize, Progressable progress) throws IOException {
        if (!pathToFile(path).isFile()) {
            throw new FileNotFoundException("There is no file " + path);
        }
        return new FSDataOutputStream(createOutputStreamWithMode(path, true, null), statistics);
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        if (!pathToFile(from).exists()) {
            throw new FileNotFoundException("There is no file " + from);
        }
        java.nio.file.Path target = pathToFile(to).toPath();
        move(from, Files.isDirectory(target) ? new Path(to, from.getName()) : to);
        return true;
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        File file = pathToFile(path);
        if (!file.exists()) {
            return false;
        }
        File[] children = file.listFiles();
        if (children != null && children.length > 0 && !recursive) {
            throw new IOException(path + " is not empty");
        }
        for (File child : children == null ? new File[0] : children) {
            delete(new Path(path, child.getName()), true);
        }
        removeAlone(path);
        return true;
    }

    @Override
    public void remove(Path fileOrFolder) throws IOException {
        delete(fileOrFolder, true);
    }

    private void removeAlone(Path path) throws IOException {
        java.nio.file.Path file = pathToFile(path).toPath();
        make(Operation.DELETE, path, cache -> {
            Files.delete(file);
            cache.remove(file);
        });
    }

    @Override
    public void sync(Path fileOrFolder) throws IOException {
        java.nio.file.Path file = pathToFile(fileOrFolder).toPath();
        if (Faults.of(file).isPresent()) { // the folders above a lake are none of ours
            Operation operation = Files.isDirectory(file) ? Operation.SYNC_FOLDER : Operation.SYNC;
            make(operation, fileOrFolder, cache -> cache.at(file).sync());
        }
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        java.nio.file.Path source = pathToFile(from).toPath();
        java.nio.file.Path target = pathToFile(to).toPath();
        make(Operation.MOVE, to, cache -> {
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
            cache.move(source, target);
        });
    }

    @Override
    public void link(Path file, Path name) throws IOException {
        java.nio.file.Path existing = pathToFile(file).toPath();
        java.nio.file.Path target = pathToFile(name).toPath();
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        make(Operation.LINK, name, cache -> {
            Files.createLink(target, existing);
            cache.link(existing, target);
        });
    }

    @Override
    public void removeIfEmpty(Path folder) throws IOException {
        String[] names = pathToFile(folder).list();
        if (names != null && names.length == 0) {
            removeAlone(folder);
        }
    }

    @Override
    public boolean truncate(Path path, long length) {
        throw new UnsupportedOperationException("nobody has needed it");
    }
}
