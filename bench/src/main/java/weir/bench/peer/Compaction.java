package weir.bench.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

import org.apache.spark.sql.SparkSession;

import weir.bench.data.TweetLakes;
import weir.bench.measure.Contender;
import weir.compaction.CompactionService;
import weir.compaction.Outcome;
import weir.lake.Tables;
import weir.lake.config.WeirConfig;

/** Weir's compaction of a backlog, as {@code bin/compaction --once} does it, each time on a fresh copy of the lake. */
public final class Compaction implements Contender {

    private final String name;
    private final TweetLakes data;
    private final Path lake;
    private final Supplier<SparkSession> session;
    private Path copy;

    /**
     * @param lake whose raw zone waits; it is left as it is
     */
    public Compaction(String name, TweetLakes data, Path lake, Supplier<SparkSession> session) {
        this.name = name;
        this.data = data;
        this.lake = lake;
        this.session = session;
    }

    /**
     * Does what is due in a lake.
     *
     * @throws IOException if something is wrong with it
     */
    public static Outcome compact(WeirConfig config, Supplier<SparkSession> session) throws IOException {
        try (CompactionService service = CompactionService.open(config, List.of(TweetLakes.STREAM), session)) {
            Outcome outcome = service.compact();
            if (!outcome.problems().isEmpty()) {
                throw new IOException("Cannot compact: " + outcome.problems());
            }
            return outcome;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void prepare() throws IOException {
        copy = data.freshCopy(lake, "compaction");
    }

    @Override
    public void run() throws IOException {
        compact(data.configuration(copy), session);
    }

    @Override
    public String answer() {
        return TableAnswer.ofDelta(session.get(), copy.resolve(Tables.ofStream(TweetLakes.STREAM)));
    }
}
