package weir.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weir.lake.command.BuildVersion;
import weir.lake.command.ExitCode;
import weir.lake.command.GlobalOptions;
import weir.lake.config.StreamConfig;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;
import weir.lake.files.LakeLock;
import weir.lake.raw.LineIntake;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Position;
import weir.lake.raw.RawZone;
import weir.lake.raw.StreamLines;

/** {@code bin/lake import}: brings lines that were captured elsewhere into the raw zone. */
@Command(
        name = "import",
        description = "Commits files of lines, such as the part files of saveAsTextFiles, as microbatches of a stream:"
                + " one microbatch for each file, byte for byte. The next compaction takes them in.")
final class ImportCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions options;

    @Spec
    private CommandSpec command;

    @Parameters(index = "0", paramLabel = "STREAM", description = "The stream.")
    private String stream;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "Files of lines, not compressed.")
    private List<Path> sources = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        WeirConfig config = options.load();
        StreamConfig into = config.stream(stream);
        for (Path source : sources) {
            if (!Files.isRegularFile(source)) {
                throw new IOException("Cannot import " + source + ": there is no such file. Nothing was imported.");
            }
        }
        LakeFiles files = LakeFiles.of(config.lake().root());
        try (LakeLock lock = LakeLock.take(files, LineIntake.lockOf(into.name()))) {
            for (Path source : sources) {
                print(source, commit(files, into, source));
            }
        }
        return ExitCode.DONE.code();
    }

    private void print(Path source, Manifest manifest) {
        command.commandLine()
                .getOut()
                .printf(
                        "%s -> %s: %d lines, %d kept, %d dropped, %d malformed, %d control%n",
                        source,
                        manifest.microbatch().name(),
                        manifest.lines(),
                        manifest.counts().kept(),
                        manifest.counts().dropped(),
                        manifest.counts().malformed(),
                        manifest.counts().controlTotal());
    }

    private static Manifest commit(LakeFiles files, StreamConfig into, Path source) throws IOException {
        RawZone zone = new RawZone(files, into.name());
        Microbatch microbatch = zone.begin(Clock.systemUTC().instant());
        try (StreamLines lines = new StreamLines(Files.newInputStream(source))) {
            return new LineIntake(files, into.spec(), into.capture(), "weir " + BuildVersion.text())
                    .commit(
                            microbatch,
                            lines,
                            new Position.Imported(source.getFileName().toString()));
        } catch (IOException e) {
            try {
                if (zone.settle(microbatch)) {
                    return zone.manifest(microbatch);
                }
            } catch (IOException unsettled) {
                e.addSuppressed(unsettled);
                throw e; // bin/lake verify tells of what is left
            }
            throw new IOException(
                    "Cannot import " + source + ": " + e.getMessage()
                            + ". Nothing of it is in the lake; files named before" + " it are.",
                    e);
        }
    }
}
