package weir.ingest.receive;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.streaming.StreamingContext;
import org.apache.spark.streaming.Time;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weir.ingest.feed.FailedBatch;
import weir.ingest.feed.Feed;
import weir.ingest.feed.PartPlace;
import weir.ingest.feed.StreamTarget;
import weir.ingest.feed.Written;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.intake.AliveMark;
import weir.lake.intake.Spool;
import weir.lake.intake.SpoolReader;
import weir.lake.raw.Chunk;
import weir.lake.raw.Manifest;

/**
 * The chunks of a receiver as microbatches. A batch is written from what Spark holds; whatever Spark does not hold, be it
 * that an earlier process has read it or that a batch failed, comes from the spool. Chunks are committed in their order
 * and without a hole, so that the last one of the newest manifest says which are missing.
 */
@SuppressWarnings("deprecation") // Spark advises against DStreams since 3.4; Bahir needs them
public final class ChunkFeed implements Feed {

    private static final Logger LOG = LoggerFactory.getLogger(ChunkFeed.class);

    /** How many bytes of lines a microbatch from the spool has, about. */
    private static final long SLICE_BYTES = 64L << 20;

    private final StreamTarget target;
    private final LakeFiles spoolFiles;
    private final Spool spool;
    private final Source source;
    private Reached reached = Reached.NOTHING;
    /** An earlier process has had chunks up to this one: what is not committed of them is not there any more. */
    private long used = -1;

    private boolean behind;
    private boolean stopped;

    /**
     * @param spoolFiles where the spool lies
     * @param source connects the receiver
     */
    public ChunkFeed(StreamTarget target, LakeFiles spoolFiles, Source source) {
        this.target = target;
        this.spoolFiles = spoolFiles;
        this.spool = new Spool(spoolFiles, target.stream().name());
        this.source = source;
    }

    @Override
    public synchronized void recover() throws IOException {
        Reached before = target.manifests()
                .newest(manifest -> Reached.by(manifest).isPresent())
                .flatMap(Reached::by)
                .orElse(Reached.NOTHING);
        reached = before;
        commitSpooled(target.now(), () -> true);
        if (reached.chunk() > before.chunk()) {
            LOG.info(
                    "Committed what an earlier process had received stream={} chunks={}",
                    target.stream().name(),
                    reached.chunk() - before.chunk());
        }
        compareWithMark();
    }

    /** The alive mark says which chunks there were. Those that are not there now are not forgotten: their numbers stay free. */
    private void compareWithMark() throws IOException {
        String stream = target.stream().name();
        Optional<AliveMark> mark;
        try {
            mark = AliveMark.read(spoolFiles, stream);
        } catch (CorruptLakeException e) {
            LOG.warn(
                    "{}. It is removed: what came since the last message in the lake counts as missing stream={}",
                    e.getMessage(),
                    stream);
            AliveMark.remove(spoolFiles, stream);
            return;
        }
        used = mark.map(AliveMark::chunk).orElse(-1L);
        if (used > reached.chunk()) {
            LOG.error(
                    "Chunks {} to {} had been received, and are in no microbatch and not in the spool at {}: what they held"
                            + " is lost, and is recorded as a gap stream={}",
                    reached.next(),
                    used,
                    spoolFiles.uri(""),
                    stream);
            if (reached.heard() == null) {
                reached = new Reached(reached.chunk(), mark.get().connection().from());
            }
        }
    }

    @Override
    public void attach(StreamingContext context) {
        source.connect(context, firstSequence()).foreachRDD(this::write);
    }

    @Override
    public synchronized void drain(Duration limit) throws IOException {
        stopped = true;
        settle();
        long deadline = System.nanoTime() + limit.toNanos();
        if (!commitSpooled(target.now(), () -> System.nanoTime() < deadline)) {
            LOG.info(
                    "The lake was slower than the source, and the spool keeps the rest for the next start stream={}",
                    target.stream().name());
        }
    }

    /** Writes and commits a batch. Throws nothing: a failure is told, and the next batch makes good for it. */
    private synchronized void write(JavaRDD<Chunk> chunks, Time batchTime) {
        if (stopped || (chunks.getNumPartitions() == 0 && !behind)) {
            return;
        }
        Instant time = Instant.ofEpochMilli(batchTime.milliseconds());
        try {
            if (behind) {
                settle();
                behind = !commitSpooled(time, () -> !Thread.currentThread().isInterrupted());
            } else {
                chunks.context()
                        .setJobDescription("write the batch of " + time + " of "
                                + target.stream().name());
                commit(time, place -> chunks.coalesce(1)
                        .mapPartitions(new WriteChunks(place, reached, firstSequence()))
                        .collect()
                        .get(0));
                releaseBeside();
            }
        } catch (Exception e) { // Spark throws checked exceptions without declaring them
            behind = true;
            FailedBatch.report(target, time, e);
        }
    }

    /** The next batch does not wait: to remove files takes the system as long as to write some. */
    private void releaseBeside() {
        long last = reached.chunk();
        var unused = CompletableFuture.runAsync(() -> {
            try {
                spool.release(last);
            } catch (IOException e) {
                LOG.warn(
                        "Cannot remove what is in microbatches from the spool; the next batch tries again stream={} reason={}",
                        target.stream().name(),
                        e.getMessage());
            }
        });
    }

    private long firstSequence() {
        return Math.max(reached.next(), used + 1);
    }

    private void settle() throws IOException {
        target.settle().ifPresent(this::committed);
    }

    private void commit(Instant time, StreamTarget.Content content) throws IOException {
        target.commit(time, content).ifPresent(this::committed);
    }

    private void committed(Manifest manifest) {
        reached = Reached.by(manifest).orElseThrow();
    }

    /** Commits what is in the spool, as long as it may go on. @return whether that is all */
    private boolean commitSpooled(Instant time, BooleanSupplier goesOn) throws IOException {
        SpoolReader reader = spool.read(reached.next());
        Optional<Chunk> first = reader.next();
        while (first.isPresent() && goesOn.getAsBoolean()) {
            Chunk begin = first.get();
            commit(time, place -> slice(place, begin, reader, goesOn));
            first = reader.next();
        }
        spool.release(reached.chunk());
        return first.isEmpty();
    }

    private Written slice(PartPlace place, Chunk begin, SpoolReader reader, BooleanSupplier goesOn) throws IOException {
        try (ChunkPart part = new ChunkPart(place, reached)) {
            long bytes = 0;
            Optional<Chunk> next = Optional.of(begin);
            while (next.isPresent()) {
                part.take(next.get());
                bytes += next.get().lines().length;
                next = bytes < SLICE_BYTES && goesOn.getAsBoolean() ? reader.next() : Optional.empty();
            }
            return part.finish();
        }
    }

    /** Connects a receiver. */
    @FunctionalInterface
    public interface Source {

        /**
         * Adds a receiver to a context that has not started. Chunks of one batch come in any order.
         *
         * @param firstSequence the sequence of its first chunk, unless its spool goes on at a higher one
         */
        JavaDStream<Chunk> connect(StreamingContext context, long firstSequence);
    }
}
