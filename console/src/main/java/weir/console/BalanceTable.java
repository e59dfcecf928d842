package weir.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import weir.lake.coverage.HourBalance;

/**
 * The table of a balance: as wide as its numbers need, and within 120 columns as long as they let it. Columns that are
 * seldom used are there only if they are.
 */
final class BalanceTable {

    private static final int WIDEST = 120;
    private static final String NUMBER = "%,d";

    private final boolean requeued;
    private final boolean unwritten;
    private final boolean deleted;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param total what will be in it */
    BalanceTable(HourBalance total) {
        requeued = total.arrived().requeued() != 0;
        unwritten = total.aside().unparsable() + total.aside().notWritten() != 0;
        deleted = total.settled().deleted() != 0;
        rows.add(cells(
                Stream.of("hour (UTC)", "received"),
                "requeued",
                Stream.of("written", "control", "quarant."),
                "unwritten",
                Stream.concat(
                        settled(Stream.of("rows", "duplic.", "dropped"), "deleted"),
                        Stream.of("waiting", "withheld", "in gaps", ""))));
    }

    /** An hour, or the total. */
    void add(String name, HourBalance balance, long withheld, Duration missed, String mark) {
        HourBalance.Aside aside = balance.aside();
        HourBalance.Settled settled = balance.settled();
        rows.add(cells(
                Stream.of(name, number(balance.arrived().received())),
                number(balance.arrived().requeued()),
                numbers(balance.written(), aside.control(), aside.quarantined()),
                number(aside.unparsable() + aside.notWritten()),
                Stream.concat(
                        settled(
                                numbers(settled.rows(), settled.duplicates(), settled.dropped()),
                                number(settled.deleted())),
                        Stream.concat(
                                numbers(settled.waiting(), withheld),
                                Stream.of(missed.isZero() ? "-" : BalanceText.time(missed), mark)))));
    }

    /** A line with words in place of numbers. */
    void addRemark(String name, String remark) {
        rows.add(List.of(name, remark));
    }

    private List<String> cells(
            Stream<String> first, String ofRequeued, Stream<String> middle, String ofUnwritten, Stream<String> last) {
        List<String> cells = new ArrayList<>(first.toList());
        if (requeued) {
            cells.add(ofRequeued);
        }
        cells.addAll(middle.toList());
        if (unwritten) {
            cells.add(ofUnwritten);
        }
        cells.addAll(last.toList());
        return cells;
    }

    private Stream<String> settled(Stream<String> always, String ofDeleted) {
        return deleted ? Stream.concat(always, Stream.of(ofDeleted)) : always;
    }

    private static Stream<String> numbers(long... numbers) {
        return Arrays.stream(numbers).mapToObj(BalanceTable::number);
    }

    private static String number(long number) {
        return NUMBER.formatted(number);
    }

    /** Its lines, the heading first. */
    List<String> lines() {
        int[] widths = widths(rows);
        int total = IntStream.of(widths).sum();
        String between = total + 2 * (widths.length - 1) <= WIDEST ? "  " : " ";
        return rows.stream().map(row -> line(row, widths, between)).toList();
    }

    private static int[] widths(List<List<String>> rows) {
        int columns = rows.get(0).size();
        return IntStream.range(0, columns)
                .map(column -> rows.stream()
                        .filter(row -> row.size() == columns)
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
    }

    private static String line(List<String> cells, int[] widths, String between) {
        StringBuilder line = new StringBuilder(pad(cells.get(0), widths[0], true));
        boolean remark = cells.size() != widths.length;
        for (int i = 1; i < cells.size(); i++) {
            line.append(between).append(pad(cells.get(i), widths[i], remark));
        }
        return line.toString().stripTrailing();
    }

    private static String pad(String text, int width, boolean left) {
        String spaces = " ".repeat(Math.max(0, width - text.length()));
        return left ? text + spaces : spaces + text;
    }
}
