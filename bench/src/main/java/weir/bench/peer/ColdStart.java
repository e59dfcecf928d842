package weir.bench.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;

import weir.bench.measure.Contender;

/** A process of {@code bin/replay extract}, from its start to its first line; it is ended then. */
public final class ColdStart implements Contender {

    private final List<String> command;
    private final String text;
    private Process process;
    private String firstLine;

    /**
     * @param replay the script
     * @param configuration for {@code --conf}
     * @param lake whose lines are extracted
     * @param stream the stream in it
     * @param text what the text of an extracted tweet must contain
     */
    public ColdStart(Path replay, Path configuration, Path lake, String stream, String text) {
        this.command = List.of(
                replay.toString(),
                "extract",
                stream,
                "--conf",
                configuration.toString(),
                "-D",
                "lake.root=" + lake,
                "--where",
                "text LIKE '%" + text + "%'");
        this.text = text;
    }

    @Override
    public String name() {
        return "bin/replay extract";
    }

    @Override
    public void run() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("WEIR_CLASS_ARCHIVE", "now"); // the first run, which is no pair, waits for it
        process = builder.start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        firstLine = out.readLine();
    }

    @Override
    public String answer() throws IOException, InterruptedException {
        process.destroy();
        process.waitFor();
        if (firstLine == null) {
            return "no line, exit code " + process.exitValue();
        }
        return holds(firstLine) ? "a tweet with " + text : "another line: " + firstLine;
    }

    private boolean holds(String line) throws IOException {
        return new ObjectMapper().readTree(line).path("text").asText().contains(text);
    }

    @Override
    public Optional<String> expected() {
        return Optional.of("a tweet with " + text);
    }
}
