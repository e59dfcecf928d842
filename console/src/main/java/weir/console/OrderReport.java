package weir.console;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import weir.lake.quarantine.Order;
import weir.lake.quarantine.OrderResult;

/** Says what became of lines in quarantine. */
final class OrderReport {

    private OrderReport() {}

    /** The order that an earlier call had left half-way. */
    static void printFinished(PrintWriter out, Optional<Order> finished) {
        finished.ifPresent(order -> out.printf(
                "Finished order %d of an earlier call: %s %s.%n",
                order.number(), lines(order.lines()), order.decision().text() + into(order)));
    }

    static void print(PrintWriter out, String stream, OrderResult result) {
        if (result.order().isEmpty()) {
            out.printf("Nothing was done with the quarantine of %s.%n", stream);
        }
        result.order().ifPresent(order -> {
            out.printf(
                    "%s of %s %s%s.%n",
                    lines(order.lines()), stream, order.decision().text(), into(order));
            if (order.into().isPresent()) {
                out.println("The next compaction takes them.");
            }
        });
        if (!result.malformed().isEmpty()) {
            out.printf(
                    "Malformed still, so they stay: %s.%n",
                    result.malformed().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(entry -> entry.getValue() + " " + entry.getKey())
                            .collect(Collectors.joining(", ")));
        }
        if (result.unfinished() > 0) {
            out.printf(
                    "%s of a plan that is not finished stay; bin/compaction --once finishes it.%n",
                    lines(result.unfinished()));
        }
    }

    private static String into(Order order) {
        return order.into().map(microbatch -> " into " + microbatch.name()).orElse("");
    }

    private static String lines(long lines) {
        return lines == 1 ? "1 line" : lines + " lines";
    }
}
