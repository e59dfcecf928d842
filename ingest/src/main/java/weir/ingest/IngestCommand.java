package weir.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import weir.lake.command.BuildVersion;
import weir.lake.command.CommandRunner;
import weir.lake.command.ExitCode;
import weir.lake.command.GlobalOptions;
import weir.lake.command.StopSignal;
import weir.lake.config.WeirConfig;

/** The command {@code ingest}: captures streams until it is told to stop, then drains and ends with 0. */
@Command(
        name = "ingest",
        description = "Captures streams into the raw zone of the lake. Runs until SIGTERM or SIGINT, then commits what"
                + " it has received and ends; a second SIGINT ends it at once.")
public final class IngestCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(IngestCommand.class);

    @Mixin
    private GlobalOptions options;

    @Parameters(
            paramLabel = "STREAM",
            description = "The streams to capture; all that are configured if none is named.")
    private List<String> streams = new ArrayList<>();

    /** Runs the command and leaves the process with its exit code. */
    public static void main(String[] args) {
        System.exit(CommandRunner.run(new IngestCommand(), args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        StopSignal stop = StopSignal.install();
        WeirConfig config = options.load();
        IngestSetup setup = IngestSetup.of(config, streams, System.getenv());
        LOG.info("weir {} ingest with the configuration\n{}", BuildVersion.text(), config.effective());
        try (IngestService service = IngestService.of(setup)) {
            service.start();
            stop.onStop(service::requestStop);
            service.awaitTermination();
        }
        return ExitCode.DONE.code();
    }
}
