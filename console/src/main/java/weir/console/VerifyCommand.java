package weir.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weir.compaction.LazySession;
import weir.compaction.QuarantineCount;
import weir.compaction.TableVerification;
import weir.lake.StreamSpec;
import weir.lake.Tables;
import weir.lake.command.ExitCode;
import weir.lake.command.GlobalOptions;
import weir.lake.command.Progress;
import weir.lake.config.WeirConfig;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;
import weir.lake.files.Mismatch;
import weir.lake.history.TimeRange;
import weir.lake.verify.ArchiveVerification;
import weir.lake.verify.ContinuityVerification;
import weir.lake.verify.QuarantineVerification;
import weir.lake.verify.RawVerification;
import weir.lake.verify.Verified;

/** {@code bin/lake verify}: recomputes checksums and counts, and names what does not match. */
@Command(
        name = "verify",
        description =
                "Recomputes checksums and counts of raw zone, archive, quarantine and table, and names what does not"
                        + " match. Changes nothing. Ingest and compaction may run.",
        footer = {"", "Exits 0 if everything matches, 1 if something does not."})
final class VerifyCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions options;

    @Mixin
    private MicrobatchRange range = new MicrobatchRange();

    @Option(names = "--no-table", description = "Leaves the tables out, which need Spark.")
    private boolean withoutTable;

    @Parameters(arity = "0..*", paramLabel = "STREAM", description = "The streams to verify; all by default.")
    private List<String> streams = new ArrayList<>();

    @Spec
    private CommandSpec command;

    private int mismatches;

    @Override
    public Integer call() throws IOException {
        WeirConfig config = options.load();
        TimeRange wanted = range.range();
        List<String> chosen = streams.isEmpty() ? List.copyOf(config.streams().keySet()) : streams;
        chosen.forEach(config::stream);
        LakeFiles files = LakeFiles.of(config.lake().root());
        try (LazySession session = new LazySession(config.spark())) {
            for (String stream : chosen) {
                verify(
                        files,
                        config.ingest().spool().root().map(LakeFiles::of).orElse(files),
                        config.stream(stream).spec(),
                        wanted,
                        session);
            }
        }
        PrintWriter out = command.commandLine().getOut();
        if (mismatches == 0) {
            out.println("Everything matches.");
            return ExitCode.DONE.code();
        }
        out.printf("%d %s not match.%n", mismatches, mismatches == 1 ? "thing does" : "things do");
        return ExitCode.FAILED.code();
    }

    private void verify(LakeFiles files, LakeFiles spools, StreamSpec spec, TimeRange wanted, LazySession session)
            throws IOException {
        String stream = spec.name();
        // raw first: what a compaction moves in between is then found in the archive
        RawVerification raw = new RawVerification(files, stream, wanted);
        try (Progress progress = progress("raw zone of " + stream, raw.bytes())) {
            report(stream, "raw zone", () -> raw.run(progress::advance));
        }
        ArchiveVerification archive = new ArchiveVerification(files, stream, wanted);
        try (Progress progress = progress("archive of " + stream, archive.bytes())) {
            report(stream, "archive", () -> archive.run(progress::advance));
        }
        report(stream, "continuity", () -> new ContinuityVerification(files, spools, stream, wanted).run());
        report(stream, "quarantine", () -> new QuarantineVerification(files, stream, wanted).run());
        report(stream, "quarantine counts", () -> new QuarantineCount(files, stream, wanted).run());
        boolean begun = files.exists(Tables.ofStream(stream)) || files.exists("state/plans/" + stream);
        if (begun && !withoutTable) {
            report(stream, "table", () -> new TableVerification(files, session.get(), spec, wanted).run());
        }
    }

    private static Progress progress(String what, long bytes) {
        return Progress.start("reading the " + what, Progress.BYTES, bytes, Clock.systemUTC());
    }

    private void report(String stream, String what, Check check) throws IOException {
        Verified verified;
        try {
            verified = check.run();
        } catch (CorruptLakeException e) {
            verified = new Verified(
                    what,
                    "cut short",
                    List.of(Mismatch.unreadable(what, "files that can be read", e, "Restore it from a copy.")));
        }
        PrintWriter out = command.commandLine().getOut();
        out.printf(
                "%s, %s: %s: %s%n",
                stream,
                verified.what(),
                verified.counted(),
                verified.mismatches().isEmpty() ? "ok" : "DOES NOT MATCH");
        for (Mismatch mismatch : verified.mismatches()) {
            out.printf(
                    "  %s%n    expected  %s%n    found     %s%n    %s%n",
                    mismatch.where(), mismatch.expected(), mismatch.found(), mismatch.advice());
            mismatches++;
        }
    }

    /** One part of the verification. */
    @FunctionalInterface
    private interface Check {
        Verified run() throws IOException;
    }
}
