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
import weir.compaction.StreamVerification;
import weir.lake.LakePlace;
import weir.lake.command.ExitCode;
import weir.lake.command.GlobalOptions;
import weir.lake.command.Progress;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;
import weir.lake.files.Mismatch;
import weir.lake.history.TimeRange;
import weir.lake.verify.Verified;

/** {@code bin/lake verify}: recomputes checksums and counts, and names what does not match. */
@Command(
        name = "verify",
        description =
                "Recomputes checksums and counts of raw zone, archive, plans, quarantine and tables, and names what does"
                        + " not match. Segments and plans that reach into the range are checked as a whole. Changes"
                        + " nothing. Ingest and compaction may run.",
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
        LakeFiles files = LakePlace.existing(config);
        LakeFiles spools = LakePlace.spools(config, files);
        try (LazySession session = new LazySession(config.spark())) {
            for (String stream : chosen) {
                verify(
                        new StreamVerification(
                                files, spools, config.stream(stream).spec(), wanted),
                        stream,
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

    private void verify(StreamVerification stream, String name, LazySession session) throws IOException {
        for (StreamVerification.Check check : stream.ofFiles()) {
            run(check, name);
        }
        if (!withoutTable) {
            for (StreamVerification.Check check : stream.ofTables(session)) {
                run(check, name);
            }
        }
    }

    private void run(StreamVerification.Check check, String stream) {
        Verified verified;
        if (check.bytes() == 0) {
            verified = check.run(bytes -> {});
        } else {
            String task = "reading the " + check.what() + " of " + stream;
            try (Progress progress = Progress.start(task, Progress.BYTES, check.bytes(), Clock.systemUTC())) {
                verified = check.run(progress::advance);
            }
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
        out.flush();
    }
}
