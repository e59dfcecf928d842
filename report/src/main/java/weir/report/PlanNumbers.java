package weir.report;

import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.files.CorruptLakeException;
import weir.lake.files.Document;

/** The member {@code plans} of the documents of reports: the number of a plan by the name of its stream. */
final class PlanNumbers {

    private static final String MEMBER = "plans";

    private PlanNumbers() {}

    static void put(ObjectNode document, Map<String, Long> plans) {
        ObjectNode node = document.putObject(MEMBER);
        new TreeMap<>(plans).forEach(node::put);
    }

    static Map<String, Long> read(Document document) throws CorruptLakeException {
        Document node = document.object(MEMBER);
        Map<String, Long> plans = new TreeMap<>();
        for (String stream : node.names()) {
            plans.put(stream, node.number(stream));
        }
        return plans;
    }
}
