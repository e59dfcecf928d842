package weir.console;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.ToLongFunction;

import weir.compaction.Result;

/**
 * The numbers of a demo, and whether they add up.
 *
 * @param served messages the server sent
 * @param watch what ingest committed
 * @param results what the compactions did
 * @param same lines that the replay with the table's filter gave
 * @param other lines that the replay with another filter gave
 * @param records the records that the report is made of
 * @param differences windows of the report that a rebuild has changed
 */
record DemoSummary(
        long served, DemoWatch watch, List<Result> results, long same, long other, long records, long differences) {

    DemoSummary {
        results = List.copyOf(results);
    }

    /** Prints them. @return whether they add up */
    boolean print(PrintWriter out) {
        long compacted = sum(result -> result.plan().lines());
        long rows = sum(Result::rows);
        long duplicates = sum(Result::duplicates);
        long dropped = sum(Result::dropped);
        long aside = sum(result -> result.malformed() + result.control());
        out.printf("%n== The numbers%n");
        line(out, "served", served, "");
        line(out, "received", watch.received(), "by the receiver");
        line(out, "written", watch.written(), "lines in " + watch.microbatches() + " microbatches");
        line(out, "compacted", compacted, "lines in " + results.size() + " plans, now in the archive");
        line(out, "table rows", rows, "one for each id that the filter keeps");
        line(out, "duplicates", duplicates, "the same id again");
        line(out, "dropped", dropped, "by the filter; still in the archive");
        line(out, "replayed", same, "lines with the same filter = table rows + duplicates");
        line(out, "replayed", other, "lines with another filter");
        line(out, "in the report", records, "records = table rows");
        line(out, "differences", differences, "hours of the report that a rebuild with the same filter changes");
        boolean balanced = served == watch.received()
                && watch.received() == watch.written()
                && watch.written() == compacted
                && compacted == rows + duplicates + dropped + aside
                && same == rows + duplicates
                && records == rows
                && differences == 0;
        out.println(
                balanced ? "It adds up." : "IT DOES NOT ADD UP: please report this as a bug, with the lines above.");
        return balanced;
    }

    private long sum(ToLongFunction<Result> number) {
        return results.stream().mapToLong(number).sum();
    }

    private static void line(PrintWriter out, String name, long number, String remark) {
        out.printf("  %-14s %,9d  %s%n", name, number, remark);
    }
}
