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
import java.util.Map;
import java.util.stream.Stream;

import weir.ingest.IngestCommand;
import weir.lake.LakePlace;
import weir.lake.StreamSpec;
import weir.lake.archive.Segment;
import weir.lake.archive.SegmentWriter;
import weir.lake.command.CommandRunner;
import weir.lake.command.GlobalOptions;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;
import weir.lake.raw.Microbatch;
import weir.lake.raw.RawZone;
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
    private static final String ROOT = "lake.root";
    private static final TweetOptions OPTIONS =
            new TweetOptions(1, Instant.parse("2026-11-22T10:00:00Z"), Duration.ofMillis(100), "#DSD", 0.1, 0.01);

    private final Path folder;
    private final String lake;

    private TrainingRun(Path folder) {
        this.folder = folder;
        this.lake = folder.resolve("lake").toString();
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
        archive();
        train(new ReplayCommand(), "extract", STREAM, "--where", where, "--out", out.toString());
    }

    /** What a compaction leaves for a replay, without a table: Spark's classes would make the archive twice as large. */
    private void archive() throws IOException {
        WeirConfig config = WeirConfig.load(new GlobalOptions().file(), Map.of(ROOT, lake));
        StreamSpec spec = config.stream(STREAM).spec();
        LakeFiles files = LakePlace.existing(config);
        RawZone raw = new RawZone(files, STREAM);
        for (Microbatch microbatch : raw.committed()) {
            Segment segment =
                    new Segment(STREAM, microbatch.date(), microbatch.timeMillis(), microbatch.timeMillis(), 1);
            try (SegmentWriter writer = new SegmentWriter(files, segment, spec)) {
                writer.append(raw.manifest(microbatch));
                writer.finish();
            }
            raw.remove(microbatch);
        }
    }

    private void train(Object command, String subcommand, String... arguments) {
        List<String> line = new ArrayList<>(List.of(subcommand, "-D", ROOT + "=" + lake));
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
