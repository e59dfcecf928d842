package weir.replay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weir.lake.LakePlace;
import weir.lake.StreamSpec;
import weir.lake.command.ExitCode;
import weir.lake.command.GlobalOptions;
import weir.lake.command.StopSignal;
import weir.lake.config.ServeConfig;
import weir.lake.config.TwitterCredentials;
import weir.lake.config.WeirConfig;
import weir.lake.history.History;
import weir.lake.sample.TweetGenerator;
import weir.lake.sample.TweetOptions;
import weir.replay.serve.Fault;
import weir.replay.serve.FileLines;
import weir.replay.serve.LineSource;
import weir.replay.serve.Pace;
import weir.replay.serve.ServeCounts;
import weir.replay.serve.ServeKeys;
import weir.replay.serve.ServeOptions;
import weir.replay.serve.StreamServer;

/** {@code bin/replay serve}: lines as a live stream of the v1.1 API. */
@Command(
        name = "serve",
        description = "Serves lines as a live stream that a client of Twitter's v1.1 API can connect to.",
        footer = {
            "",
            "Every connection is played the lines from the start, once; then it is kept",
            "open with blank lines.",
            "",
            "Faults, to rehearse a client; each happens once, to one connection:",
            "  420[=60s]@MOMENT    for so long, new connections get HTTP status 420",
            "  stall[=2m]@MOMENT   for so long, nothing is sent, not even blank lines",
            "  reset@MOMENT        TCP reset in the middle of a message",
            "  limit[=100]@MOMENT  so many messages are withheld, then a notice says so",
            "  truncate@MOMENT     the response ends in the middle of a message",
            "MOMENT is a time since the start (10s, 1m) or a number of messages (500).",
            "A client that comes back is played everything again. At the end stands what",
            "was sent, withheld, cut, and what a broken connection did not get any more.",
            "",
            "If WEIR_TWITTER_CONSUMER_KEY and its companions are set, clients must sign",
            "with these keys.",
            "Runs until SIGTERM or SIGINT."
        })
final class ServeCommand implements Callable<Integer> {

    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(10);
    private static final String ENVIRONMENT = "WEIR_TWITTER_";

    @Mixin
    private GlobalOptions options;

    @Mixin
    private RangeOptions which;

    @Spec
    private CommandSpec command;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE|STREAM",
            description = "Files of lines (plain, .gz, .zst), or one stream of the configuration.")
    private List<String> sources = new ArrayList<>();

    @Option(names = "--port", paramLabel = "N", description = "Port to listen on; 0 lets the system choose.")
    private Integer port;

    @Option(
            names = "--speed",
            paramLabel = "X|max",
            defaultValue = "original",
            description = "How many times faster than the lines came at first; max: as fast as the client reads.")
    private String speed;

    @Option(names = "--generate", paramLabel = "N", description = "Serves N generated tweets.")
    private Integer generate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed gives the same tweets, byte for byte.")
    private long seed;

    @Option(
            names = "--fault",
            paramLabel = "KIND@MOMENT",
            description = "Misbehaves: 420, stall, reset, limit or truncate at a moment; see below. May be repeated.")
    private List<String> faults = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        StopSignal stop = StopSignal.install();
        WeirConfig config = options.load();
        List<Fault> planned = plannedFaults();
        LineSource lines = lines(config);
        try (StreamServer server =
                StreamServer.start(lines, serveOptions(config.serve()).withFaults(planned))) {
            command.commandLine().getOut().printf("Serving on %s at speed %s%n", server.baseUrl(), speed);
            ServeCounts before = server.counts();
            while (!stop.await(REPORT_INTERVAL)) {
                ServeCounts now = server.counts();
                if (!now.equals(before)) {
                    print(now);
                }
                before = now;
            }
            print(server.counts());
        }
        return ExitCode.DONE.code();
    }

    private LineSource lines(WeirConfig config) throws IOException {
        if (generate != null) {
            requireNoRange();
            if (generate < 1 || !sources.isEmpty()) {
                throw new ParameterException(
                        command.commandLine(), "--generate takes a number above 0, and no FILE or STREAM beside it");
            }
            TweetOptions tweets = TweetOptions.of(seed, Instant.parse("2026-11-22T00:00:00Z"));
            return LineSource.of(() -> Stream.generate(TweetGenerator.of(tweets)::next)
                    .limit(generate)
                    .iterator());
        }
        if (sources.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(), "serve needs files, the name of a stream, or --generate N");
        }
        if (sources.size() == 1 && !Files.exists(Path.of(sources.get(0))) && isStreamName(sources.get(0))) {
            StreamSpec configured = config.stream(sources.get(0)).spec();
            StreamSpec spec = which.filtered(configured, "true");
            HistoryLines lines =
                    new HistoryLines(new History(LakePlace.existing(config), spec.name()), spec, which.range());
            if (lines.captured() == 0) {
                command.commandLine()
                        .getErr()
                        .println("Nothing was captured of " + spec.name()
                                + " in this range: clients get blank lines only.");
            }
            return lines;
        }
        requireNoRange();
        return new FileLines(sources.stream().map(Path::of).toList());
    }

    private void requireNoRange() {
        if (which.isGiven()) {
            throw new ParameterException(
                    command.commandLine(),
                    "--from, --to and --where choose among the captured lines of a STREAM, not of files or --generate");
        }
    }

    private static boolean isStreamName(String text) {
        return text.matches("[a-z][a-z0-9_]*");
    }

    private ServeOptions serveOptions(ServeConfig config) {
        ServeOptions chosen = ServeOptions.defaults().withPace(pace()).withClock(Clock.systemUTC());
        Optional<ServeKeys> keys = keys(System.getenv());
        if (keys.isPresent()) {
            chosen = chosen.withKeys(keys.get());
        } else {
            command.commandLine()
                    .getErr()
                    .println("No keys in the environment (" + ENVIRONMENT + "…): everybody who can connect may read.");
        }
        return chosen.withAddress(new InetSocketAddress(host(config.host()), port == null ? config.port() : port));
    }

    private static Optional<ServeKeys> keys(Map<String, String> environment) {
        if (environment.keySet().stream().noneMatch(name -> name.startsWith(ENVIRONMENT))) {
            return Optional.empty();
        }
        TwitterCredentials credentials = TwitterCredentials.load(Optional.empty(), environment);
        return Optional.of(new ServeKeys(
                credentials.consumerKey(),
                credentials.consumerSecret(),
                credentials.accessToken(),
                credentials.accessTokenSecret()));
    }

    private InetAddress host(String name) {
        try {
            return InetAddress.getByName(name);
        } catch (UnknownHostException e) {
            throw new ParameterException(command.commandLine(), "serve.host: there is no host " + name, e);
        }
    }

    private Pace pace() {
        try {
            return Pace.parse(speed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--speed: " + e.getMessage(), e);
        }
    }

    private List<Fault> plannedFaults() {
        try {
            return faults.stream().map(Fault::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--fault: " + e.getMessage(), e);
        }
    }

    private void print(ServeCounts counts) {
        String missing = faults.isEmpty()
                ? ""
                : ", %d withheld, %d cut, %d behind a break"
                        .formatted(counts.withheld(), counts.cut(), counts.unsent());
        command.commandLine()
                .getErr()
                .printf(
                        "%d connections (%d open), %d messages, %d keep-alives, %d refused%s%n",
                        counts.connections(),
                        counts.open(),
                        counts.messages(),
                        counts.keepAlives(),
                        counts.refused(),
                        missing);
    }
}
