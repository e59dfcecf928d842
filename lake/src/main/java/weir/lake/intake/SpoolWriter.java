package weir.lake.intake;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import weir.lake.files.LakeFiles;
import weir.lake.files.WrittenFile;
import weir.lake.raw.Cause;
import weir.lake.raw.Chunk;

/**
 * Appends chunks to a stream's spool. A chunk is held by the operating system when {@link #append} returns, so that it
 * outlives this process, and is on the disk after {@link #sync}, or in a microbatch that is. Appending never waits for the
 * disk. For one thread at a time, but for {@link #sync}, which another one may call meanwhile.
 */
public final class SpoolWriter implements Closeable {

    private static final int CHUNKS_TO_SPARE = 4;

    private final LakeFiles files;
    private final String stream;
    private final Spool spool;
    private final SpoolLimits limits;
    /** Held by who syncs, never by who appends; guards {@link #due}. */
    private final Object syncing = new Object();
    /** What is to be synced before anything newer. */
    private final Deque<Begun> due = new ArrayDeque<>();
    /** Files that get no more chunks and are not due yet. */
    private final List<Begun> ended = new ArrayList<>();

    private long next;
    private Begun file;
    private boolean folderChanged;
    private long fileBytes;
    /** At least what is in the spool: files may have been released since it was counted. */
    private long knownBytes;

    private SpoolWriter(LakeFiles files, String stream, SpoolLimits limits, long next) {
        this.files = files;
        this.stream = stream;
        this.spool = new Spool(files, stream);
        this.limits = limits;
        this.next = next;
    }

    /**
     * Opens a spool behind what is in it. Writes nothing yet.
     *
     * @param atLeast the sequence to begin with if the spool holds none that is as high
     */
    public static SpoolWriter open(LakeFiles files, String stream, SpoolLimits limits, long atLeast)
            throws IOException {
        Spool spool = new Spool(files, stream);
        long next = spool.last().map(chunk -> chunk.sequence() + 1).orElse(0L);
        List<SpoolFile> present = spool.files();
        if (!present.isEmpty()) {
            next = Math.max(next, present.get(present.size() - 1).first());
        }
        SpoolWriter writer = new SpoolWriter(files, stream, limits, Math.max(next, atLeast));
        writer.knownBytes = writer.count();
        return writer;
    }

    /** The sequence that the next chunk has to have. */
    public synchronized long next() {
        return next;
    }

    /** What keeps so many bytes of lines from being appended now; empty if nothing does. */
    public synchronized Optional<Cause> obstacle(long bytes) {
        try {
            if (fits(bytes) && diskHolds(bytes)) {
                return Optional.empty();
            }
            knownBytes = count();
            if (!fits(bytes) && spool.files().size() > 1) {
                return Optional.of(Cause.BACK_PRESSURE);
            }
            return diskHolds(bytes) ? Optional.empty() : Optional.of(Cause.DISK);
        } catch (IOException e) {
            return Optional.of(Cause.DISK);
        }
    }

    private boolean fits(long bytes) {
        return knownBytes + bytes <= limits.maxBytes();
    }

    /** Whatever waits is written a second time, into a microbatch. */
    private boolean diskHolds(long bytes) throws IOException {
        return files.freeBytes() >= limits.minFreeBytes() + knownBytes + 2 * bytes;
    }

    /** Whether an intake that has paused should wait on, so that it does not have to pause again at once. */
    public synchronized boolean isCrowded(long chunkBytes) {
        try {
            knownBytes = count();
            boolean full = spool.files().size() > 1 && knownBytes > limits.maxBytes() / 2;
            return full || obstacle(CHUNKS_TO_SPARE * chunkBytes).isPresent();
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * Appends a chunk.
     *
     * @throws IOException if it is not in the spool, or not wholly; it has to be appended again, and what was written of it
     *     does not count
     */
    public synchronized void append(Chunk chunk) throws IOException {
        if (chunk.sequence() != next) {
            throw new IllegalArgumentException("Chunk " + chunk.sequence() + " comes, but " + next + " is next");
        }
        try {
            if (file != null && fileBytes >= limits.fileBytes()) {
                end();
            }
            if (file == null) {
                begin();
            }
            byte[] header = SpoolRecord.header(chunk);
            file.content.write(header);
            file.content.write(chunk.lines());
            file.content.flushToSystem();
            fileBytes += header.length + chunk.lines().length;
            knownBytes += header.length + chunk.lines().length;
            next++;
        } catch (IOException e) {
            abandon(e);
            throw e;
        }
    }

    private void begin() throws IOException {
        String path = new SpoolFile(stream, next).path();
        file = new Begun(path, files.create(path));
        fileBytes = 0;
        folderChanged = true;
        requireFlushing();
    }

    /** The next chunk begins another file. */
    private void end() {
        if (file != null) {
            ended.add(file);
            file = null;
        }
    }

    /**
     * Puts what was appended on the disk, unless its file was released meanwhile.
     *
     * @throws IOException if some of it is not there. Nobody can put that there any more; the next call goes on with the rest
     */
    public void sync() throws IOException {
        synchronized (syncing) {
            Begun current;
            boolean hasNewName;
            synchronized (this) {
                due.addAll(ended);
                ended.clear();
                current = file;
                hasNewName = folderChanged;
                folderChanged = false;
            }
            if (hasNewName) {
                syncFolder();
            }
            while (!due.isEmpty()) {
                Begun oldest = due.remove();
                if (files.exists(oldest.path)) {
                    oldest.content.close();
                } else {
                    oldest.content.abandon();
                }
            }
            if (current != null) {
                sync(current);
            }
        }
    }

    private void syncFolder() throws IOException {
        try {
            files.sync(SpoolFile.folder(stream));
        } catch (IOException e) {
            synchronized (this) {
                folderChanged = true; // the next sync must not say that the names are there
            }
            throw e;
        }
    }

    private void sync(Begun current) throws IOException {
        try {
            current.content.sync();
        } catch (IOException e) {
            synchronized (this) {
                if (file != null && file.content == current.content) {
                    end();
                }
            }
            throw e;
        }
    }

    private void requireFlushing() throws IOException {
        if (!file.content.flushes()) {
            throw new IOException(
                    "Cannot keep a spool at " + files.uri("") + ": what is written there is not kept until"
                            + " the file is closed. Set ingest.spool.root to a folder of a local disk.");
        }
    }

    /** The end of the file may be cut now; the next chunk begins another one, perhaps of the same name. */
    private void abandon(IOException failure) {
        Begun cut = file;
        file = null;
        if (cut != null) {
            try {
                cut.content.abandon();
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
    }

    private long count() throws IOException {
        long bytes = 0;
        for (SpoolFile present : spool.files()) {
            try {
                bytes += files.length(present.path());
            } catch (FileNotFoundException e) {
                // released since the folder was listed
            }
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            end();
        }
        sync();
    }

    private record Begun(String path, WrittenFile content) {}
}
