package weir.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.function.Supplier;

import org.apache.spark.sql.SparkSession;

import weir.bench.data.TweetLakes;
import weir.bench.measure.Contender;
import weir.compaction.Outcome;
import weir.lake.Tables;
import weir.lake.parallel.Concurrent;

/**
 * Weir's compaction of a backlog until the table has its rows: as long as somebody who asks the table waits for them. What the
 * compaction does then, archive, coverage and removal, is waited for and not timed. For a backlog of one plan.
 */
public final class CompactionToTable implements Contender {

    /** The first commit creates the table, the second one is that of the plan. */
    private static final String COMMIT = "/00000000000000000001.json";

    private static final long LOOK_MILLIS = 2;

    private final String name;
    private final TweetLakes data;
    private final Path lake;
    private final Supplier<SparkSession> session;
    private Path copy;
    private Future<Outcome> compaction;

    /** @param lake whose raw zone waits; it is left as it is */
    public CompactionToTable(String name, TweetLakes data, Path lake, Supplier<SparkSession> session) {
        this.name = name;
        this.data = data;
        this.lake = lake;
        this.session = session;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void prepare() throws IOException {
        copy = data.freshCopy(lake, "compaction");
        Objects.requireNonNull(session.get(), "a session, so that its start is not timed");
    }

    @Override
    public void run() throws Exception {
        Path commit = copy.resolve(Tables.logOf(Tables.ofStream(TweetLakes.STREAM)) + COMMIT);
        compaction = Concurrent.begin(() -> Compaction.compact(data.configuration(copy), session));
        while (!Files.exists(commit) && !compaction.isDone()) {
            Thread.sleep(LOOK_MILLIS);
        }
    }

    @Override
    public void finish() throws IOException {
        int plans = Concurrent.result(compaction).results().size();
        if (plans != 1) {
            throw new IOException("The backlog took " + plans
                    + " plans; what is timed here is the commit of the only one." + " Take data of less than 1 GiB.");
        }
    }

    @Override
    public String answer() {
        return TableAnswer.ofDelta(session.get(), copy.resolve(Tables.ofStream(TweetLakes.STREAM)));
    }
}
