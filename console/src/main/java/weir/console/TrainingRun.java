package weir.console;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import weir.ingest.IngestCommand;
import weir.lake.command.CommandRunner;
import weir.lake.sample.TweetGenerator;
import weir.lake.sample.TweetOptions;
import weir.replay.ReplayCommand;

/**
 * Does once what short commands do, on a lake of some tweets that it makes and throws away. {@code bin/launch} has Java list
 * the classes that are loaded meanwhile, for the class archive that later commands start from.
 */
public final class TrainingRun {

    private static final int TWEETS = 200;
    private static final String STREAM = "tweets";
    private static final TweetOptions OPTIONS =
            new TweetOptions(1, Instant.parse("2026-11-22T10:00:00Z"), Duration.ofMillis(100), "#DSD", 0.1, 0.01);

    private final Path folder;
    private final String root;

    private TrainingRun(Path folder) {
        this.folder = folder;
        this.root = "lake.root=" + folder.resolve("lake");
    }

    /** Runs, and leaves nothing behind. What the commands print goes where they print it. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("weir-training");
        try {
            new TrainingRun(folder).run();
        } finally {
            delete(folder);
        }
    }

    private void run() throws IOException {
        for (Object command : List.of(new LakeCommand(), new ReplayCommand(), new IngestCommand())) {
            CommandRunner.run(command, "--help");
        }
        String where = "text LIKE '%#DSD%' AND lang IN ('en', 'es', 'pt') OR user.followers_count > 1000000";
        Path out = folder.resolve("extracted");
        train(new LakeCommand(), "import", STREAM, tweets().toString());
        train(new LakeCommand(), "status");
        train(new ReplayCommand(), "extract", STREAM, "--where", where, "--out", out.toString());
    }

    private void train(Object command, String subcommand, String... arguments) {
        List<String> line = new ArrayList<>(List.of(subcommand, "-D", root));
        line.addAll(List.of(arguments));
        CommandRunner.run(command, line.toArray(String[]::new));
    }

    private Path tweets() throws IOException {
        Path file = folder.resolve("tweets.jsonl");
        TweetGenerator tweets = TweetGenerator.of(OPTIONS);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < TWEETS; i++) {
                out.write(tweets.next());
                out.write('\n');
            }
        }
        return file;
    }

    private static void delete(Path folder) throws IOException {
        List<Path> found;
        try (Stream<Path> tree = Files.walk(folder)) {
            found = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : found) {
            Files.delete(path);
        }
    }
}
