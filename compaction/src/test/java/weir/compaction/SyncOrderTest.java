package weir.compaction;

import java.nio.file.Path;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.faults.Strace;

import static org.assertj.core.api.Assertions.assertThat;

/** What a compaction really asks the operating system for, and in which order. */
@Tag("spark")
class SyncOrderTest {

    @TempDir
    private static Path home;

    private static Strace strace;

    @BeforeAll
    static void compactTwice() throws Exception {
        strace = Strace.of(home.resolve("strace"), OneAppend.class, home.toString());
    }

    @Test
    void syncsEachStepBeforeTheNext() {
        Path lake = home.resolve("lake");
        Path table = lake.resolve("tables/events");
        Path log = table.resolve("_delta_log");

        int plan = strace.first("rename", "/00000001.json");
        int commit = strace.first("link", " " + log.resolve("00000000000000000001.json"));
        int segment = strace.first("rename", ".jsonl.zst");
        int index = strace.first("rename", "-00000001.index");
        int done = strace.first("rename", "/00000001.done.json");
        assertThat(strace.first("fsync", "/00000001.json.tmp")).isLessThan(plan);
        assertThat(strace.next(plan, "fsync", "/state/plans/events")).isLessThan(commit);
        assertThat(strace.first("fsync", ".snappy.parquet")).isBetween(plan, commit);
        assertThat(strace.first("fsync", ".snappy.parquet.crc")).isBetween(plan, commit);
        assertThat(strace.first("fsync", table.resolve("dt=2026-11-22").toString()))
                .isBetween(plan, commit);
        assertThat(strace.first("fsync", table.toString())).isLessThan(commit);
        assertThat(strace.next(commit, "fsync", log.toString())).isLessThan(segment);
        assertThat(strace.first("fsync", ".jsonl.zst.tmp")).isBetween(commit, segment);
        assertThat(strace.next(segment, "fsync", "/archive/events/dt=2026-11-22"))
                .isLessThan(index);
        int archived = strace.next(index, "fsync", "/archive/events/dt=2026-11-22");
        assertThat(strace.next(archived, "fsync", "/raw/events/dt=2026-11-22")).isLessThan(done);
        assertThat(strace.next(done, "fsync", "/state/plans/events")).isGreaterThan(done);
    }

    @Test
    void syncsACheckpointBeforeTheLogSpeaksOfIt() {
        int lastCheckpoint = strace.first("rename", "/_last_checkpoint");
        assertThat(strace.first("fsync", ".checkpoint.parquet")).isLessThan(lastCheckpoint);
        assertThat(strace.first("rename", ".checkpoint.parquet")).isLessThan(lastCheckpoint);
    }
}
