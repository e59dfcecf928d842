package weir.console.kills;

import org.apache.spark.SparkConf;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.apache.spark.streaming.scheduler.StreamingListener;
import org.apache.spark.streaming.scheduler.StreamingListenerBatchCompleted;

/**
 * The pipeline that Spark's guide makes of its own parts: a receiver with the write-ahead log, a checkpoint that a
 * restart goes on from, and {@code saveAsTextFiles}. Runs until SIGTERM, then ends gracefully.
 */
@SuppressWarnings("deprecation") // Spark advises against DStreams since 3.4
public final class SparkPipeline {

    static final String WRITTEN = "Written: ";

    private SparkPipeline() {}

    /** Takes the URL of a stream of lines, a folder and the batch interval in milliseconds. */
    public static void main(String[] arguments) throws InterruptedException {
        String url = arguments[0];
        String folder = arguments[1];
        long batchMillis = Long.parseLong(arguments[2]);
        String checkpoint = folder + "/checkpoint";
        JavaStreamingContext context =
                JavaStreamingContext.getOrCreate(checkpoint, () -> create(url, folder, batchMillis, checkpoint));
        context.ssc().addStreamingListener(new Batches());
        context.start();
        context.awaitTermination();
    }

    private static JavaStreamingContext create(String url, String folder, long batchMillis, String checkpoint) {
        SparkConf conf = new SparkConf()
                .setMaster("local[2]")
                .setAppName("spark's own parts")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.streaming.receiver.writeAheadLog.enable", "true")
                .set("spark.streaming.stopGracefullyOnShutdown", "true");
        JavaStreamingContext context = new JavaStreamingContext(conf, Durations.milliseconds(batchMillis));
        context.checkpoint(checkpoint);
        context.receiverStream(new LineReceiver(url)).dstream().saveAsTextFiles(folder + "/text/tweets", "json");
        return context;
    }

    /** Tells standard output of each batch that is written. */
    private static final class Batches implements StreamingListener {

        @Override
        public void onBatchCompleted(StreamingListenerBatchCompleted completed) {
            if (completed.batchInfo().numRecords() > 0) {
                System.out.println(WRITTEN + completed.batchInfo().numRecords());
            }
        }
    }
}
