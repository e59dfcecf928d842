package weir.lake.archive;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;

import weir.lake.StreamSpec;
import weir.lake.parallel.Concurrent;

/**
 * Compresses frames and finds out what an index knows of them, on several threads, and gives them back in their order. For
 * use by one thread.
 */
final class FramePacker implements AutoCloseable {

    private static final int LEVEL = 3;
    private static final int MOST_THREADS = 4;

    /** Bytes of lines that wait at most, but for a single frame: a line may be longer. */
    private static final long WAITING_BYTES = 16L << 20;

    private final StreamSpec spec;
    private final ExecutorService pool;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Queue<Worker> idle = new ConcurrentLinkedQueue<>();
    private final Queue<byte[]> free = new ConcurrentLinkedQueue<>();
    private final int frameBytes;
    private long waitingBytes;

    /** @param frameBytes how long the memory for a frame is that is used again */
    FramePacker(StreamSpec spec, int frameBytes) {
        this.spec = spec;
        this.frameBytes = frameBytes;
        this.pool = Executors.newFixedThreadPool(
                Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
    }

    /** A frame that was handed in. */
    private record Waiting(Future<PackedFrame> frame, int bytes) {}

    /** Memory for the lines of a frame, to be handed in. */
    byte[] memory() {
        byte[] used = free.poll();
        return used == null ? new byte[frameBytes] : used;
    }

    /**
     * Hands a frame in.
     *
     * @param lines begins with the lines, each ended by LF; belongs to the packer from now on
     * @param length how many bytes they are
     * @param spans whose lines they are
     */
    void add(byte[] lines, int length, List<Span> spans) {
        List<Span> ofFrame = List.copyOf(spans);
        waiting.add(new Waiting(pool.submit(() -> pack(lines, length, ofFrame)), length));
        waitingBytes += length;
    }

    private PackedFrame pack(byte[] lines, int length, List<Span> spans) {
        Worker worker = idle.poll();
        if (worker == null) {
            worker = new Worker(spec);
        }
        PackedFrame frame = worker.pack(lines, length, spans);
        idle.add(worker);
        if (lines.length == frameBytes) {
            free.add(lines);
        }
        return frame;
    }

    /** Whether the next frame must be taken before another one is handed in. */
    boolean isFull() {
        return waitingBytes >= WAITING_BYTES;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Takes the first frame that was handed in and not taken yet; waits for it. */
    PackedFrame take() throws IOException {
        Waiting next = waiting.remove();
        waitingBytes -= next.bytes();
        return Concurrent.result(next.frame());
    }

    /** Frames that were not taken are given up. */
    @Override
    public void close() {
        pool.shutdownNow();
        try {
            // those that run are soon done, and need what is closed then
            if (pool.awaitTermination(1, TimeUnit.MINUTES)) {
                idle.forEach(Worker::close);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What one thread needs; how frames are compressed is decided here. */
    static final class Worker implements AutoCloseable {

        private final FrameIndexer indexer;
        private final ZstdCompressCtx zstd = new ZstdCompressCtx();
        private byte[] target = new byte[0];

        Worker(StreamSpec spec) {
            indexer = new FrameIndexer(spec);
            zstd.setLevel(LEVEL).setChecksum(true).setContentSize(true);
        }

        PackedFrame pack(byte[] lines, int length, List<Span> spans) {
            int bound = Math.toIntExact(Zstd.compressBound(length));
            if (target.length < bound) {
                target = new byte[bound];
            }
            int bytes = zstd.compressByteArray(target, 0, target.length, lines, 0, length);
            int count = Math.toIntExact(spans.stream().mapToLong(Span::lines).sum());
            return new PackedFrame(Arrays.copyOf(target, bytes), length, count, indexer.entry(lines, length, spans));
        }

        @Override
        public void close() {
            zstd.close();
        }
    }
}
