package weir.replay;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
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
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;
import weir.lake.filter.Clauses;
import weir.lake.history.History;
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

    @Mixin
    private CareOptions care;

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "STREAM", description = "The stream.")
    private String stream;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Where to; standard output by default. Until it is whole it is FILE.part; the same command goes on with it.")
    private Path out;

    @Override
    public Integer call() throws Exception {
        WeirConfig config = options.load();
        StreamSpec configured = config.stream(stream).spec();
        LakeFiles files = LakePlace.existing(config);
        History history = new History(files, stream);
        TimeRange range = which.range();
        // to read what the lake holds takes as long as to analyse the filter
        CompletableFuture<Clauses> clauses = new CompletableFuture<>();
        Future<Selection> reading = Concurrent.begin(() -> history.select(range, configured, clauses));
        StreamSpec spec = which.filtered(configured, configured.filter());
        Extraction extraction = new Extraction(history, spec, range);
        clauses.complete(extraction.clauses());
        Selection selection = Concurrent.result(reading);
        if (care.dryRun()) {
            forecast(extraction, selection, spec);
        }
        if (care.dryRun() || care.requireCoverage()) {
            requireCoverage(config, files, range);
        }
        if (care.dryRun()) {
            return ExitCode.DONE.code();
        }
        if (out == null) {
            toStandardOutput(extraction, selection);
        } else {
            toFile(extraction, selection);
        }
        return ExitCode.DONE.code();
    }

    private void forecast(Extraction extraction, Selection selection, StreamSpec spec) throws IOException {
        PrintWriter text = command.commandLine().getOut();
        Forecast.of(selection, extraction.counting(), System::nanoTime)
                .lines(stream + " where " + spec.filter())
                .forEach(text::println);
    }

    private void requireCoverage(WeirConfig config, LakeFiles files, TimeRange range) throws IOException {
        RangeGaps gaps = RangeGaps.of(config, files, stream, range);
        if (care.dryRun()) {
            PrintWriter text = command.commandLine().getOut();
            gaps.lines().forEach(text::println);
            text.println("Nothing was written.");
        }
        if (care.requireCoverage()) {
            RangeGaps.requireNone(List.of(gaps));
        }
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
        PrintWriter err = command.commandLine().getErr();
        long kept;
        try (Progress progress = progress(selection.bytes())) {
            kept = new ExtractedFile(out).write(extraction, selection, err::println, progress::advance);
        }
        report(kept, selection);
    }

    private Progress progress(long bytes) {
        return Progress.start("extract " + stream, Progress.BYTES, bytes, Clock.systemUTC());
    }

    private void report(long kept, Selection selection) {
        command.commandLine().getErr().printf("Extracted %d of %d captured lines%n", kept, selection.capturedLines());
    }
}
