package weir.lake.quarantine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import weir.lake.raw.Microbatch;

/** Sorts the lines of a selection: those that an order takes, and those that stay, with the reason. For one thread. */
final class Sorting {

    private final LineSelection selection;
    private final Judge judge;
    private final List<Picked> picked = new ArrayList<>();
    private final Map<String, Long> malformed = new TreeMap<>();
    private long unfinished;

    Sorting(LineSelection selection, Judge judge) {
        this.selection = selection;
        this.judge = judge;
    }

    /** Knows which lines an order must not take. */
    @FunctionalInterface
    interface Judge {

        /** Takes every line. */
        Judge LENIENT = line -> Optional.empty();

        /** The reason why a line stays; empty if the order takes it. */
        Optional<String> objection(QuarantinedLine line);
    }

    /** Sorts the lines of a file, whose plan is finished or not. */
    void sort(QuarantineFile file, QuarantineReader lines, boolean finished) throws IOException {
        Map<Microbatch, List<Long>> taken = new TreeMap<>();
        for (Optional<QuarantinedLine> next = lines.next(); next.isPresent(); next = lines.next()) {
            QuarantinedLine line = next.get();
            if (selection.includes(line) && (finished ? isTaken(line) : stays())) {
                taken.computeIfAbsent(line.microbatch(), key -> new ArrayList<>())
                        .add(line.line());
            }
        }
        taken.forEach((microbatch, numbers) -> picked.add(new Picked(file.plan(), microbatch, numbers)));
    }

    private boolean stays() {
        unfinished++;
        return false;
    }

    private boolean isTaken(QuarantinedLine line) {
        Optional<String> objection = judge.objection(line);
        objection.ifPresent(reason -> malformed.merge(reason, 1L, Long::sum));
        return objection.isEmpty();
    }

    List<Picked> picked() {
        return picked;
    }

    OrderResult result(Optional<Order> order) {
        return new OrderResult(order, malformed, unfinished);
    }
}
