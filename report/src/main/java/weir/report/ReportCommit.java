package weir.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.history.TimeRange;

/**
 * What the commit of a report says about itself, in the table's own log.
 *
 * @param report the report's name
 * @param cause why it was made
 * @param computed the windows that were replaced, with what computed them
 * @param plans the number of the last plan of each stream that is in it
 * @param coverage of the windows that were replaced
 * @param shadow the identity of the shadow that was promoted; empty for a refresh
 */
record ReportCommit(
        String report,
        Cause cause,
        List<Stretch> computed,
        Map<String, Long> plans,
        ReportCoverage coverage,
        String shadow) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WRITER = "weir";
    private static final int FORMAT = 2;

    /** Why a report was changed. */
    enum Cause {
        /** A compaction brought it up to date. */
        REFRESH,
        /** A person promoted a shadow. */
        PROMOTE
    }

    ReportCommit(String report, Cause cause, List<Stretch> computed, Map<String, Long> plans, ReportCoverage coverage) {
        this(report, cause, computed, plans, coverage, "");
    }

    ReportCommit {
        computed = List.copyOf(computed);
        plans = Map.copyOf(plans);
    }

    /** The same, of a shadow. */
    ReportCommit of(Shadow promoted) {
        return new ReportCommit(report, cause, computed, plans, coverage, promoted.id());
    }

    /** As the metadata of a commit. */
    String json() {
        ObjectNode node = JSON.createObjectNode()
                .put("writer", WRITER)
                .put("format", FORMAT)
                .put("report", report)
                .put("cause", cause.name().toLowerCase(Locale.ROOT));
        if (!shadow.isEmpty()) {
            node.put("shadow", shadow);
        }
        ArrayNode ranges = node.putArray("ranges");
        for (Stretch stretch : computed) {
            ranges.addObject()
                    .put("from", stretch.range().from().toString())
                    .put("to", stretch.range().to().toString())
                    .put("filter", stretch.definition().filterHash())
                    .put("sql", stretch.definition().sqlHash());
        }
        PlanNumbers.put(node, plans);
        coverage.writeTo(node.putObject("coverage"));
        return node.toString();
    }

    /** Whether the metadata of a commit says that it promoted a shadow. */
    static boolean isOf(Shadow shadow, String metadata) {
        try {
            return JSON.readTree(metadata).path("shadow").asText().equals(shadow.id());
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** The windows that a commit says it has replaced; empty if Weir did not write it, or in another format. */
    static Optional<Windows> windows(String metadata) {
        JsonNode node;
        try {
            node = JSON.readTree(metadata);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        if (!node.path("writer").asText().equals(WRITER) || node.path("format").asInt() != FORMAT) {
            return Optional.empty();
        }
        List<Windows> ranges = new ArrayList<>();
        for (JsonNode range : node.path("ranges")) {
            ranges.add(Windows.of(new TimeRange(
                    Instant.parse(range.path("from").asText()),
                    Instant.parse(range.path("to").asText()))));
        }
        return Optional.of(ranges.stream().reduce(Windows.NONE, Windows::and));
    }
}
