package weir.lake.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.Syncable;

import weir.lake.faults.Call.Operation;

/** A file being written, each change of which goes through {@link Faults}. */
final class FaultyOutputStream extends OutputStream implements Syncable, StreamCapabilities {

    private final Faults faults;
    private final Path path;
    private final OutputStream out;
    private final PageCache.Node node;
    private boolean closed;

    FaultyOutputStream(Faults faults, Path path, OutputStream out, PageCache.Node node) {
        this.faults = faults;
        this.path = path;
        this.out = out;
        this.node = node;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        faults.make(
                Operation.WRITE, path, unused -> put(bytes, offset, length / 2), unused -> put(bytes, offset, length));
    }

    private void put(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        node.write(bytes, offset, length);
    }

    @Override
    public void hflush() throws IOException {
        faults.make(Operation.FLUSH, path, unused -> out.flush());
    }

    @Override
    public void hsync() throws IOException {
        faults.make(Operation.SYNC, path, unused -> node.sync());
    }

    @Override
    public boolean hasCapability(String capability) {
        return capability.equals(HSYNC);
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            faults.make(Operation.CLOSE, path, unused -> {});
        } finally {
            out.close();
        }
    }
}
