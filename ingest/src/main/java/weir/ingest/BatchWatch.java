package weir.ingest;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.apache.spark.streaming.scheduler.BatchInfo;
import org.apache.spark.streaming.scheduler.ReceiverInfo;
import org.apache.spark.streaming.scheduler.StreamingListener;
import org.apache.spark.streaming.scheduler.StreamingListenerBatchCompleted;
import org.apache.spark.streaming.scheduler.StreamingListenerReceiverError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

import weir.ingest.feed.BatchLog;

/** Warns of batches that take longer than their interval, and ends the service on what a stream cannot go on after. */
final class BatchWatch implements StreamingListener, BatchLog {

    private static final Logger LOG = LoggerFactory.getLogger(BatchWatch.class);

    private final Duration interval;
    private final Failures failures;
    private final ConcurrentMap<Instant, Long> received = new ConcurrentHashMap<>();

    BatchWatch(Duration interval, Failures failures) {
        this.interval = interval;
        this.failures = failures;
    }

    /** Adds messages of one stream to those of a batch. */
    @Override
    public void committed(Instant batch, long messages) {
        received.merge(batch, messages, Long::sum);
    }

    @Override
    public void fatal(IOException failure) {
        failures.report(failure);
    }

    @Override
    public void onBatchCompleted(StreamingListenerBatchCompleted completed) {
        BatchInfo batch = completed.batchInfo();
        Instant time = Instant.ofEpochMilli(batch.batchTime().milliseconds());
        Long messages = received.remove(time);
        long processing = millis(batch.processingDelay());
        if (processing > interval.toMillis()) {
            LOG.warn(
                    "A batch took longer than the batch interval batch={} processingMillis={} waitedMillis={}"
                            + " intervalMillis={} messages={}. If this goes on, raise ingest.batch-interval or limit"
                            + " the rate.",
                    time,
                    processing,
                    millis(batch.schedulingDelay()),
                    interval.toMillis(),
                    messages == null ? 0 : messages);
        }
    }

    /** A receiver reports only what it cannot go on after. */
    @Override
    public void onReceiverError(StreamingListenerReceiverError error) {
        ReceiverInfo receiver = error.receiverInfo();
        failures.report(new IOException(receiver.lastErrorMessage()));
    }

    private static long millis(Option<Object> delay) {
        return delay.isDefined() ? (Long) delay.get() : 0;
    }
}
