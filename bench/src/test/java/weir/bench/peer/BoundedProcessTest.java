package weir.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BoundedProcessTest {

    @TempDir
    private Path folder;

    private Path script(String text) throws IOException {
        Path script = folder.resolve("script");
        Files.writeString(script, "#!/bin/sh\n" + text);
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void countsLinesAndFindsTheMostThatACollectionHasLeft() throws Exception {
        Path script = script(
                """
                set -- $WEIR_JAVA_OPTS "$@"
                [ "$1" = -Xmx64m ] || exit 9
                log=${2#-Xlog:gc:file=}
                cat >"${log%%:*}" <<'END'
                Using G1
                GC(0) Pause Young (Normal) (G1 Evacuation Pause) 50M->7M(64M) 1.000ms
                GC(1) Pause Full (System.gc()) 60M->31M(64M) 1.000ms
                GC(2) Pause Remark 63M->63M(64M) 1.000ms
                GC(3) Pause Young (Normal) (G1 Evacuation Pause) 50M->9M(64M) 1.000ms
                END
                echo one; echo two; shift 2; echo "$@"
                """);

        BoundedProcess.Seen seen = new BoundedProcess(script, 64, folder).run(List.of("a", "b\nc"));

        assertThat(seen.lines()).isEqualTo(4);
        assertThat(seen.keptMib()).isEqualTo(31);
    }

    @Test
    void saysTheLastThatAFailedProcessHasSaid() throws Exception {
        Path script = script("echo first >&2; echo java.lang.OutOfMemoryError >&2; exit 1\n");

        assertThatThrownBy(() -> new BoundedProcess(script, 64, folder).run(List.of()))
                .isInstanceOf(IOException.class)
                .hasMessage("script ends with 1: java.lang.OutOfMemoryError");
    }
}
