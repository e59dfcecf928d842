package weir.bench.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;

import weir.bench.data.TweetLakes;
import weir.bench.measure.Contender;

/** Spark Structured Streaming: all files that are there, into a new Delta table, with a new checkpoint. */
public final class StreamingToDelta implements Contender {

    private final TweetLakes data;
    private final Path lake;
    private final Supplier<SparkSession> session;
    private Path place;

    /**
     * @param lake whose raw zone is read
     */
    public StreamingToDelta(TweetLakes data, Path lake, Supplier<SparkSession> session) {
        this.data = data;
        this.lake = lake;
        this.session = session;
    }

    @Override
    public String name() {
        return "Spark readStream.schema.json → Delta, available-now";
    }

    @Override
    public void prepare() throws IOException {
        place = data.emptyPlace("streaming-to-delta");
    }

    @Override
    public void run() throws TimeoutException, StreamingQueryException {
        StreamingQuery query = session.get()
                .readStream()
                .schema(TweetJson.SCHEMA)
                .option("recursiveFileLookup", "true")
                .json(TweetJson.rawZone(lake, TweetLakes.STREAM).toString())
                .selectExpr(TweetJson.COLUMNS)
                .writeStream()
                .format("delta")
                .option("checkpointLocation", place.resolve("checkpoint").toString())
                .trigger(Trigger.AvailableNow())
                .start(table().toString());
        query.awaitTermination();
    }

    private Path table() {
        return place.resolve("table");
    }

    @Override
    public String answer() {
        return TableAnswer.ofDelta(session.get(), table());
    }
}
