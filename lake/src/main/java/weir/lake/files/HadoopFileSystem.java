package weir.lake.files;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The file system of Hadoop that a lake lies on. That of the local disk is opened when it is first needed, since opening it
 * takes longer than most of what is read without it. Safe for threads.
 */
final class HadoopFileSystem {

    private static final URI LOCAL = URI.create("file:///");

    private final Optional<LocalDisk> disk;
    private Optional<FileSystem> opened;

    private HadoopFileSystem(Optional<LocalDisk> disk, Optional<FileSystem> opened) {
        this.disk = disk;
        this.opened = opened;
    }

    /** That of a URI by Weir's own settings. */
    static HadoopFileSystem of(URI uri) throws IOException {
        boolean local =
                LOCAL.getScheme().equals(uri.getScheme()) && uri.getAuthority() == null && uri.getPath() != null;
        return local ? new HadoopFileSystem(Optional.of(new RealDisk()), Optional.empty()) : of(uri, Defaults.SETTINGS);
    }

    /** That of a URI by other settings. */
    static HadoopFileSystem of(URI uri, Configuration settings) throws IOException {
        FileSystem fileSystem = plain(uri, settings);
        return new HadoopFileSystem(LocalDisk.of(fileSystem), Optional.of(fileSystem));
    }

    /** Without checksum files: manifests have checksums of their own. */
    private static FileSystem plain(URI uri, Configuration settings) throws IOException {
        return LocalDisk.plain(FileSystem.get(uri, settings));
    }

    /** The file system itself. */
    synchronized FileSystem get() throws IOException {
        if (opened.isEmpty()) {
            opened = Optional.of(plain(LOCAL, Defaults.SETTINGS));
        }
        return opened.get();
    }

    /** The disk below it; empty if it is no local one. */
    Optional<LocalDisk> disk() {
        return disk;
    }

    /** The path of a URI with scheme and authority. */
    synchronized Path qualified(URI uri) {
        Path path = new Path(uri);
        return opened.map(fileSystem -> fileSystem.makeQualified(path))
                .orElseGet(() -> path.makeQualified(LOCAL, new Path(LOCAL)));
    }

    /** Hadoop's defaults, read once: that takes longer than most of what is done with them. */
    private static final class Defaults {

        private static final Configuration SETTINGS = new Configuration();

        static {
            SETTINGS.setClass(PlainLocalFileSystem.SETTING, PlainLocalFileSystem.class, FileSystem.class);
        }
    }
}
