package weir.lake.files;

import java.io.IOException;
import java.io.OutputStream;

import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * A file being written. Nothing is promised of it before {@link #close} has returned. For one thread, but for {@link
 * #sync}, which another one may call while this one writes.
 */
public final class WrittenFile extends OutputStream {

    private final FSDataOutputStream out;
    /** What a failed write or sync has lost, a later one would not bring back. */
    private volatile boolean failed;

    private boolean closed;

    WrittenFile(FSDataOutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (closed) { // the stream below would buffer and forget
            throw new IOException("Cannot write to a file that is closed");
        }
        run(() -> out.write(bytes, offset, length));
    }

    /** Whether {@link #flushToSystem} and {@link #sync} do what they say here; on object stores they cannot. */
    public boolean flushes() {
        return out.hasCapability(StreamCapabilities.HSYNC);
    }

    /** Hands what was written to the operating system: it stays when this process ends, but needs power. */
    public void flushToSystem() throws IOException {
        run(out::hflush);
    }

    /** Puts what was written on the disk. */
    public void sync() throws IOException {
        run(out::hsync);
    }

    private void run(Step step) throws IOException {
        boolean done = false;
        try {
            step.run();
            done = true;
        } finally {
            if (!done) {
                failed = true;
            }
        }
    }

    /** Syncs the content to the disk and closes the file; after a failed write or sync it only closes. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (!failed) {
                out.hsync();
            }
        } finally {
            out.close();
        }
    }

    /** Closes a file that nobody wants any more; what was written may never be on the disk. */
    public void abandon() throws IOException {
        failed = true;
        close();
    }

    /** A part of writing a file. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }
}
