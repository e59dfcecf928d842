package weir.lake.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The zstd command of this machine. */
final class StockZstd {

    private static final Path COMMAND = Path.of("/usr/bin/zstd");

    private StockZstd() {}

    /** What it writes to standard output; it must end without an error. */
    static byte[] run(String... arguments) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(COMMAND), "there is no zstd here");
        List<String> command = new ArrayList<>(List.of(COMMAND.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] out = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        return out;
    }
}
