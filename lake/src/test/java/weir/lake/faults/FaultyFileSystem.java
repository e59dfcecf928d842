package weir.lake.faults;

import org.apache.hadoop.fs.LocalFileSystem;

/**
 * The local disk as Hadoop sees it, with the checksum files that it lays beside every file, under a scheme of its own.
 * Hadoop finds it by its service file; what goes wrong is for {@link Faults} to say.
 */
public final class FaultyFileSystem extends LocalFileSystem {

    static final String SCHEME = "fault";

    public FaultyFileSystem() {
        super(new FaultyDisk());
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }
}
