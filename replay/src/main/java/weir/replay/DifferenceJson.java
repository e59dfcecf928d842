package weir.replay;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.StreamSpec;
import weir.lake.filter.Filter;
import weir.report.Difference;
import weir.report.Shadow;
import weir.report.TableShadow;

/** How what was computed anew differs from what is live, as one JSON document ({@code docs/formats.md}). */
final class DifferenceJson {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final int FORMAT = 1;

    private DifferenceJson() {}

    static String ofReport(Shadow shadow, Difference difference) {
        ObjectNode node = JSON.createObjectNode()
                .put("format", FORMAT)
                .put("report", shadow.report())
                .put("from", shadow.range().from().toString())
                .put("to", shadow.range().to().toString())
                .put("where", shadow.definition().kept().filter())
                .put("filter", shadow.definition().filterHash())
                .put("sql", shadow.definition().sqlHash())
                .put("liveVersion", shadow.liveVersion());
        ObjectNode plans = node.putObject("plans");
        new TreeMap<>(shadow.plans()).forEach(plans::put);
        put(node, "windows", difference);
        return text(node);
    }

    static String ofTable(TableShadow shadow, Difference difference) {
        StreamSpec spec = shadow.spec();
        ObjectNode node = JSON.createObjectNode()
                .put("format", FORMAT)
                .put("stream", spec.name())
                .put("where", spec.filter())
                .put("filter", Filter.of(spec.filter(), spec.schema()).hash())
                .put("schema", spec.schema().hash())
                .put("liveVersion", shadow.liveVersion())
                .put("plan", shadow.plan());
        put(node, "days", difference);
        ObjectNode days = node.putObject("rowsByDay");
        difference.days().forEach((day, counts) -> put(days.putObject(day), counts));
        return text(node);
    }

    private static void put(ObjectNode node, String windows, Difference difference) {
        node.put("differs", !difference.isEmpty());
        put(node.putObject(windows), difference.windows());
        put(node.putObject("rows"), difference.rows());
        putTexts(node.putArray("columnsAdded"), difference.columnsAdded());
        putTexts(node.putArray("columnsRemoved"), difference.columnsRemoved());
        ObjectNode totals = node.putObject("totals");
        new TreeMap<>(difference.totals())
                .forEach((column, total) ->
                        totals.putObject(column).put("live", total.live()).put("shadow", total.shadow()));
        ArrayNode samples = node.putArray("samples");
        for (Difference.Sample sample : difference.samples()) {
            ObjectNode one = samples.addObject()
                    .put("kind", sample.kind().name().toLowerCase(Locale.ROOT))
                    .put("time", sample.time());
            putValues(one.putObject("key"), sample.key());
            putValues(one.putObject("live"), sample.live());
            putValues(one.putObject("shadow"), sample.shadow());
        }
    }

    private static String text(ObjectNode node) {
        try {
            return JSON.writeValueAsString(node) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers is always JSON", e);
        }
    }

    private static void put(ObjectNode node, Difference.Counts counts) {
        node.put("live", counts.live())
                .put("shadow", counts.shadow())
                .put("added", counts.added())
                .put("removed", counts.removed())
                .put("changed", counts.changed());
    }

    private static void putTexts(ArrayNode node, List<String> texts) {
        texts.forEach(node::add);
    }

    private static void putValues(ObjectNode node, Map<String, String> values) {
        values.forEach(node::put);
    }
}
