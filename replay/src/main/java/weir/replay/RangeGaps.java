package weir.replay;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import weir.lake.LakePlace;
import weir.lake.command.DecisionNeededException;
import weir.lake.config.WeirConfig;
import weir.lake.coverage.Coverage;
import weir.lake.coverage.CoverageLog;
import weir.lake.coverage.HourCoverage;
import weir.lake.files.LakeFiles;
import weir.lake.history.TimeRange;
import weir.lake.raw.Gap;

/**
 * When messages of a stream may be missing in a range, by batch time in whole hours.
 *
 * @param stream the stream's name
 * @param gaps the intervals, the earliest first
 * @param withheld messages that the source says it did not send
 */
record RangeGaps(String stream, List<Gap> gaps, long withheld) {

    private static final int SHOWN = 20;
    private static final int NAMED = 3;

    RangeGaps {
        gaps = List.copyOf(gaps);
    }

    /** Reads them from the manifests. */
    static RangeGaps of(WeirConfig config, LakeFiles files, String stream, TimeRange range) throws IOException {
        LakeFiles marks = LakePlace.spools(config, files);
        Coverage coverage = new CoverageLog(files, marks, stream, Clock.systemUTC())
                .read(range, Long.MAX_VALUE, manifests -> {})
                .coverage();
        List<Gap> gaps = new ArrayList<>(coverage.gaps());
        coverage.open().ifPresent(gaps::add);
        return new RangeGaps(
                stream,
                gaps,
                coverage.hours().values().stream()
                        .mapToLong(HourCoverage::withheld)
                        .sum());
    }

    /** For a person. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        String withheldText =
                withheld == 0 ? "" : String.format(Locale.ROOT, "; the source withheld %,d messages", withheld);
        lines.add("  gaps: " + (gaps.isEmpty() ? "none" : gaps.size()) + withheldText);
        gaps.stream().limit(SHOWN).forEach(gap -> lines.add("    " + text(gap)));
        if (gaps.size() > SHOWN) {
            lines.add("    … and " + (gaps.size() - SHOWN) + " more");
        }
        return lines;
    }

    private static String text(Gap gap) {
        Duration length = Duration.between(gap.from(), gap.until());
        String missing =
                gap.messages() == Gap.UNKNOWN ? "" : String.format(Locale.ROOT, ", %,d messages", gap.messages());
        return gap.from() + " to " + gap.until() + " (" + length.toSeconds() + " s" + missing + "): "
                + gap.cause().text() + (gap.detail().isEmpty() ? "" : ", " + gap.detail());
    }

    /** Refuses to go on where something may be missing. */
    static void requireNone(List<RangeGaps> all) {
        List<String> named = new ArrayList<>();
        for (RangeGaps one : all) {
            one.gaps.stream().limit(NAMED).forEach(gap -> named.add(one.stream + " " + text(gap)));
        }
        int count = all.stream().mapToInt(one -> one.gaps.size()).sum();
        if (count > 0) {
            throw new DecisionNeededException("The range has " + count + (count == 1 ? " gap: " : " gaps: ")
                    + String.join("; ", named) + (count > named.size() ? "; …" : "")
                    + ". Nothing was written. Without --require-coverage it goes on.");
        }
    }
}
