package weir.compaction;

import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import weir.lake.filter.Filter;
import weir.report.TableShadow;

/**
 * What a commit says of itself that has put what was computed anew into the place of a stream's table. What commits before it
 * say of the plans up to this one does not count any more.
 *
 * @param stream the stream's name
 * @param plan the number of the last plan whose lines are in it
 * @param shadow the identity of the shadow
 * @param filterHash the identity of the filter that judged
 */
record RebuildInfo(String stream, long plan, String shadow, String filterHash) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WRITER = "weir";
    private static final int FORMAT = 1;
    private static final String PLAN = "rebuiltThrough";

    static RebuildInfo of(TableShadow shadow) {
        return new RebuildInfo(
                shadow.spec().name(),
                shadow.plan(),
                shadow.id(),
                Filter.of(shadow.spec().filter(), shadow.spec().schema()).hash());
    }

    /** As the metadata of a commit. */
    String json() {
        return JSON.createObjectNode()
                .put("writer", WRITER)
                .put("format", FORMAT)
                .put("stream", stream)
                .put(PLAN, plan)
                .put("shadow", shadow)
                .put("filter", filterHash)
                .toString();
    }

    /** What a commit's metadata says; empty if it is of another commit, or in another format. */
    static Optional<RebuildInfo> parse(String metadata) {
        JsonNode node;
        try {
            node = JSON.readTree(metadata);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        boolean ours = node.path("writer").asText().equals(WRITER)
                && node.path("format").asInt() == FORMAT
                && node.has(PLAN);
        return ours
                ? Optional.of(new RebuildInfo(
                        node.path("stream").asText(),
                        node.path(PLAN).asLong(),
                        node.path("shadow").asText(),
                        node.path("filter").asText()))
                : Optional.empty();
    }
}
