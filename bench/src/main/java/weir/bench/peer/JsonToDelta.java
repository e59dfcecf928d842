package weir.bench.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;

import org.apache.spark.sql.SparkSession;

import weir.bench.data.TweetLakes;
import weir.bench.measure.Contender;

/** Spark's JSON reader with a schema, and what it gives written to a new Delta table. */
public final class JsonToDelta implements Contender {

    private final TweetLakes data;
    private final Path lake;
    private final Supplier<SparkSession> session;
    private Path table;

    /**
     * @param lake whose raw zone is read
     */
    public JsonToDelta(TweetLakes data, Path lake, Supplier<SparkSession> session) {
        this.data = data;
        this.lake = lake;
        this.session = session;
    }

    @Override
    public String name() {
        return "Spark read.schema.json → Delta";
    }

    @Override
    public void prepare() throws IOException {
        table = data.emptyPlace("json-to-delta");
    }

    @Override
    public void run() {
        TweetJson.read(session.get(), lake, TweetLakes.STREAM)
                .write()
                .format("delta")
                .save(table.toString());
    }

    @Override
    public String answer() {
        return TableAnswer.ofDelta(session.get(), table);
    }
}
