package weir.lake.command;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import weir.lake.config.ConfigException;
import weir.lake.config.WeirConfig;

/**
 * The options every command has: {@code --conf}, {@code -D}, {@code --help} and {@code --version}. A picocli mixin; where
 * a command and its subcommand both have it, options may stand before or after the subcommand's name, and those of the
 * subcommand win.
 */
@Command(mixinStandardHelpOptions = true, versionProvider = BuildVersion.class, sortOptions = false)
public final class GlobalOptions {
    /** The system property that names the installation; its {@code conf/weir.conf} is the default. */
    public static final String HOME_PROPERTY = "weir.home";

    private static final Path DEFAULT_FILE = Path.of("conf", "weir.conf");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--conf",
            paramLabel = "FILE",
            description = "The configuration; by default conf/weir.conf of the installation.")
    private Path file;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "Sets a key of the configuration, e.g. -D ingest.batch-interval=1s. May be repeated.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    /**
     * Reads the configuration these options name.
     *
     * @throws ConfigException if it cannot be used
     */
    public WeirConfig load() {
        return WeirConfig.load(file(), overrides());
    }

    /** The file the configuration is read from. */
    public Path file() {
        return outermostFirst().stream()
                .map(options -> options.file)
                .filter(Objects::nonNull)
                .reduce((outer, inner) -> inner)
                .orElseGet(GlobalOptions::defaultFile);
    }

    /** The overrides, by key, later ones in place of earlier ones. */
    public Map<String, String> overrides() {
        Map<String, String> all = new LinkedHashMap<>();
        outermostFirst().forEach(options -> all.putAll(options.overrides));
        return all;
    }

    private static Path defaultFile() {
        String home = System.getProperty(HOME_PROPERTY);
        return home == null ? DEFAULT_FILE : Path.of(home).resolve(DEFAULT_FILE);
    }

    private Deque<GlobalOptions> outermostFirst() {
        Deque<GlobalOptions> found = new ArrayDeque<>();
        for (CommandSpec spec = command; spec != null; spec = spec.parent()) {
            for (CommandSpec mixin : spec.mixins().values()) {
                if (mixin.userObject() instanceof GlobalOptions options) {
                    found.addFirst(options);
                }
            }
        }
        return found;
    }
}
