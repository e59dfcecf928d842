package weir.replay;

import java.time.Clock;

import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import scala.collection.JavaConverters;

import weir.lake.command.Progress;
import weir.lake.source.LineMetric;

/** Shows how many captured lines the jobs of Spark have passed, task by task. */
final class CapturedLines extends SparkListener implements AutoCloseable {

    private static final String METRIC = new LineMetric.Captured().description();

    private final SparkContext context;
    private final Progress progress;

    private CapturedLines(SparkContext context, Progress progress) {
        this.context = context;
        this.progress = progress;
    }

    /**
     * Begins to show them.
     *
     * @param total how many lines there are
     * @param before how many of them earlier jobs have passed, which were killed
     */
    static CapturedLines show(SparkContext context, String task, long total, long before) {
        CapturedLines lines =
                new CapturedLines(context, Progress.goOn(task, "captured lines", total, before, Clock.systemUTC()));
        context.addSparkListener(lines);
        return lines;
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        for (AccumulableInfo metric :
                JavaConverters.asJavaIterable(end.taskInfo().accumulables())) {
            if (metric.name().contains(METRIC) && metric.update().isDefined()) {
                progress.advance(Long.parseLong(String.valueOf(metric.update().get())));
            }
        }
    }

    @Override
    public void close() {
        context.removeSparkListener(this);
        progress.close();
    }
}
