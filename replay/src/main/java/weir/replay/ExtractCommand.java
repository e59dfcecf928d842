package weir.replay;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weir.lake.LakePlace;
import weir.lake.StreamSpec;
import weir.lake.command.ExitCode;
import weir.lake.command.GlobalOptions;
import weir.lake.command.Progress;
import weir.lake.command.WholeFile;
import weir.lake.config.WeirConfig;
import weir.lake.filter.Clauses;
import weir.lake.history.History;
import weir.lake.history.Piece;
import weir.lake.history.Selection;
import weir.lake.history.TimeRange;
import weir.lake.parallel.Concurrent;

/** {@code bin/replay extract}: the kept lines as they were received. */
@Command(
        name = "extract",
        description = "Writes the lines that the filter keeps, byte for byte as they were captured, one a line.")
final class ExtractCommand implements Callable<Integer> {

    private static final int BUFFER_BYTES = 1 << 18;

    @Mixin
    private GlobalOptions options;

    @Mixin
    private RangeOptions which;

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "STREAM", description = "The stream.")
    private String stream;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to; standard output by default.")
    private Path out;

    @Option(names = "--dry-run", description = "Says what would be read and reads nothing.")
    private boolean dryRun;

    @Override
    public Integer call() throws Exception {
        WeirConfig config = options.load();
        StreamSpec configured = config.stream(stream).spec();
        History history = new History(LakePlace.existing(config), stream);
        TimeRange range = which.range();
        // to read what the lake holds takes as long as to analyse the filter
        CompletableFuture<Clauses> clauses = new CompletableFuture<>();
        Future<Selection> reading = Concurrent.begin(() -> history.select(range, configured, clauses));
        StreamSpec spec = which.filtered(configured, configured.filter());
        Extraction extraction = new Extraction(history, spec, range);
        clauses.complete(extraction.clauses());
        Selection selection = Concurrent.result(reading);
        if (dryRun) {
            List<Piece> pieces = selection.pieces();
            long raw = pieces.stream().filter(Piece.Raw.class::isInstance).count();
            command.commandLine()
                    .getOut()
                    .printf(
                            "Would read %d microbatches of the raw zone and %d pieces of the archive, %d lines in %d bytes on"
                                    + " disk, leave out %d lines by the archive's indexes, and keep where %s%n",
                            raw,
                            pieces.size() - raw,
                            pieces.stream().mapToLong(Piece::lines).sum(),
                            selection.bytes(),
                            selection.excludedLines(),
                            spec.filter());
            return ExitCode.DONE.code();
        }
        if (out == null) {
            toStandardOutput(extraction, selection);
        } else {
            toFile(extraction, selection);
        }
        return ExitCode.DONE.code();
    }

    private void toStandardOutput(Extraction extraction, Selection selection) throws IOException {
        OutputStream target = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES);
        try (Progress progress = progress(selection.bytes())) {
            report(extraction.run(selection, target, progress::advance), selection);
        } catch (IOException e) {
            if (!"Broken pipe".equals(e.getMessage())) {
                throw e;
            }
            // whoever reads has seen enough, as head does
        }
    }

    private void toFile(Extraction extraction, Selection selection) throws IOException {
        WholeFile.write(out, target -> {
            try (Progress progress = progress(selection.bytes())) {
                report(extraction.run(selection, target, progress::advance), selection);
            }
        });
    }

    private Progress progress(long bytes) {
        return Progress.start("extract " + stream, Progress.BYTES, bytes, Clock.systemUTC());
    }

    private void report(long kept, Selection selection) {
        command.commandLine().getErr().printf("Extracted %d of %d captured lines%n", kept, selection.capturedLines());
    }
}
