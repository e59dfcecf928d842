package weir.replay.export;

import java.util.List;

import weir.lake.history.TimeRange;
import weir.lake.raw.Gap;
import weir.report.ReportDefinition;

/**
 * What is behind the numbers of a report.
 *
 * @param range the range of the report
 * @param definition how the configuration says today that its rows are computed
 * @param commits the commits of its table, the newest first, as far as its log still has them
 * @param streams what is known of the streams that it is made of, in the definition's order
 */
record Footnote(TimeRange range, ReportDefinition definition, List<CommitMark> commits, List<StreamNote> streams) {

    Footnote {
        commits = List.copyOf(commits);
        streams = List.copyOf(streams);
    }

    /** Messages that the sources say they did not send. */
    long withheld() {
        return streams.stream().mapToLong(StreamNote::withheld).sum();
    }

    /** The gaps of all streams, one stream after the other. */
    List<Gap> gaps() {
        return streams.stream().flatMap(note -> note.gaps().stream()).toList();
    }
}
