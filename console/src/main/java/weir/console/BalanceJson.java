package weir.console;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import weir.lake.coverage.Balance;
import weir.lake.coverage.Coverage;
import weir.lake.coverage.Finding;
import weir.lake.coverage.HourBalance;
import weir.lake.coverage.HourCoverage;
import weir.lake.coverage.Intake;
import weir.lake.history.TimeRange;
import weir.lake.raw.Gap;
import weir.lake.raw.GapNode;

/** A balance for a program; the only class that knows the names of its members ({@code docs/formats.md}). */
final class BalanceJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FORMAT = 1;

    private BalanceJson() {}

    /** One JSON object, ended by LF. */
    static String text(Balance balance) {
        Coverage coverage = balance.coverage();
        ObjectNode node = JSON.createObjectNode().put("format", FORMAT).put("stream", balance.stream());
        putRange(node, coverage.range());
        node.put("addsUp", balance.holds());
        ObjectNode total = node.putObject("total");
        put(total, balance.total());
        put(total, coverage.hours().values().stream().reduce(HourCoverage.NONE, BalanceJson::sum));
        ArrayNode hours = node.putArray("hours");
        TreeSet<Instant> all = new TreeSet<>(coverage.hours().keySet());
        all.addAll(balance.hours().keySet());
        for (Instant hour : all) {
            ObjectNode line = hours.addObject().put("hour", hour.toString());
            put(line, balance.hours().getOrDefault(hour, HourBalance.NONE));
            put(line, coverage.at(hour));
            line.put("addsUp", !balance.failsAt(hour));
        }
        ArrayNode gaps = node.putArray("gaps");
        coverage.gaps().forEach(gap -> put(gaps.addObject(), gap, false));
        coverage.open().ifPresent(gap -> put(gaps.addObject(), gap, true));
        ArrayNode problems = node.putArray("problems");
        for (Finding finding : balance.findings()) {
            problems.addObject().put("hour", finding.hour().toString()).put("problem", finding.text());
        }
        return node.toPrettyString() + "\n";
    }

    private static void putRange(ObjectNode node, TimeRange range) {
        if (!range.from().equals(TimeRange.ALL.from())) {
            node.put("from", range.from().toString());
        }
        if (!range.to().equals(TimeRange.ALL.to())) {
            node.put("to", range.to().toString());
        }
    }

    private static void put(ObjectNode node, HourBalance balance) {
        node.put("received", balance.arrived().received())
                .put("requeued", balance.arrived().requeued())
                .put("written", balance.written())
                .put("control", balance.aside().control())
                .put("quarantined", balance.aside().quarantined())
                .put("unparsable", balance.aside().unparsable())
                .put("notWritten", balance.aside().notWritten())
                .put("rows", balance.settled().rows())
                .put("duplicates", balance.settled().duplicates())
                .put("dropped", balance.settled().dropped())
                .put("deleted", balance.settled().deleted())
                .put("waiting", balance.settled().waiting());
    }

    private static void put(ObjectNode node, HourCoverage covered) {
        Intake intake = covered.compacted().plus(covered.waiting());
        node.put("microbatches", intake.microbatches())
                .put("withheld", covered.withheld())
                .put("connectedSeconds", covered.connected().toMillis() / 1000.0)
                .put("gapSeconds", covered.missed().toMillis() / 1000.0);
        ObjectNode kinds = node.putObject("controlByKind");
        intake.judged().control().forEach(kinds::put);
    }

    private static void put(ObjectNode node, Gap gap, boolean open) {
        GapNode.put(node, gap);
        node.put("seconds", Duration.between(gap.from(), gap.until()).toMillis() / 1000.0)
                .put("open", open);
    }

    private static HourCoverage sum(HourCoverage one, HourCoverage other) {
        return new HourCoverage(
                one.compacted().plus(other.compacted()),
                one.waiting().plus(other.waiting()),
                one.withheld() + other.withheld(),
                one.connected().plus(other.connected()),
                one.missed().plus(other.missed()));
    }
}
