package weir.replay.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** A browser without a window. Each run has a profile of its own in the folder. */
final class Chromium {
    private static final List<String> OPTIONS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Path program;
    private final Path folder;

    private Chromium(Path program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /** The machine's, if it has one. */
    static Optional<Chromium> find(Path folder) {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(path -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(path, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> new Chromium(program, folder));
    }

    /** The document after the page was read. */
    String dom(Path page) throws IOException, InterruptedException {
        return run("--dump-dom", page.toUri().toString());
    }

    /** What the page looks like. */
    void screenshot(Path page, Path picture, int width, int height) throws IOException, InterruptedException {
        run(
                "--screenshot=" + picture,
                "--window-size=" + width + "," + height,
                "--hide-scrollbars",
                page.toUri().toString());
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "chromium", ".out");
        Path err = Files.createTempFile(folder, "chromium", ".err");
        List<String> line = new ArrayList<>(List.of(program.toString()));
        line.addAll(OPTIONS);
        line.add("--user-data-dir=" + Files.createTempDirectory(folder, "profile"));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(90, TimeUnit.SECONDS))
                    .as("chromium ends")
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(err)).isZero();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(out, StandardCharsets.UTF_8);
    }
}
