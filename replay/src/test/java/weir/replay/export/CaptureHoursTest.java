package weir.replay.export;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.files.LakeFiles;
import weir.lake.history.History;
import weir.lake.history.TimeRange;

import static org.assertj.core.api.Assertions.assertThat;

class CaptureHoursTest {

    private static final TimeRange RANGE = TimeRange.parse("2026-11-22T09:30:00Z", "2026-11-22T10:30:00Z");

    @TempDir
    private Path folder;

    @Test
    void areThoseOfTheRangeAndThoseInWhichItsRecordsCame() throws IOException {
        LakeFiles files = LakeFiles.of(folder.toString());
        commit(files, "2026-11-22T10:00:00Z", "2026-11-22T10:00:00Z");
        commit(files, "2026-12-24T17:20:00Z", "2026-11-22T09:40:00Z");
        commit(files, "2026-12-25T17:20:00Z", "2026-12-25T17:20:00Z");

        assertThat(CaptureHours.of(new History(files, "events"), RANGE))
                .containsExactly(
                        TimeRange.parse("2026-11-22T09:00:00Z", "2026-11-22T11:00:00Z"),
                        TimeRange.parse("2026-12-24T17:00:00Z", "2026-12-24T18:00:00Z"));
        assertThat(CaptureHours.of(new History(files, "events"), TimeRange.ALL)).containsExactly(TimeRange.ALL);
    }

    @Test
    void areOneRangeWhereTheyFollowOneAnother() {
        TreeSet<Instant> hours = new TreeSet<>(List.of(
                Instant.parse("2026-11-22T01:00:00Z"),
                Instant.parse("2026-11-22T02:00:00Z"),
                Instant.parse("2026-11-22T05:00:00Z")));

        assertThat(CaptureHours.joined(hours))
                .containsExactly(
                        TimeRange.parse("2026-11-22T01:00:00Z", "2026-11-22T03:00:00Z"),
                        TimeRange.parse("2026-11-22T05:00:00Z", "2026-11-22T06:00:00Z"));
        assertThat(CaptureHours.joined(new TreeSet<>())).isEmpty();
    }

    private static void commit(LakeFiles files, String captured, String happened) throws IOException {
        Lines.commit(
                files,
                Lines.events("true"),
                Instant.parse(captured).toEpochMilli(),
                List.of(Lines.event(1, happened, "es")));
    }
}
