package weir.lake.intake;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import weir.lake.files.LakeFiles;
import weir.lake.raw.Chunk;

/** Walks the chunks of a spool in the order of their sequence. Holds one in memory. For one thread. */
public final class SpoolReader implements Closeable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final LakeFiles files;
    private final Deque<SpoolFile> ahead;
    private long wanted;
    private DataInputStream in;
    private String origin;

    SpoolReader(LakeFiles files, List<SpoolFile> ahead, long from) {
        this.files = files;
        this.ahead = new ArrayDeque<>(ahead);
        this.wanted = from;
    }

    /** The next chunk; empty if there is none. */
    public Optional<Chunk> next() throws IOException {
        while (in != null || open()) {
            Optional<Chunk> chunk = SpoolRecord.read(in, origin);
            if (chunk.isEmpty()) {
                close();
            } else if (chunk.get().sequence() >= wanted) {
                wanted = chunk.get().sequence() + 1;
                return chunk;
            }
        }
        return Optional.empty();
    }

    private boolean open() throws IOException {
        while (!ahead.isEmpty()) {
            String path = ahead.removeFirst().path();
            try {
                in = new DataInputStream(new BufferedInputStream(files.open(path), BUFFER_BYTES));
                origin = files.uri(path);
                return true;
            } catch (FileNotFoundException e) {
                // released since the folder was listed: its chunks are in microbatches
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
            in = null;
        }
    }
}
