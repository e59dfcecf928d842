package weir.ingest.files;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.security.AccessControlException;

/** The local disk as a file system that is not local, in which a test hurts files and folders. */
public final class HurtFileSystem extends RawLocalFileSystem {

    static final String SCHEME = "hurt";

    private static final Map<String, Hurt> HURT = new ConcurrentHashMap<>();

    /** What is wrong with a file or folder. */
    enum Hurt {
        /** It cannot be opened or listed. */
        DENIED,
        /** It breaks off after some bytes. */
        BREAKS,
        /** Opening it ends in an error that nobody expects. */
        ODD
    }

    /** Hurts a file or folder. */
    static void hurt(java.nio.file.Path path, Hurt how) {
        HURT.put(path.toString(), how);
    }

    static void heal(java.nio.file.Path path) {
        HURT.remove(path.toString());
    }

    static String uri(java.nio.file.Path path) {
        return SCHEME + "://" + path;
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileStatus[] listStatus(Path folder) throws IOException {
        refuseDenied(folder);
        return super.listStatus(folder);
    }

    @Override
    public FSDataInputStream open(Path file, int bufferBytes) throws IOException {
        refuseDenied(file);
        FSDataInputStream whole = super.open(file, bufferBytes);
        if (hurt(file) == Hurt.ODD) {
            throw new IllegalStateException("odd");
        }
        return hurt(file) == Hurt.BREAKS ? new FSDataInputStream(new Breaking(whole)) : whole;
    }

    private static void refuseDenied(Path path) throws IOException {
        if (hurt(path) == Hurt.DENIED) {
            throw new AccessControlException("Permission denied: user=weir, access=READ");
        }
    }

    private static Hurt hurt(Path path) {
        return HURT.get(path.toUri().getPath());
    }

    /** Fails in its second read. */
    private static final class Breaking extends FSInputStream {

        private final FSDataInputStream in;
        private int reads;

        Breaking(FSDataInputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            throw new IOException("Input/output error");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            reads++;
            if (reads > 1) {
                throw new IOException("Input/output error");
            }
            return in.read(buffer, offset, length);
        }

        @Override
        public void seek(long position) throws IOException {
            in.seek(position);
        }

        @Override
        public long getPos() throws IOException {
            return in.getPos();
        }

        @Override
        public boolean seekToNewSource(long position) {
            return false;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
