package weir.lake.config;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import weir.lake.filter.Filter;

/**
 * A report: a filter and SQL over a stream, kept in a table of its own.
 *
 * @param name also the table's folder
 * @param stream the name of a configured stream
 * @param filter which lines count, over the stream's schema
 * @param sql reads the kept records as the view {@code kept}, and those of each joined stream as a view of its name; a row
 *     may only depend on records of its own interval
 * @param time the column of the result that holds the start of a row's interval
 * @param grain the length of that interval; divides a day or is whole days, counted from the epoch in UTC
 * @param key the columns of the result that identify a row within its interval; empty for all that hold no number
 * @param join the names of other configured streams that the SQL reads
 */
public record ReportConfig(
        String name,
        String stream,
        String filter,
        String sql,
        String time,
        Duration grain,
        List<String> key,
        List<String> join) {
    private static final Duration DAY = Duration.ofDays(1);

    public ReportConfig {
        Format.checkedName(name);
        Format.checkedText(stream);
        Format.checkedText(filter);
        Format.checkedText(sql);
        Format.checkedText(time);
        checkedGrain(grain);
        key = List.copyOf(key);
        join = List.copyOf(join);
    }

    /** A report over one stream whose rows are identified by what is no number. */
    public ReportConfig(String name, String stream, String filter, String sql, String time, Duration grain) {
        this(name, stream, filter, sql, time, grain, List.of(), List.of());
    }

    /**
     * Reads a report.
     *
     * @param known the names of all streams that are written down
     * @param streams those of them that could be read
     */
    static Optional<ReportConfig> read(
            String name, Section section, Set<String> known, Map<String, StreamConfig> streams) {
        section.check(() -> Format.checkedName(name));
        String stream = section.required("stream", Format.TEXT, value -> checkedStream(value, known));
        StreamConfig over = stream == null ? null : streams.get(stream);
        String filter = section.optional(
                "filter",
                Format.TEXT,
                over == null ? "true" : over.spec().filter(),
                value -> over == null ? value : checkedFilter(value, over));
        String sql = section.required("sql", Format.TEXT, Format::checkedText);
        String time = section.required("time", Format.TEXT, Format::checkedText);
        Duration grain = section.required("grain", Format.DURATION, ReportConfig::checkedGrain);
        List<String> key = section.optional("key", Format.TEXTS, List.of(), ReportConfig::checkedKey);
        List<String> join =
                section.optional("join", Format.TEXTS, List.of(), value -> checkedJoin(value, stream, known));
        return section.make(() -> new ReportConfig(name, stream, filter, sql, time, grain, key, join));
    }

    private static List<String> checkedKey(List<String> key) {
        key.forEach(Format::checkedText);
        return checkedDistinct(key);
    }

    private static List<String> checkedJoin(List<String> join, String stream, Set<String> known) {
        join.forEach(name -> checkedStream(name, known));
        if (join.contains(stream)) {
            throw new IllegalArgumentException(
                    "names the report's own stream \"%s\", which the SQL reads as kept".formatted(stream));
        }
        if (join.contains("kept")) {
            throw new IllegalArgumentException(
                    "cannot name the stream \"kept\": that is how the SQL reads the report's own stream");
        }
        return checkedDistinct(join);
    }

    private static List<String> checkedDistinct(List<String> names) {
        if (new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("names something twice: " + names);
        }
        return names;
    }

    private static String checkedStream(String stream, Set<String> known) {
        if (!known.contains(stream)) {
            throw new IllegalArgumentException("no stream is called \"%s\"%s"
                    .formatted(stream, Suggestions.hint(stream, known, "configured streams")));
        }
        return stream;
    }

    private static String checkedFilter(String filter, StreamConfig stream) {
        Filter.of(filter, stream.spec().schema());
        return filter;
    }

    private static Duration checkedGrain(Duration grain) {
        Format.checkedPositive(grain);
        boolean dividesDay = grain.compareTo(DAY) <= 0 && DAY.toNanos() % grain.toNanos() == 0;
        boolean wholeDays = Duration.ofDays(grain.toDays()).equals(grain);
        if (!dividesDay && !wholeDays) {
            throw new IllegalArgumentException("must divide a day (1m, 15m, 1h, 6h …) or be whole days, but is %s"
                    .formatted(Format.DURATION.print(grain)));
        }
        return grain;
    }
}
