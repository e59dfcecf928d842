package weir.compaction;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weir.compaction.schedule.AlarmClock;
import weir.compaction.schedule.AlarmClock.Alarm;
import weir.lake.command.BuildVersion;
import weir.lake.command.CommandRunner;
import weir.lake.command.DecisionNeededException;
import weir.lake.command.ExitCode;
import weir.lake.command.GlobalOptions;
import weir.lake.command.StopSignal;
import weir.lake.config.CompactionConfig;
import weir.lake.config.ConfigException;
import weir.lake.config.WeirConfig;

/** {@code bin/compaction}: a service that catches up at its start and then by the schedule, or once. */
@Command(
        name = "compaction",
        description = "Merges committed microbatches into the Delta tables and the archive.",
        footer = {"", "Without --once it runs until SIGTERM or SIGINT, lets the plan in hand finish, and exits 0."})
public final class CompactionCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(CompactionCommand.class);

    @Mixin
    private GlobalOptions options;

    @Spec
    private CommandSpec command;

    @Option(names = "--once", description = "Does what is due and exits.")
    private boolean once;

    @Parameters(arity = "0..*", paramLabel = "STREAM", description = "The streams to compact; all by default.")
    private List<String> streams = new ArrayList<>();

    private final AtomicReference<DecisionNeededException> undecided = new AtomicReference<>();

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(CommandRunner.run(new CompactionCommand(), arguments));
    }

    @Override
    public Integer call() throws Exception {
        StopSignal stop = StopSignal.install();
        WeirConfig config = options.load();
        requireSchedules(config.compaction());
        try (LazySession session = new LazySession(config.spark());
                CompactionService service = CompactionService.open(config, streams, session)) {
            stop.onStop(service::stop);
            if (once) {
                return print(service.compact()).code();
            }
            LOG.info(
                    "Compaction version={} lake={}",
                    BuildVersion.text(),
                    config.lake().root());
            LOG.info("Effective configuration:\n{}", config.effective());
            catchUp(service);
            try (AlarmClock clock = AlarmClock.start(alarms(config.compaction(), service))) {
                stop.onStop(this::wake);
                awaitEnd(stop);
            }
            if (undecided.get() != null) {
                throw undecided.get();
            }
            return ExitCode.DONE.code();
        }
    }

    private void requireSchedules(CompactionConfig config) {
        List<String> problems = new ArrayList<>();
        check("compaction.schedule", config.schedule(), problems);
        if (config.optimizes()) {
            check("compaction.optimize.schedule", config.optimizeSchedule(), problems);
        }
        if (config.vacuums()) {
            check("compaction.vacuum.schedule", config.vacuumSchedule(), problems);
        }
        if (!problems.isEmpty()) {
            throw new ConfigException("Cannot use the configuration " + options.file(), problems);
        }
    }

    private static void check(String key, String cron, List<String> problems) {
        try {
            AlarmClock.check(cron);
        } catch (IllegalArgumentException e) {
            problems.add(key + ": " + e.getMessage());
        }
    }

    private List<Alarm> alarms(CompactionConfig config, CompactionService service) {
        List<Alarm> alarms = new ArrayList<>();
        alarms.add(new Alarm("compaction", config.schedule(), () -> guarded("compaction", () -> catchUp(service))));
        if (config.optimizes()) {
            alarms.add(new Alarm(
                    "optimize", config.optimizeSchedule(), () -> guarded("optimize", () -> service.optimize())));
        }
        if (config.vacuums()) {
            alarms.add(new Alarm("vacuum", config.vacuumSchedule(), () -> guarded("vacuum", () -> service.vacuum())));
        }
        return alarms;
    }

    private static void catchUp(CompactionService service) throws Exception {
        for (String problem : service.compact().problems()) {
            LOG.error("{}", problem);
        }
    }

    /** What fails is tried again at the next alarm, from the lake's state; what a person must decide ends the service. */
    private void guarded(String name, Work work) {
        try {
            work.run();
        } catch (DecisionNeededException e) {
            undecided.set(e);
            wake();
        } catch (Exception e) {
            LOG.error("Cannot finish {}; it is tried again at its next time: {}", name, e.getMessage(), e);
        }
    }

    private synchronized void wake() {
        notifyAll();
    }

    private synchronized void awaitEnd(StopSignal stop) throws InterruptedException {
        while (!stop.raised() && undecided.get() == null) {
            wait();
        }
    }

    private ExitCode print(Outcome outcome) {
        PrintWriter out = command.commandLine().getOut();
        for (Result result : outcome.results()) {
            out.printf(
                    "%s: %d lines in %d microbatches -> %d rows (table version %d), %d duplicates, %d dropped,"
                            + " %d malformed, %d control%n",
                    result.plan().name(),
                    result.plan().lines(),
                    result.plan().microbatches().size(),
                    result.rows(),
                    result.tableVersion(),
                    result.duplicates(),
                    result.dropped(),
                    result.malformed(),
                    result.control());
        }
        if (outcome.results().isEmpty() && outcome.problems().isEmpty()) {
            out.println("Nothing is due.");
        }
        outcome.problems().forEach(problem -> command.commandLine().getErr().println("weir: " + problem));
        return outcome.problems().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** Something that may fail. */
    private interface Work {
        void run() throws Exception;
    }
}
