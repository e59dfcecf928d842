package weir.ingest.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.streaming.StreamingContext;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.dstream.ConstantInputDStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

import weir.ingest.feed.FailedBatch;
import weir.ingest.feed.Feed;
import weir.ingest.feed.HadoopSettings;
import weir.ingest.feed.PartPlace;
import weir.ingest.feed.StreamTarget;
import weir.ingest.feed.Written;
import weir.lake.config.FilesSourceConfig;
import weir.lake.files.OwnFolders;
import weir.lake.raw.Manifest;
import weir.lake.raw.Position;
import weir.lake.raw.Position.TakenFile;
import weir.lake.raw.WrittenPart;

/**
 * Files of lines as microbatches. At each batch the folder is looked into, and files that are settled and that no manifest
 * names are taken, each as a part of its own, all of it or nothing.
 *
 * <ul>
 *   <li>A file is known by name, size and SHA-256. One that is restored, touched or copied in late is taken once.
 *   <li>The same bytes under another name are a copy, and are not taken again.
 *   <li>Other bytes under a known name are a new file, taken as a whole, with a warning: records that both have are
 *       duplicates by key, which compaction drops.
 *   <li>A file of which any byte cannot be read, or whose bytes are damaged, is not taken, and keeps no other from being
 *       taken. It is told once and read again, after 10 s and then ever more seldom, up to once an hour: rights are
 *       given and disks come back without a change that a listing shows. One that shows a change is read at once.
 *   <li>A file that holds more than allowed is told once, and read again when it has changed.
 *   <li>An error of the lake is none of the files: the batch fails, and the next one finds the files again.
 * </ul>
 *
 * Nothing is ever changed or removed in the folder.
 */
@SuppressWarnings("deprecation") // Spark advises against DStreams since 3.4; the other sources need them
public final class FilesFeed implements Feed {

    private static final Logger LOG = LoggerFactory.getLogger(FilesFeed.class);

    private final StreamTarget target;
    private final FilesSourceConfig source;
    private final HadoopSettings hadoop;
    private final Folder folder;
    private final Settling settling;
    private final Ledger ledger = new Ledger();
    private final Retries retries = new Retries();
    /** What the last look has told. */
    private Set<String> told = Set.of();
    /** Files that need not be looked at again while a listing shows them like this. */
    private Set<SeenFile> done = new HashSet<>();

    private boolean stopped;

    /**
     * @param hadoop settings of the source's file system
     * @param own what is never taken as input
     */
    public FilesFeed(StreamTarget target, FilesSourceConfig source, HadoopSettings hadoop, OwnFolders own) {
        this.target = target;
        this.source = source;
        this.hadoop = hadoop;
        this.folder = new Folder(source, hadoop.value(), own);
        this.settling = new Settling(source.settle());
    }

    @Override
    public synchronized void recover() throws IOException {
        target.manifests().all().forEach(this::enter);
    }

    @Override
    public void attach(StreamingContext context) {
        ClassTag<Object> any = ClassTag$.MODULE$.apply(Object.class);
        RDD<Object> nothing = JavaSparkContext.fromSparkContext(context.sparkContext())
                .<Object>emptyRDD()
                .rdd();
        JavaDStream.fromDStream(new ConstantInputDStream<>(context, nothing, any), any)
                .foreachRDD((rdd, time) -> write(
                        JavaSparkContext.fromSparkContext(rdd.context()), Instant.ofEpochMilli(time.milliseconds())));
    }

    @Override
    public synchronized void drain(Duration limit) throws IOException {
        stopped = true;
        target.settle().ifPresent(this::enter);
    }

    /** Takes what is there to be taken. Throws nothing: a failure is told, and the next batch finds the files again. */
    synchronized void write(JavaSparkContext spark, Instant time) {
        if (stopped) {
            return;
        }
        try {
            target.settle().ifPresent(this::enter);
            List<SeenFile> present = listed();
            List<SeenFile> chosen = bounded(settling.settled(present, target.now()));
            if (!chosen.isEmpty()) {
                spark.setJobDescription(
                        "take files at " + time + " for " + target.stream().name());
                List<SeenFile> unknown = unknown(spark, chosen);
                if (!unknown.isEmpty()) {
                    List<SeenFile> taken = new ArrayList<>();
                    target.commit(time, place -> written(read(spark, unknown, place), taken))
                            .ifPresent(this::enter);
                    done.addAll(taken); // now that they are committed
                }
            }
        } catch (Exception e) { // Spark throws checked exceptions without declaring them
            FailedBatch.report(target, time, e);
        }
    }

    private List<SeenFile> listed() {
        Listing listing = list();
        listing.told().stream()
                .filter(sentence -> !told.contains(sentence))
                .sorted()
                .forEach(sentence ->
                        LOG.warn("{} stream={}", sentence, target.stream().name()));
        told = listing.told();
        if (listing.whole()) { // otherwise what is hidden for a while would be read again
            Set<SeenFile> present = new HashSet<>(listing.files());
            done.retainAll(present);
            retries.retain(present);
        }
        return listing.files();
    }

    private Listing list() {
        try {
            return folder.list();
        } catch (FileNotFoundException e) {
            return unlisted("There is no folder " + source.path() + ": it is looked for again at each batch");
        } catch (IOException | RuntimeException e) {
            return unlisted("Cannot look into " + source.path() + ": " + FailedBatch.reason(FailedBatch.root(e))
                    + ". It is looked into again at each batch");
        }
    }

    private static Listing unlisted(String why) {
        return new Listing(List.of(), Set.of(why), false);
    }

    /** As many as one batch may take, and at least one. */
    private List<SeenFile> bounded(List<SeenFile> settled) {
        List<SeenFile> chosen = new ArrayList<>();
        long bytes = 0;
        for (SeenFile file : settled) {
            boolean full = chosen.size() == source.batchFiles() || bytes + file.bytes() > source.batchBytes();
            if (!done.contains(file) && retries.isDue(file, target.now())) {
                if (full && !chosen.isEmpty()) {
                    break;
                }
                chosen.add(file);
                bytes += file.bytes();
            }
        }
        return chosen;
    }

    /** Leaves out the files whose bytes are known. Only those whose size is known have to be read for that. */
    private List<SeenFile> unknown(JavaSparkContext spark, List<SeenFile> chosen) {
        Map<Long, Integer> sizes = new HashMap<>();
        chosen.forEach(file -> sizes.merge(file.bytes(), 1, Integer::sum));
        List<SeenFile> doubtful = chosen.stream()
                .filter(file -> ledger.mayKnow(file.bytes()) || sizes.get(file.bytes()) > 1)
                .toList();
        Set<SeenFile> out = new HashSet<>();
        Map<String, SeenFile> contents = new HashMap<>();
        for (FileOutcome outcome : read(spark, doubtful, null)) {
            TakenFile file = outcome.taken();
            if (file == null) {
                refuse(outcome);
                out.add(outcome.seen());
            } else if (ledger.holds(file)) {
                done.add(outcome.seen());
                out.add(outcome.seen());
            } else if (contents.putIfAbsent(file.sha256(), outcome.seen()) != null) {
                out.add(outcome.seen()); // a copy of one that is taken now: the next batch finds it in the ledger
            }
        }
        return chosen.stream().filter(file -> !out.contains(file)).toList();
    }

    private Written written(List<FileOutcome> outcomes, List<SeenFile> files) {
        List<WrittenPart> parts = new ArrayList<>();
        List<TakenFile> taken = new ArrayList<>();
        for (FileOutcome outcome : outcomes) {
            if (outcome.taken() == null) {
                refuse(outcome);
                continue;
            }
            if (ledger.hasOther(outcome.taken())) {
                LOG.warn(
                        "The file {} was taken before with other bytes, and is taken once more as a whole stream={}",
                        outcome.seen().uri(),
                        target.stream().name());
            }
            files.add(outcome.seen());
            taken.add(outcome.taken());
            parts.add(outcome.part());
        }
        return Written.of(parts, new Position.Files(taken), List.of());
    }

    private List<FileOutcome> read(JavaSparkContext spark, List<SeenFile> files, PartPlace place) {
        if (files.isEmpty()) {
            return List.of();
        }
        List<Tuple2<Integer, SeenFile>> numbered = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            numbered.add(new Tuple2<>(i, files.get(i)));
        }
        int tasks = Math.min(files.size(), Math.max(1, spark.defaultParallelism()) * 2);
        return spark.parallelize(numbered, tasks)
                .map(new ReadFile(ReadLimits.of(source), hadoop, place))
                .collect();
    }

    private void refuse(FileOutcome outcome) {
        Refusal refusal = outcome.refusal();
        boolean news = true;
        if (refusal.mayPass()) {
            news = retries.putOff(outcome.seen(), refusal.reason(), target.now());
        } else {
            done.add(outcome.seen());
        }
        if (news) {
            LOG.warn(
                    "Cannot take the file {}: {}. Nothing of it is taken; it is read again {} stream={}",
                    outcome.seen().uri(),
                    refusal.reason(),
                    refusal.mayPass()
                            ? "after 10 s, then ever more seldom, and when it changes"
                            : "when it has changed",
                    target.stream().name());
        }
    }

    private void enter(Manifest manifest) {
        manifest.position()
                .filter(Position.Files.class::isInstance)
                .ifPresent(position -> ((Position.Files) position).files().forEach(ledger::add));
    }
}
