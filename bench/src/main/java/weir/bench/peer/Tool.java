package weir.bench.peer;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Programs of the machine. */
public enum Tool {
    /** ripgrep. */
    RIPGREP("rg"),
    /** Zstandard. */
    ZSTD("zstd");

    private final String program;

    Tool(String program) {
        this.program = program;
    }

    /** Where it is on a {@code PATH}; empty if it is not installed. */
    public Optional<Path> on(String path) {
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What the table says where it is not installed. */
    public String missing() {
        return "there is no " + program + " on the PATH";
    }
}
