package weir.compaction;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

import weir.lake.filter.Filter;
import weir.lake.filter.Verdict;
import weir.lake.source.LineColumn;

/**
 * What the commit of a plan says about itself, in the table's own log: which plan, and what was found of its lines.
 *
 * @param stream the stream's name
 * @param plan the plan's number
 * @param fromMillis the time of its first microbatch
 * @param toMillis the time of its last microbatch
 * @param filterHash the identity of the filter that judged
 * @param kept records the filter wants
 * @param dropped records it does not want
 * @param malformed lines in quarantine
 * @param control control messages and keep-alives
 */
record CommitInfo(
        String stream,
        long plan,
        long fromMillis,
        long toMillis,
        String filterHash,
        long kept,
        long dropped,
        long malformed,
        long control) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WRITER = "weir";
    private static final int FORMAT = 1;

    /** Counts the lines of a plan, which are rows of {@code format("weir")}, one for every line. */
    static CommitInfo count(Plan plan, Filter filter, Dataset<Row> lines) {
        Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
        for (Row row : lines.groupBy(LineColumn.VERDICT.column()).count().collectAsList()) {
            verdicts.put(Verdict.valueOf(row.getString(0).toUpperCase(Locale.ROOT)), row.getLong(1));
        }
        return new CommitInfo(
                plan.stream(),
                plan.number(),
                plan.first().timeMillis(),
                plan.last().timeMillis(),
                filter.hash(),
                verdicts.getOrDefault(Verdict.KEPT, 0L),
                verdicts.getOrDefault(Verdict.DROPPED, 0L),
                verdicts.getOrDefault(Verdict.MALFORMED, 0L),
                verdicts.getOrDefault(Verdict.CONTROL, 0L));
    }

    /** What a commit's metadata says; empty if Weir did not write it, or in another format. */
    static Optional<CommitInfo> parse(String metadata) {
        JsonNode node;
        try {
            node = JSON.readTree(metadata);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        boolean ours = node.path("writer").asText().equals(WRITER)
                && node.path("format").asInt() == FORMAT
                && node.has("plan");
        if (!ours) {
            return Optional.empty();
        }
        return Optional.of(new CommitInfo(
                node.path("stream").asText(),
                node.path("plan").asLong(),
                node.path("from").asLong(),
                node.path("to").asLong(),
                node.path("filter").asText(),
                node.path("kept").asLong(),
                node.path("dropped").asLong(),
                node.path("malformed").asLong(),
                node.path("control").asLong()));
    }

    /** As the metadata of a commit. */
    String json() {
        return JSON.createObjectNode()
                .put("writer", WRITER)
                .put("format", FORMAT)
                .put("stream", stream)
                .put("plan", plan)
                .put("from", fromMillis)
                .put("to", toMillis)
                .put("filter", filterHash)
                .put("kept", kept)
                .put("dropped", dropped)
                .put("malformed", malformed)
                .put("control", control)
                .toString();
    }

    /** Whether it is about this plan. */
    boolean isOf(Plan other) {
        return stream.equals(other.stream())
                && plan == other.number()
                && fromMillis == other.first().timeMillis()
                && toMillis == other.last().timeMillis();
    }
}
