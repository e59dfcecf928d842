package weir.console.filter;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.console.PrintableLine;
import weir.lake.filter.Filter;

/** A comparison for a program; the only class that knows the names of its members ({@code docs/formats.md}). */
final class ComparisonJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FORMAT = 1;

    private ComparisonJson() {}

    /** One JSON object, ended by LF. */
    static String text(FilterComparison comparison) {
        ObjectNode node = JSON.createObjectNode().put("format", FORMAT).put("stream", comparison.stream());
        put(node.putObject("filter"), comparison.filter());
        put(node.putObject("other"), comparison.other());
        node.put("captured", comparison.population())
                .put("sampled", comparison.sampled())
                .put("outside", comparison.outside())
                .put("control", comparison.control())
                .put("malformed", comparison.malformed())
                .put("records", comparison.records());
        ObjectNode rates = node.putObject("rates");
        for (Kind kind : Kind.values()) {
            put(rates.putObject(kind.member()), comparison, comparison.rate(kind));
        }
        put(rates.putObject("kept"), comparison, comparison.kept());
        put(rates.putObject("keptByOther"), comparison, comparison.keptByOther());
        ObjectNode examples = node.putObject("examples");
        Map<Kind, List<FilterComparison.Example>> some = comparison.examples();
        for (Kind kind : Kind.values()) {
            ArrayNode lines = examples.putArray(kind.member());
            some.get(kind).forEach(example -> lines.addObject()
                    .put("time", example.time().toString())
                    .put("microbatch", example.microbatch())
                    .put("number", example.number())
                    .put("line", PrintableLine.of(example.line())));
        }
        return node.toPrettyString() + "\n";
    }

    private static void put(ObjectNode node, Filter filter) {
        node.put("sql", filter.sql()).put("hash", filter.hash());
    }

    private static void put(ObjectNode node, FilterComparison comparison, Rate rate) {
        node.put("count", rate.count())
                .put("share", rate.share())
                .put("low", rate.low())
                .put("high", rate.high())
                .put("expected", comparison.expected(rate.share()));
    }
}
