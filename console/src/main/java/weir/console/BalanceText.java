package weir.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

import weir.lake.coverage.Balance;
import weir.lake.coverage.Coverage;
import weir.lake.coverage.HourBalance;
import weir.lake.coverage.HourCoverage;
import weir.lake.raw.Gap;

/**
 * A balance for a person: a table with a line for each hour, the gaps, and what does not add up.
 *
 * @param balance what is told
 */
record BalanceText(Balance balance) {

    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Its lines. */
    List<String> lines() {
        if (balance.hours().isEmpty() && balance.coverage().hours().isEmpty()) {
            return List.of("Nothing is known of " + balance.stream() + " in that range.");
        }
        List<String> lines = new ArrayList<>();
        lines.add("Coverage of " + balance.stream() + " by the hour of the microbatch, UTC");
        lines.add("");
        lines.addAll(table());
        lines.add("");
        lines.addAll(legend());
        lines.add("");
        lines.addAll(gaps());
        lines.add("");
        lines.addAll(verdict());
        return lines;
    }

    private List<String> table() {
        Coverage coverage = balance.coverage();
        BalanceTable table = new BalanceTable(balance.total());
        TreeSet<Instant> hours = new TreeSet<>(coverage.hours().keySet());
        hours.addAll(balance.hours().keySet());
        List<Instant> silent = new ArrayList<>();
        for (Instant hour : hours) {
            if (!balance.hours().containsKey(hour) && coverage.at(hour).withheld() == 0) {
                silent.add(hour);
                continue;
            }
            addSilent(silent, table);
            HourCoverage covered = coverage.at(hour);
            table.add(
                    HOUR.format(hour),
                    balance.hours().getOrDefault(hour, HourBalance.NONE),
                    covered.withheld(),
                    covered.missed(),
                    balance.failsAt(hour) ? "!" : "");
        }
        addSilent(silent, table);
        long withheld = coverage.hours().values().stream()
                .mapToLong(HourCoverage::withheld)
                .sum();
        Duration missed =
                coverage.hours().values().stream().map(HourCoverage::missed).reduce(Duration.ZERO, Duration::plus);
        table.add("total", balance.total(), withheld, missed, balance.holds() ? "" : "!");
        return table.lines();
    }

    /** Hours without a message are one line together. */
    private void addSilent(List<Instant> hours, BalanceTable table) {
        if (hours.isEmpty()) {
            return;
        }
        Duration missed =
                hours.stream().map(hour -> balance.coverage().at(hour).missed()).reduce(Duration.ZERO, Duration::plus);
        table.addRemark(
                HOUR.format(hours.get(0)),
                "%,d %s without a message, %s in gaps"
                        .formatted(
                                hours.size(),
                                hours.size() == 1 ? "hour" : "hours",
                                missed.isZero() ? "nothing" : time(missed)));
        hours.clear();
    }

    private List<String> legend() {
        HourBalance total = balance.total();
        HourBalance.Aside aside = total.aside();
        boolean unwritten = aside.unparsable() + aside.notWritten() > 0;
        List<String> lines = new ArrayList<>();
        lines.add("received" + (total.arrived().requeued() > 0 ? " + requeued" : "")
                + " = written + control + quarantined" + (unwritten ? " + unwritten" : ""));
        lines.add("written  = table rows + duplicates + dropped by the filter + deleted + waiting for compaction");
        if (unwritten) {
            lines.add("unwritten: %,d that could not be parsed, %,d dropped by the filter at capture"
                    .formatted(aside.unparsable(), aside.notWritten()));
        }
        return lines;
    }

    private List<String> gaps() {
        List<String> lines = new ArrayList<>();
        Optional<Gap> open = balance.coverage().open();
        if (balance.coverage().gaps().isEmpty() && open.isEmpty()) {
            return List.of("No gaps.");
        }
        lines.add("Gaps:");
        balance.coverage().gaps().forEach(gap -> lines.add(gap(gap, moment(gap.until()))));
        open.ifPresent(gap -> lines.add(gap(gap, "still open")));
        return lines;
    }

    private static String gap(Gap gap, String until) {
        String messages = gap.messages() == Gap.UNKNOWN ? "" : "%,d messages missing".formatted(gap.messages());
        String remarks = String.join(
                ", ",
                Stream.of(messages, gap.detail())
                        .filter(text -> !text.isEmpty())
                        .toList());
        return "  %-24s  %-24s  %9s  %-13s %s"
                .formatted(
                        moment(gap.from()),
                        until,
                        time(Duration.between(gap.from(), gap.until())),
                        gap.cause().text(),
                        remarks)
                .stripTrailing();
    }

    private static String moment(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private List<String> verdict() {
        if (balance.holds()) {
            return List.of("It adds up.");
        }
        List<String> lines = new ArrayList<>();
        lines.add("Does not add up:");
        balance.findings().forEach(finding -> lines.add("  " + HOUR.format(finding.hour()) + "  " + finding.text()));
        return lines;
    }

    /** A duration in its two largest units, such as {@code 3m 20s}. */
    static String time(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds == 0 && !duration.isZero()) {
            return "<1s";
        }
        if (duration.toDays() > 0) {
            return two(duration.toDays(), "d", duration.toHoursPart(), "h");
        }
        if (duration.toHours() > 0) {
            return two(duration.toHours(), "h", duration.toMinutesPart(), "m");
        }
        return duration.toMinutes() > 0 ? two(duration.toMinutes(), "m", duration.toSecondsPart(), "s") : seconds + "s";
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return large + largeUnit + (small == 0 ? "" : " " + small + smallUnit);
    }
}
