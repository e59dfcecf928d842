package weir.ingest;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import weir.ingest.twitter.Backoff;
import weir.lake.config.IngestConfig;
import weir.lake.config.SparkConfig;
import weir.lake.config.StreamConfig;
import weir.lake.config.WeirConfig;

/**
 * What an {@link IngestService} is to do.
 *
 * @param lakeRoot the lake that is written to
 * @param spark what Spark is told, if the service makes its own Spark context
 * @param ingest batch interval and chunks
 * @param streams the streams to capture, at least one
 * @param backoff the waits between connections
 * @param environment where keys are looked up that no file holds
 * @param clock what time it is
 */
public record IngestSetup(
        String lakeRoot,
        SparkConfig spark,
        IngestConfig ingest,
        List<StreamConfig> streams,
        Backoff backoff,
        Map<String, String> environment,
        Clock clock) {

    public IngestSetup {
        streams = List.copyOf(streams);
        environment = Map.copyOf(environment);
        if (streams.isEmpty()) {
            throw new IllegalArgumentException("Cannot ingest: no stream is configured; add one under streams");
        }
    }

    /**
     * These streams of a configuration, with Twitter's back-off.
     *
     * @param names the streams; none means all of them
     * @throws weir.lake.config.ConfigException if there is no stream of a name
     */
    public static IngestSetup of(WeirConfig config, List<String> names, Map<String, String> environment) {
        List<StreamConfig> streams = names.isEmpty()
                ? List.copyOf(config.streams().values())
                : names.stream().distinct().map(config::stream).toList();
        return new IngestSetup(
                config.lake().root(),
                config.spark(),
                config.ingest(),
                streams,
                Backoff.TWITTER,
                environment,
                Clock.systemUTC());
    }

    @Override
    public String toString() {
        return "IngestSetup[" + lakeRoot + ", "
                + streams.stream().map(StreamConfig::name).toList() + "]";
    }
}
