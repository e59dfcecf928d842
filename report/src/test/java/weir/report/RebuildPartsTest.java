package weir.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;
import weir.lake.files.LakeFiles;
import weir.lake.history.TimeRange;
import weir.lake.raw.Manifest;

import static org.assertj.core.api.Assertions.assertThat;

class RebuildPartsTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private final List<Manifest> manifests = new ArrayList<>();

    @BeforeEach
    void captureAnEventInTheMiddleOfEveryHour() throws IOException {
        for (int hour = 0; hour < 10; hour++) {
            manifests.add(Lines.commit(
                    LakeFiles.of(folder.toString()),
                    ReportLake.EVENTS,
                    Instant.parse("2026-11-22T12:00:00Z").toEpochMilli() + hour,
                    List.of(Lines.event(hour, "2026-11-22T0" + hour + ":30:00Z", "es"))));
        }
    }

    private List<String> parts(TimeRange range, long events) {
        return RebuildParts.of(range, manifests, HOUR, events * manifests.get(0).bytes()).stream()
                .map(TimeRange::toString)
                .toList();
    }

    @Test
    void isOnePartIfThatIsEnough() {
        assertThat(RebuildParts.of(TimeRange.ALL, manifests, HOUR, 1 << 30)).containsExactly(TimeRange.ALL);
        assertThat(RebuildParts.of(TimeRange.ALL, List.of(), HOUR, 1)).containsExactly(TimeRange.ALL);
    }

    @Test
    void cutsBetweenWindows() {
        TimeRange range = TimeRange.parse("2026-11-22T02:00:00Z", "2026-11-22T09:00:00Z");

        assertThat(parts(range, 3))
                .containsExactly(
                        "2026-11-22T02:00:00Z to 2026-11-22T05:00:00Z",
                        "2026-11-22T05:00:00Z to 2026-11-22T08:00:00Z",
                        "2026-11-22T08:00:00Z to 2026-11-22T09:00:00Z");
    }

    @Test
    void coversARangeWithoutEnds() {
        List<TimeRange> parts = RebuildParts.of(
                TimeRange.ALL, manifests, HOUR, 4 * manifests.get(0).bytes());

        assertThat(parts).hasSize(3);
        assertThat(parts.get(0).from()).isEqualTo(TimeRange.ALL.from());
        assertThat(parts.get(2).to()).isEqualTo(TimeRange.ALL.to());
        assertThat(parts.get(1).from()).isEqualTo(parts.get(0).to());
        assertThat(parts.get(2).from()).isEqualTo(parts.get(1).to());
    }
}
