package weir.lake.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's file system of the local disk, which sets the permissions of a new file or folder by a call. Without its native
 * library, which Spark does not bring, Hadoop starts a process, {@code chmod}, for each of them. Hadoop makes the
 * instances, by the setting {@link #SETTING}; it keeps one for all whose settings it was first asked with.
 */
public final class PlainLocalFileSystem extends LocalFileSystem {

    /** The name of the setting that makes Hadoop use this class for {@code file://}. */
    public static final String SETTING = "fs.file.impl";

    public PlainLocalFileSystem() {
        super(new Disk());
    }

    private static final class Disk extends RawLocalFileSystem {

        private static final int READ_WRITE_EXECUTE = 0777;

        @Override
        public void setPermission(Path path, FsPermission permission) throws IOException {
            PosixFileAttributeView attributes =
                    Files.getFileAttributeView(pathToFile(path).toPath(), PosixFileAttributeView.class);
            boolean isPlain = (permission.toShort() & ~READ_WRITE_EXECUTE) == 0;
            if (isPlain && attributes != null) {
                attributes.setPermissions(PosixFilePermissions.fromString(permission.toString()));
            } else {
                super.setPermission(path, permission);
            }
        }
    }
}
