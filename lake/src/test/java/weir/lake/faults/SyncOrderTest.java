package weir.lake.faults;

import java.nio.file.Path;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.raw.Microbatch;

import static org.assertj.core.api.Assertions.assertThat;

/** What the operating system is really asked for, and in which order. */
class SyncOrderTest {

    @TempDir
    private Path home;

    @Test
    void syncsAMicrobatchBeforeItsManifestHasItsNameAndTheNameAfter() throws Exception {
        Microbatch microbatch =
                new Microbatch("events", Instant.parse("2026-11-22T10:00:00Z").toEpochMilli());
        Path folder = home.resolve("lake").resolve(microbatch.folder());

        Strace strace = Strace.of(
                home.resolve("strace"),
                OneMicrobatch.class,
                home.resolve("lake").toString(),
                String.valueOf(microbatch.timeMillis()));

        int manifest = strace.first("rename", " " + folder.resolve("_manifest.json"));
        assertThat(strace.first("fsync", "/part-00000")).isLessThan(manifest);
        assertThat(strace.first("fsync", "/_manifest.json.tmp")).isLessThan(manifest);
        assertThat(strace.first("fsync", folder.toString())).isLessThan(manifest);
        assertThat(strace.first("fsync", folder.getParent().toString())).isLessThan(manifest);
        assertThat(strace.first("fsync", home.toString())).isLessThan(manifest);
        assertThat(strace.next(manifest, "fsync", folder.toString())).isGreaterThan(manifest);
    }
}
