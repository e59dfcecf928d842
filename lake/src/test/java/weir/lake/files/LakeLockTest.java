package weir.lake.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {"", "garbage", "host process none", "host process 99999999999999999999\n", "a b c process 1"})
    void takesOverAFileWithAnythingInIt(String content) throws IOException {
        leaveBehind(content.getBytes(StandardCharsets.UTF_8));

        assertThat(LakeLock.owner(files, "compaction")).isEmpty();
        try (LakeLock lock = LakeLock.take(files, "compaction")) {
            assertThat(lock).isNotNull();
            assertThat(LakeLock.owner(files, "compaction")).hasValue(self());
        }
        assertThat(LakeLock.owner(files, "compaction")).isEmpty();
    }

    @Test
    void takesOverAFileOfBytesThatAreNoText() throws IOException {
        byte[] content = new byte[100_000];
        Arrays.fill(content, (byte) 0xFF);
        leaveBehind(content);

        try (LakeLock lock = LakeLock.take(files, "compaction")) {
            assertThat(lock).isNotNull();
        }
        assertThat(root.resolve("state/locks/compaction.lock")).hasContent(self() + "\n");
    }

    @Test
    void refusesWithinASecondWhateverTheFileSays() throws Exception {
        Process owner = holder();
        try {
            assertThat(firstLine(owner)).isEqualTo("held true");
            for (byte[] content : List.of(new byte[] {(byte) 0xFF, 0, (byte) 0xC3}, new byte[0])) {
                leaveBehind(content);
                long begun = System.nanoTime();

                assertThatThrownBy(() -> LakeLock.take(files, "compaction"))
                        .hasMessage("Cannot be the owner of compaction in this lake: another process is. Wait until it"
                                + " has ended, or stop it.");
                assertThat(LakeLock.owner(files, "compaction")).hasValue("another process");
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
            }
        } finally {
            owner.destroyForcibly().waitFor();
        }
    }

    @Test
    void knowsTheOwnerAndThatItWasKilled() throws Exception {
        Process owner = holder();
        try {
            assertThat(firstLine(owner)).isEqualTo("held true");
            assertThat(LakeLock.owner(files, "compaction"))
                    .hasValueSatisfying(text -> assertThat(text).endsWith(" process " + owner.pid()));
        } finally {
            owner.destroyForcibly().waitFor();
        }

        assertThat(root.resolve("state/locks/compaction.lock")).content().endsWith(" process " + owner.pid() + "\n");
        assertThat(LakeLock.owner(files, "compaction")).isEmpty();
    }

    private void leaveBehind(byte[] content) throws IOException {
        Path file = root.resolve("state/locks/compaction.lock");
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static String self() throws IOException {
        return InetAddress.getLocalHost().getHostName() + " process "
                + ProcessHandle.current().pid();
    }
}
