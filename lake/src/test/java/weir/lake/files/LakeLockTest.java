package weir.lake.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LakeLockTest {

    @TempDir
    private Path root;

    private LakeFiles files;

    @BeforeEach
    void open() {
        files = LakeFiles.of(root.toString());
    }

    private static String refusal(String name, long process) throws IOException {
        return "Cannot be the owner of " + name + " in this lake: "
                + InetAddress.getLocalHost().getHostName() + " process " + process
                + " is. Wait until it has ended, or stop it.";
    }

    private Process holder() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        root.toString(),
                        "compaction")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String firstLine(Process process) throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        return out.readLine();
    }

    @Test
    void refusesASecondOwnerInThisProcess() throws IOException {
        try (LakeLock first = LakeLock.take(files, "compaction")) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> LakeLock.take(files, "compaction"))
                    .isInstanceOf(IOException.class)
                    .hasMessage(refusal("compaction", ProcessHandle.current().pid()));
        }
    }

    @Test
    void isFreeAfterClose() throws IOException {
        LakeLock first = LakeLock.take(files, "compaction");
        first.close();

        try (LakeLock second = LakeLock.take(files, "compaction")) {
            first.close();

            assertThat(second).isNotNull();
            assertThatThrownBy(() -> LakeLock.take(files, "compaction")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void knowsLocksByNameAndLake(@TempDir Path other) throws IOException {
        try (LakeLock one = LakeLock.take(files, "compaction");
                LakeLock two = LakeLock.take(files, "ingest-tweets");
                LakeLock three = LakeLock.take(LakeFiles.of(other.toString()), "compaction")) {
            assertThat(one).isNotSameAs(two).isNotSameAs(three);
        }
    }

    @Test
    void refusesWhatAnotherProcessHoldsAndIsFreeWhenThatIsKilled() throws Exception {
        Process owner = holder();
        try {
            assertThat(firstLine(owner)).isEqualTo("held true");

            assertThatThrownBy(() -> LakeLock.take(files, "compaction"))
                    .isInstanceOf(IOException.class)
                    .hasMessage(refusal("compaction", owner.pid()));
        } finally {
            owner.destroyForcibly().waitFor();
        }

        try (LakeLock lock = LakeLock.take(files, "compaction")) {
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void keepsTheLockFromOtherProcessesAfterARefusalInThisOne() throws Exception {
        try (LakeLock lock = LakeLock.take(files, "compaction")) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> LakeLock.take(files, "compaction")).isInstanceOf(IOException.class);

            Process other = holder();
            try {
                assertThat(firstLine(other))
                        .isEqualTo(refusal("compaction", ProcessHandle.current().pid()));
            } finally {
                other.destroyForcibly().waitFor();
            }
        }
    }
}
