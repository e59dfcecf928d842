package weir.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.StreamNode;
import weir.lake.StreamSpec;
import weir.lake.config.ConfigException;
import weir.lake.config.ReportConfig;
import weir.lake.config.WeirConfig;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.Document;
import weir.lake.files.Sha256;
import weir.lake.filter.Filter;
import weir.lake.history.TimeRange;

/**
 * How the rows of a report are computed. Equal definitions give equal rows for the same lines, whatever the configuration says
 * by then: schemas and filters are part of it.
 *
 * @param kept the stream that the SQL reads as {@code kept}, with the report's filter
 * @param joined the streams that it reads by their names, with their own filters
 * @param sql gives the rows
 * @param time the column of the result that holds the start of a row's window
 * @param grain how long a window is
 * @param key the columns of the result that identify a row in its window; empty for all that hold no number
 */
public record ReportDefinition(
        StreamSpec kept, List<StreamSpec> joined, String sql, String time, Duration grain, List<String> key) {

    public ReportDefinition {
        joined = List.copyOf(joined);
        key = List.copyOf(key);
    }

    /** The definition that a configuration gives a report. */
    public static ReportDefinition of(WeirConfig config, ReportConfig report) {
        return new ReportDefinition(
                config.stream(report.stream()).spec().withFilter(report.filter()),
                report.join().stream().map(name -> config.stream(name).spec()).toList(),
                report.sql(),
                report.time(),
                report.grain(),
                report.key());
    }

    /** The same with another filter. */
    public ReportDefinition withFilter(String filter) {
        return new ReportDefinition(kept.withFilter(filter), joined, sql, time, grain, key);
    }

    /** The streams it reads. */
    public List<StreamSpec> streams() {
        return Stream.concat(Stream.of(kept), joined.stream()).toList();
    }

    /** The identity of filters and schemas: 16 hex digits. Of one stream it is the hash that its manifests and commits have. */
    public String filterHash() {
        String hash = hash(kept);
        return joined.isEmpty()
                ? hash
                : Sha256.identity(hash
                        + joined.stream()
                                .map(spec -> "\n" + spec.name() + " " + hash(spec))
                                .collect(Collectors.joining()));
    }

    private static String hash(StreamSpec spec) {
        return Filter.of(spec.filter(), spec.schema()).hash();
    }

    /** The identity of the SQL and of what is said of its result: 16 hex digits. */
    public String sqlHash() {
        return Sha256.identity(String.join("\n", sql, time, grain.toString(), String.join(",", key)));
    }

    /** Whether it gives the same rows as another one. */
    boolean isSameAs(ReportDefinition other) {
        return filterHash().equals(other.filterHash())
                && sqlHash().equals(other.sqlHash())
                && streams().stream()
                        .map(spec -> spec.key() + spec.eventTime())
                        .toList()
                        .equals(other.streams().stream()
                                .map(spec -> spec.key() + spec.eventTime())
                                .toList());
    }

    /** Refuses a range that has a part of a window. */
    void requireOnGrain(String report, TimeRange range) {
        for (Instant end : List.of(range.from(), range.to())) {
            if (end.equals(TimeRange.ALL.from()) || end.equals(TimeRange.ALL.to())) {
                continue;
            }
            Duration since = Duration.between(Instant.EPOCH, end);
            Duration beyond = since.minus(grain.multipliedBy(Math.floorDiv(since.toSeconds(), grain.toSeconds())));
            if (!beyond.isZero()) {
                Instant before = end.minus(beyond);
                throw new ConfigException("Cannot rebuild " + report + " for a part of an interval: " + end
                        + " is not on its grain of " + grain + "; take " + before + " or " + before.plus(grain));
            }
        }
    }

    /** Writes it down. */
    void writeTo(ObjectNode node) {
        ArrayNode streams = node.putArray("streams");
        for (StreamSpec spec : streams()) {
            StreamNode.put(streams.addObject(), spec);
        }
        node.put("sql", sql).put("time", time).put("grain", grain.toString());
        key.forEach(node.putArray("key")::add);
    }

    /** Reads what {@link #writeTo} wrote. */
    static ReportDefinition read(Document node) throws CorruptLakeException {
        List<StreamSpec> streams = new ArrayList<>();
        for (Document stream : node.objects("streams")) {
            streams.add(StreamNode.read(stream));
        }
        if (streams.isEmpty()) {
            throw node.problem("streams", "is empty");
        }
        return new ReportDefinition(
                streams.get(0),
                streams.subList(1, streams.size()),
                node.text("sql"),
                node.text("time"),
                Duration.parse(node.text("grain")),
                node.texts("key"));
    }
}
