package weir.console.kills;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares what a source has sent with what a pipeline has captured and with the rows of its table. It uses none of the
 * pipeline's own classes, and believes nothing but bytes.
 *
 * <p>What lies between the first and the last captured message is judged. Missing numbers come in runs between two
 * captured neighbours. A run is explained if the pipeline tells of a gap in the time between the two; if both came over
 * the same connection, only a gap that stands for damage will do, as nothing was interrupted.
 */
final class Checker {

    /** By how much the clocks of source and pipeline may differ. */
    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    private final Sent sent;

    Checker(Sent sent) {
        this.sent = sent;
    }

    /**
     * Reads everything.
     *
     * @param table empty if the pipeline has none
     */
    Findings check(Captured captured, Optional<TableRows> table) throws IOException {
        CapturedNumbers numbers = new CapturedNumbers(sent);
        captured.read(numbers::line);
        List<String> contradictions = new ArrayList<>(captured.contradictions());
        List<Run> unexplained = new ArrayList<>();
        long missing = 0;
        long written = 0;
        List<Run> runs = numbers.runs();
        for (Run run : runs) {
            missing += run.missing();
            written += writtenToAConnection(run);
            if (!isExplained(run, captured.gaps())) {
                unexplained.add(run);
            }
        }
        RowCheck rows = new RowCheck(numbers);
        if (table.isPresent()) {
            table.get().read(rows::row);
            contradictions.addAll(rows.contradictions());
        }
        return new Findings(
                numbers.captured() + missing,
                numbers.captured(),
                missing,
                written,
                runs.size(),
                unexplained,
                numbers.duplicates(),
                numbers.altered(),
                numbers.outOfOrder(),
                rows.rows(),
                contradictions);
    }

    private boolean isExplained(Run run, List<RecordedGap> gaps) {
        boolean oneConnection = sent.connection(run.before()).isPresent()
                && sent.connection(run.before()).equals(sent.connection(run.behind()));
        return gaps.stream()
                .filter(gap -> !oneConnection || gap.withinConnection())
                .anyMatch(gap -> gap.meets(sent.made(run.before()), sent.made(run.behind()), TOLERANCE));
    }

    private long writtenToAConnection(Run run) {
        long written = 0;
        for (long number = run.before() + 1; number < run.behind(); number++) {
            if (sent.connection(number).isPresent()) {
                written++;
            }
        }
        return written;
    }

    /** Missing numbers between two that were captured. */
    record Run(long before, long behind) {
        long missing() {
            return behind - before - 1;
        }
    }
}
