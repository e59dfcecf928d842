package weir.compaction;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.coverage.Hours;
import weir.lake.filter.Filter;

/**
 * What the commit of a plan says about itself, in the table's own log: which plan, and what was found of its lines.
 *
 * @param stream the stream's name
 * @param plan the plan's number
 * @param fromMillis the time of its first microbatch
 * @param toMillis the time of its last microbatch
 * @param filterHash the identity of the filter that judged
 * @param hours how the lines were judged, by the hour of their microbatch
 */
record CommitInfo(
        String stream,
        long plan,
        long fromMillis,
        long toMillis,
        String filterHash,
        SortedMap<Instant, Verdicts> hours) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WRITER = "weir";
    private static final int FORMAT = 1;

    CommitInfo {
        hours = Collections.unmodifiableSortedMap(new TreeMap<>(hours));
    }

    /** What was found of the lines of a plan's microbatches. */
    static CommitInfo of(Plan plan, Filter filter, List<Judged> judged) {
        SortedMap<Instant, Verdicts> hours = new TreeMap<>();
        judged.stream()
                .filter(one -> one.verdicts().lines() > 0)
                .forEach(one -> hours.merge(Hours.of(one.microbatch()), one.verdicts(), Verdicts::plus));
        return new CommitInfo(
                plan.stream(),
                plan.number(),
                plan.first().timeMillis(),
                plan.last().timeMillis(),
                filter.hash(),
                hours);
    }

    /** How all lines were judged. */
    Verdicts total() {
        return hours.values().stream().reduce(Verdicts.NONE, Verdicts::plus);
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
        return ours
                ? hours(node.path("hours"))
                        .map(hours -> new CommitInfo(
                                node.path("stream").asText(),
                                node.path("plan").asLong(),
                                node.path("from").asLong(),
                                node.path("to").asLong(),
                                node.path("filter").asText(),
                                hours))
                : Optional.empty();
    }

    private static Optional<SortedMap<Instant, Verdicts>> hours(JsonNode node) {
        SortedMap<Instant, Verdicts> hours = new TreeMap<>();
        try {
            for (Map.Entry<String, JsonNode> hour : node.properties()) {
                hours.put(
                        Instant.parse(hour.getKey()),
                        new Verdicts(
                                hour.getValue().path("kept").asLong(),
                                hour.getValue().path("dropped").asLong(),
                                hour.getValue().path("malformed").asLong(),
                                hour.getValue().path("control").asLong()));
            }
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
        return Optional.of(hours);
    }

    /** As the metadata of a commit. */
    String json() {
        ObjectNode node = JSON.createObjectNode()
                .put("writer", WRITER)
                .put("format", FORMAT)
                .put("stream", stream)
                .put("plan", plan)
                .put("from", fromMillis)
                .put("to", toMillis)
                .put("filter", filterHash);
        put(node, total());
        ObjectNode byHour = node.putObject("hours");
        hours.forEach((hour, verdicts) -> put(byHour.putObject(hour.toString()), verdicts));
        return node.toString();
    }

    private static void put(ObjectNode node, Verdicts verdicts) {
        node.put("kept", verdicts.kept())
                .put("dropped", verdicts.dropped())
                .put("malformed", verdicts.malformed())
                .put("control", verdicts.control());
    }

    /** Whether it is about this plan. */
    boolean isOf(Plan other) {
        return stream.equals(other.stream())
                && plan == other.number()
                && fromMillis == other.first().timeMillis()
                && toMillis == other.last().timeMillis();
    }
}
