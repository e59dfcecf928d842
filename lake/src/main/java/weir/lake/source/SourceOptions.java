package weir.lake.source;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

import weir.lake.StreamSpec;
import weir.lake.history.PlanRange;
import weir.lake.history.TimeRange;
import weir.lake.raw.Microbatch;
import weir.lake.schema.ColumnPath;
import weir.lake.schema.Schema;

/**
 * What {@code format("weir")} is asked for; the only class that knows the names of its options.
 *
 * @param lake the root of the lake
 * @param spec the stream
 * @param range which lines, by event time, or by their microbatch's time if they have none
 * @param microbatches only lines of these, if given
 * @param lastPlan only lines that a plan up to this number has archived, if given
 * @param again whether lines that came back from quarantine are rows also where they came back
 * @param rows which lines become rows
 * @param deleted whether records that were taken back are rows all the same, as they were captured
 * @param takenBackBy lines may be left out that no message of these plans takes back, if given
 * @param taskBytes how many bytes of lines one task reads, about
 */
public record SourceOptions(
        String lake,
        StreamSpec spec,
        TimeRange range,
        Optional<Set<Microbatch>> microbatches,
        OptionalLong lastPlan,
        boolean again,
        Rows rows,
        boolean deleted,
        Optional<PlanRange> takenBackBy,
        long taskBytes) {

    /** A smaller task costs more than it gains. */
    private static final long TASK_BYTES = 64L << 20;

    /** The name to give to {@code spark.read().format(..)}. */
    public static final String FORMAT = "weir";

    /** Which lines become rows. */
    public enum Rows {
        /** Every line; columns of what is no record are null. */
        EVERY_LINE,
        /** Only the records that the filter keeps. */
        KEPT
    }

    /** All lines of a stream's history. */
    public static SourceOptions of(String lake, StreamSpec spec) {
        return new SourceOptions(
                lake,
                spec,
                TimeRange.ALL,
                Optional.empty(),
                OptionalLong.empty(),
                false,
                Rows.EVERY_LINE,
                false,
                Optional.empty(),
                TASK_BYTES);
    }

    /** The same, of a time range only. */
    public SourceOptions within(TimeRange otherRange) {
        return new SourceOptions(
                lake, spec, otherRange, microbatches, lastPlan, again, rows, deleted, takenBackBy, taskBytes);
    }

    /** The same, of these microbatches only. */
    public SourceOptions of(Collection<Microbatch> only) {
        return new SourceOptions(
                lake,
                spec,
                range,
                Optional.of(Set.copyOf(only)),
                lastPlan,
                again,
                rows,
                deleted,
                takenBackBy,
                taskBytes);
    }

    /** The same, of what plans up to this number have archived. Each of them must be finished. */
    public SourceOptions throughPlan(long number) {
        return new SourceOptions(
                lake, spec, range, microbatches, OptionalLong.of(number), again, rows, deleted, takenBackBy, taskBytes);
    }

    /** The same, of lines as plans up to this number have consumed them: those that came back from quarantine twice. */
    public SourceOptions consumedThrough(long number) {
        return throughPlan(number).alsoWhereTheyCameBack();
    }

    /** The same, with lines that came back from quarantine also where they came back, as the stream's table has them. */
    public SourceOptions alsoWhereTheyCameBack() {
        return new SourceOptions(
                lake, spec, range, microbatches, lastPlan, true, rows, deleted, takenBackBy, taskBytes);
    }

    /** The same, with the kept records only. */
    public SourceOptions keptOnly() {
        return new SourceOptions(
                lake, spec, range, microbatches, lastPlan, again, Rows.KEPT, deleted, takenBackBy, taskBytes);
    }

    /** The same, with records that were taken back, as they were captured: for who deletes them. */
    public SourceOptions withDeleted() {
        return new SourceOptions(lake, spec, range, microbatches, lastPlan, again, rows, true, takenBackBy, taskBytes);
    }

    /** The same, at least of the records that messages of some plans take back, or clear members of, as they were captured. */
    public SourceOptions takenBackBy(PlanRange plans) {
        return new SourceOptions(
                lake, spec, range, microbatches, lastPlan, again, rows, true, Optional.of(plans), taskBytes);
    }

    /** The same, read by about so many tasks of a size, but none smaller than is worth its while. */
    public SourceOptions inTasks(long bytes, int tasks) {
        return new SourceOptions(
                lake, spec, range, microbatches, lastPlan, again, rows, deleted, takenBackBy, taskBytes(bytes, tasks));
    }

    /** How many bytes of lines one of about so many tasks reads, that read so many together. */
    public static long taskBytes(long bytes, int tasks) {
        return Math.max(TASK_BYTES, bytes / tasks + 1);
    }

    /** As options for {@code spark.read().options(..)}. */
    public Map<String, String> toMap() {
        Map<String, String> options = new HashMap<>();
        options.put("lake", lake);
        options.put("stream", spec.name());
        options.put("schema", spec.schema().text());
        options.put("key", String.join(",", spec.key()));
        options.put("event-time", spec.eventTime());
        options.put("filter", spec.filter());
        options.put("index", spec.index().stream().map(ColumnPath::toString).collect(Collectors.joining(",")));
        options.put("from", range.from().toString());
        options.put("to", range.to().toString());
        options.put("rows", rows == Rows.KEPT ? "kept" : "every-line");
        options.put("again", String.valueOf(again));
        options.put("deleted", String.valueOf(deleted));
        takenBackBy.ifPresent(plans -> options.put("taken-back-by", plans.toString()));
        options.put("task-bytes", String.valueOf(taskBytes));
        lastPlan.ifPresent(number -> options.put("last-plan", String.valueOf(number)));
        microbatches.ifPresent(only -> options.put(
                "microbatches",
                only.stream()
                        .sorted()
                        .map(batch -> String.valueOf(batch.timeMillis()))
                        .collect(Collectors.joining(","))));
        return options;
    }

    /**
     * Reads options.
     *
     * @throws IllegalArgumentException if one is missing or cannot be understood
     */
    public static SourceOptions parse(Map<String, String> options) {
        String stream = required(options, "stream");
        StreamSpec spec = new StreamSpec(
                stream,
                Schema.parse(required(options, "schema"), "option schema"),
                List.of(required(options, "key").split(",", -1)),
                required(options, "event-time"),
                options.getOrDefault("filter", "true"));
        if (options.containsKey("index")) {
            spec = spec.withIndex(index(options.get("index")));
        }
        TimeRange range = new TimeRange(
                options.containsKey("from") ? Instant.parse(options.get("from")) : TimeRange.ALL.from(),
                options.containsKey("to") ? Instant.parse(options.get("to")) : TimeRange.ALL.to());
        Optional<Set<Microbatch>> microbatches = Optional.ofNullable(options.get("microbatches"))
                .map(times -> Arrays.stream(times.split(",", -1))
                        .filter(time -> !time.isEmpty())
                        .map(time -> new Microbatch(stream, Long.parseLong(time)))
                        .collect(Collectors.toUnmodifiableSet()));
        Rows rows = "kept".equals(options.get("rows")) ? Rows.KEPT : Rows.EVERY_LINE;
        boolean again = Boolean.parseBoolean(options.get("again"));
        boolean deleted = Boolean.parseBoolean(options.get("deleted"));
        Optional<PlanRange> takenBackBy =
                Optional.ofNullable(options.get("taken-back-by")).map(PlanRange::parse);
        long taskBytes = Long.parseLong(options.getOrDefault("task-bytes", String.valueOf(TASK_BYTES)));
        OptionalLong lastPlan = options.containsKey("last-plan")
                ? OptionalLong.of(Long.parseLong(options.get("last-plan")))
                : OptionalLong.empty();
        return new SourceOptions(
                required(options, "lake"),
                spec,
                range,
                microbatches,
                lastPlan,
                again,
                rows,
                deleted,
                takenBackBy,
                taskBytes);
    }

    private static List<ColumnPath> index(String paths) {
        return Arrays.stream(paths.split(",", -1))
                .filter(path -> !path.isEmpty())
                .map(ColumnPath::parse)
                .toList();
    }

    private static String required(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException("format(\"weir\") needs the option " + name);
        }
        return value;
    }
}
