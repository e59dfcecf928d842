package weir.console;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import weir.lake.command.ExitCode;
import weir.lake.command.GlobalOptions;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;
import weir.lake.quarantine.LineSelection;
import weir.lake.quarantine.Quarantine;
import weir.lake.quarantine.QuarantineFile;
import weir.lake.quarantine.QuarantineReader;
import weir.lake.quarantine.QuarantinedLine;

/** {@code bin/lake quarantine show}: the lines in quarantine. */
@Command(
        name = "show",
        description = "Shows lines in quarantine with reason and origin. Bytes that are no printable text are shown as"
                + " \\xHH.")
final class QuarantineShowCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions options;

    @Mixin
    private QuarantineTarget target = new QuarantineTarget();

    @Option(names = "--limit", paramLabel = "N", description = "At most so many lines.")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--raw", description = "Only the lines, byte for byte, each ended by LF.")
    private boolean raw;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        if (limit < 1) {
            throw new ParameterException(command.commandLine(), "--limit must be at least 1, but is " + limit);
        }
        WeirConfig config = options.load();
        LineSelection selection = target.selection();
        Quarantine quarantine = new Quarantine(
                LakeFiles.of(config.lake().root()), target.spec(config).name());
        long shown = 0;
        for (QuarantineFile file : quarantine.files()) {
            try (QuarantineReader reader = quarantine.open(file)) {
                Optional<QuarantinedLine> line = reader.next();
                while (line.isPresent() && shown < limit) {
                    if (selection.includes(line.get())) {
                        show(file, line.get());
                        shown++;
                    }
                    line = reader.next();
                }
            }
        }
        if (shown == 0) {
            command.commandLine().getErr().println("No such lines are in quarantine.");
        }
        return ExitCode.DONE.code();
    }

    private void show(QuarantineFile file, QuarantinedLine line) throws IOException {
        if (raw) {
            PrintStream out = System.out;
            out.write(line.bytes());
            out.write('\n');
            out.flush();
            return;
        }
        command.commandLine()
                .getOut()
                .printf(
                        "%s line %d, %d bytes, plan %d: %s, %s%n  %s%n",
                        line.microbatch().name(),
                        line.line(),
                        line.bytes().length,
                        file.plan(),
                        line.malformed().reason(),
                        line.malformed().detail(),
                        PrintableLine.of(line.bytes()));
    }
}
