package weir.lake.archive;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The local disk, on which something happens once just after somebody has asked how long a segment is. */
public final class ReplacingFileSystem extends RawLocalFileSystem {

    static final String SCHEME = "replacing";
    private static final AtomicReference<Happening> NEXT = new AtomicReference<>();

    /** What happens. */
    interface Happening {
        void happen() throws IOException;
    }

    static void once(Happening happening) {
        NEXT.set(happening);
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        FileStatus status = super.getFileStatus(path);
        Happening next = path.getName().endsWith(".zst") ? NEXT.getAndSet(null) : null;
        if (next != null) {
            next.happen();
        }
        return status;
    }
}
