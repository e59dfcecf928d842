package weir.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weir.lake.StreamSpec;
import weir.lake.command.BuildVersion;
import weir.lake.command.ExitCode;
import weir.lake.command.GlobalOptions;
import weir.lake.config.StreamConfig;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;
import weir.lake.filter.Filter;
import weir.lake.filter.LineReader;
import weir.lake.raw.Manifest;
import weir.lake.raw.Microbatch;
import weir.lake.raw.PartWriter;
import weir.lake.raw.Position;
import weir.lake.raw.RawZone;
import weir.lake.raw.StreamLines;
import weir.lake.raw.WrittenPart;

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
        for (Path source : sources) {
            Manifest manifest = commit(files, into, source);
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
        return ExitCode.DONE.code();
    }

    private static Manifest commit(LakeFiles files, StreamConfig into, Path source) throws IOException {
        StreamSpec spec = into.spec();
        RawZone raw = new RawZone(files, spec.name());
        Microbatch microbatch = raw.begin(Clock.systemUTC().instant());
        WrittenPart written;
        try (InputStream in = Files.newInputStream(source);
                StreamLines lines = new StreamLines(in);
                PartWriter part =
                        new PartWriter(files, microbatch, 0, LineReader.of(spec, List.of()), into.capture())) {
            while (lines.next()) {
                part.take(lines.buffer(), lines.offset(), lines.length());
            }
            written = part.finish();
        }
        Manifest manifest = new Manifest(
                microbatch,
                written.parts(),
                written.counts(),
                written.firstEvent(),
                written.lastEvent(),
                Optional.of(new Position.Imported(source.getFileName().toString())),
                Filter.of(spec.filter(), spec.schema()).hash(),
                List.of(),
                List.of(),
                "weir " + BuildVersion.text());
        raw.commit(manifest);
        return manifest;
    }
}
