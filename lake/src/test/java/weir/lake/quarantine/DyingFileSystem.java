package weir.lake.quarantine;

import java.io.IOException;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

import weir.lake.files.LakeFiles;

/** The local disk as a process sees it that is killed at its n-th change of it: from then on nothing happens any more. */
public final class DyingFileSystem extends RawLocalFileSystem {

    private static int changesLeft;
    private static boolean afterIt;
    private static boolean dead;

    /** Opens a lake; the n-th change of it, from 1, is the last one, or does not happen any more. */
    static LakeFiles open(java.nio.file.Path root, int n, boolean after) {
        changesLeft = n;
        afterIt = after;
        dead = false;
        Configuration hadoop = new Configuration(false);
        hadoop.set("fs.file.impl", DyingFileSystem.class.getName());
        hadoop.setBoolean("fs.file.impl.disable.cache", true);
        return LakeFiles.of(root.toString(), hadoop);
    }

    /** Whether it came to the end. */
    static boolean died() {
        return dead;
    }

    /** A change of the disk. */
    private interface Change<T> {
        T make() throws IOException;
    }

    private static <T> T change(Change<T> change) throws IOException {
        if (dead) {
            throw new IOException("dead");
        }
        changesLeft--;
        if (changesLeft > 0) {
            return change.make();
        }
        dead = true;
        if (afterIt) {
            change.make();
        }
        throw new IOException("killed");
    }

    @Override
    public FSDataOutputStream create(
            Path file, boolean overwrite, int buffer, short replication, long block, Progressable progress)
            throws IOException {
        return change(() -> super.create(file, overwrite, buffer, replication, block, progress));
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        return change(() -> super.rename(from, to));
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        return change(() -> super.delete(path, recursive));
    }

    @Override
    public boolean mkdirs(Path folder) throws IOException {
        return change(() -> super.mkdirs(folder));
    }
}
