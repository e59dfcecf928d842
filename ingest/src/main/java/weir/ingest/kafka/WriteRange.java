package weir.ingest.kafka;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;

import org.apache.spark.api.java.function.Function;
import org.apache.spark.streaming.kafka010.OffsetRange;

import weir.ingest.feed.PartPlace;
import weir.lake.config.KafkaLine;
import weir.lake.raw.PartWriter;
import weir.lake.raw.WrittenPart;

/**
 * Writes the messages of one range as one part, in an executor. Run again, it writes the same file again. Memory: what a
 * consumer fetches at once.
 *
 * @param place where the part is written
 * @param settings how to reach the cluster
 * @param line what of a message becomes a line
 * @param patience after which time without a message a range cannot be read
 */
record WriteRange(PartPlace place, ClientSettings settings, KafkaLine line, Duration patience)
        implements Function<WriteRange.Task, WriteRange.Result> {

    @Override
    public Result call(Task task) throws IOException {
        MessageLine lines = MessageLine.of(line);
        long[] withoutValue = {0};
        try (PartWriter part = place.part(task.number())) {
            new RangeReader(settings, patience).read(task.range(), message -> {
                byte[] bytes = lines.line(message);
                part.take(bytes, 0, bytes.length);
                withoutValue[0] += message.value() == null ? 1 : 0;
            });
            return new Result(part.finish(), lines.lineFeeds(), withoutValue[0]);
        }
    }

    /**
     * What is to be written.
     *
     * @param number of the part
     */
    record Task(int number, OffsetRange range) implements Serializable {}

    /**
     * What was written.
     *
     * @param lineFeeds how many line feeds inside of values are spaces now
     * @param withoutValue how many messages had no value
     */
    record Result(WrittenPart part, long lineFeeds, long withoutValue) implements Serializable {}
}
