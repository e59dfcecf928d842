package weir.lake.raw;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import weir.lake.files.LakeFiles;
import weir.lake.files.Sha256;
import weir.lake.files.WrittenFile;
import weir.lake.parallel.Concurrent;

/**
 * The file of a part while it is written: digests what it is given, writes it, and brings it to the disk bit by bit, beside
 * all that. What stays as it is can be left to a thread behind the one that gives it, so that lines are judged meanwhile. Begins
 * with the first byte. For one thread.
 */
final class PartFile implements AutoCloseable {

    /** How many pieces wait for being written. */
    private static final int AHEAD = 16;
    /** What is synced at the end keeps the commit waiting. */
    private static final long BYTES_PER_SYNC = 32 << 20;

    private static final Future<?> NOTHING = CompletableFuture.completedFuture(null);

    private final LakeFiles files;
    private final String path;
    private final MessageDigest digest = Sha256.digest();
    private final Deque<Future<?>> pending = new ArrayDeque<>();
    private ExecutorService behind;
    private WrittenFile file;
    private long bytes;
    private long synced;
    private Future<?> syncing = NOTHING;

    PartFile(LakeFiles files, String path) {
        this.files = files;
        this.path = path;
    }

    /** Writes bytes that may change when this returns. */
    void write(byte[] buffer, int offset, int length) throws IOException {
        settle(0);
        append(buffer, offset, length);
    }

    /** Has bytes written that nobody changes any more. What goes wrong is thrown by a later call, {@link #finish} at the latest. */
    void leave(byte[] fixed, int offset, int length) throws IOException {
        if (length == 0) {
            return;
        }
        settle(AHEAD - 1);
        if (behind == null) {
            behind = Executors.newSingleThreadExecutor();
        }
        pending.add(behind.submit(() -> {
            append(fixed, offset, length);
            return null;
        }));
    }

    private void append(byte[] buffer, int offset, int length) throws IOException {
        if (file == null) {
            file = files.create(path);
        }
        file.write(buffer, offset, length);
        digest.update(buffer, offset, length);
        bytes += length;
        if (bytes - synced >= BYTES_PER_SYNC && syncing.isDone() && file.flushes()) {
            endSync();
            syncing = Concurrent.begin(() -> {
                file.sync();
                return null;
            });
            synced = bytes;
        }
    }

    /** Waits for the sync that was begun; one that failed is told once. */
    private void endSync() throws IOException {
        Future<?> begun = syncing;
        syncing = NOTHING;
        Concurrent.result(begun);
    }

    /** Waits until at most so many pieces are to be written. */
    private void settle(int most) throws IOException {
        while (pending.size() > most) {
            Concurrent.result(pending.remove());
        }
    }

    /**
     * Ends the file. When this returns, all of it is on the disk.
     *
     * @return whether there is one
     */
    boolean finish() throws IOException {
        settle(0);
        close();
        return file != null;
    }

    /** How many bytes the file has, once it has ended. */
    long bytes() {
        return bytes;
    }

    /** The SHA-256 of the file in hex digits. Once, when it has ended. */
    String sha256() {
        return Sha256.hex(digest);
    }

    /** Ends the file as it is. */
    @Override
    public void close() throws IOException {
        if (behind != null) {
            pending.forEach(piece -> piece.cancel(false));
            Concurrent.end(behind);
        }
        if (file != null) {
            try {
                endSync();
            } finally {
                file.close();
            }
        }
    }
}
