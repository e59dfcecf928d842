package weir.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The built distribution, used as a person does: by the scripts in its {@code bin/}. */
public final class Distribution {

    /** Credentials, as environment variables. */
    public static final Map<String, String> KEYS = Map.of(
            "WEIR_TWITTER_CONSUMER_KEY", "consumer-key-of-the-test",
            "WEIR_TWITTER_CONSUMER_SECRET", "consumer-secret-of-the-test",
            "WEIR_TWITTER_ACCESS_TOKEN", "access-token-of-the-test",
            "WEIR_TWITTER_ACCESS_TOKEN_SECRET", "access-token-secret-of-the-test");

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final AtomicBoolean CLASS_ARCHIVE_MADE = new AtomicBoolean();

    private final Path home;
    private final Path workingFolder;

    /**
     * The distribution that the build has made, with a class archive that the first test of a process makes for some hundred
     * commands; what processes print goes to files in the folder.
     */
    public Distribution(Path workingFolder) {
        this(Path.of(System.getProperty("weir.distribution")), workingFolder);
        makeClassArchive();
    }

    private Distribution(Path home, Path workingFolder) {
        this.home = home;
        this.workingFolder = workingFolder;
    }

    /** The same distribution unpacked at another place, which is there already and empty. */
    public Distribution unpackedIn(Path place) throws IOException {
        try (Stream<Path> tree = Files.walk(home)) {
            for (Path path : (Iterable<Path>) tree::iterator) {
                Path there = place.resolve(home.relativize(path));
                String name = path.getFileName().toString();
                if (Files.isDirectory(path)) {
                    Files.createDirectories(there);
                } else if (name.endsWith(".jar")) {
                    Files.createLink(there, path); // nobody changes them, and they are large
                } else if (!name.contains("classes")) {
                    Files.copy(path, there, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        return new Distribution(place, workingFolder);
    }

    private void makeClassArchive() {
        synchronized (CLASS_ARCHIVE_MADE) {
            if (!CLASS_ARCHIVE_MADE.get()) {
                start(Map.of("WEIR_CLASS_ARCHIVE", "now"), "lake", "--version").awaitEnd();
                CLASS_ARCHIVE_MADE.set(true);
            }
        }
    }

    /** Where it lies. */
    public Path home() {
        return home;
    }

    /** Starts a command with the keys in its environment. */
    public Running start(String command, String... arguments) {
        return start(KEYS, command, arguments);
    }

    /** Starts a command with these variables in its environment. */
    public Running start(Map<String, String> environment, String command, String... arguments) {
        List<String> line = new ArrayList<>();
        line.add(home.resolve("bin").resolve(command).toString());
        line.addAll(List.of(arguments));
        return start(environment, command, line);
    }

    /** Starts a main class of the tests in a process of its own. */
    public Running startMain(Class<?> main, String... arguments) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1"));
        line.add("-Dlog4j2.configurationFile=" + home.resolve("conf/log4j2.properties"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens"))
                .forEach(line::add);
        String ofSurefire = System.getProperty("surefire.test.class.path");
        line.addAll(List.of("-cp", ofSurefire == null ? System.getProperty("java.class.path") : ofSurefire));
        line.add(main.getName());
        line.addAll(List.of(arguments));
        return start(Map.of(), main.getSimpleName(), line);
    }

    /** Starts another program of the machine with the keys in its environment. */
    public Running startProgram(String program, String... arguments) {
        List<String> line = new ArrayList<>(List.of(program));
        line.addAll(List.of(arguments));
        return start(KEYS, program, line);
    }

    private Running start(Map<String, String> environment, String name, List<String> line) {
        try {
            Path out = Files.createTempFile(workingFolder, name, ".out");
            Path err = Files.createTempFile(workingFolder, name, ".err");
            ProcessBuilder builder = new ProcessBuilder(line)
                    .directory(workingFolder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().keySet().removeIf(variable -> variable.startsWith("WEIR_"));
            builder.environment().put("WEIR_JAVA_OPTS", "-Xmx1g -XX:TieredStopAtLevel=1");
            builder.environment().putAll(environment);
            return new Running(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its end. */
    public Running run(String command, String... arguments) {
        Running running = start(command, arguments);
        running.awaitEnd();
        return running;
    }

    /** Looks again and again until something is so, or fails with what the process said. */
    public static void await(Running running, String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || !running.process.isAlive()) {
                throw new AssertionError("Waited in vain for: " + what + "\n" + running.out() + running.err());
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    /** A process of this test, ended with it. */
    public static final class Running implements AutoCloseable {

        private final Process process;
        private final Path out;
        private final Path err;

        private Running(Process process, Path out, Path err) {
            this.process = process;
            this.out = out;
            this.err = err;
        }

        /** What it has printed to standard output. */
        public String out() {
            return text(out);
        }

        /** What it has printed to standard error. */
        public String err() {
            return text(err);
        }

        /** Waits for the end. @return the exit code */
        public int awaitEnd() {
            try {
                if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("Does not end:\n" + out() + err());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
            return process.exitValue();
        }

        /** Whether the script has become the Java process, so that both have one process id. */
        public boolean isJava() {
            return process.info()
                    .command()
                    .filter(command -> command.endsWith("/java"))
                    .isPresent();
        }

        /** Waits for the end, but not longer. @return whether it has ended */
        public boolean endsWithin(Duration time) {
            try {
                return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }

        /** Sends SIGKILL and waits for the end. @return the exit code */
        public int kill() {
            process.destroyForcibly();
            return awaitEnd();
        }

        /** Sends SIGTERM and waits for the end. @return the exit code */
        public int terminate() {
            process.destroy();
            return awaitEnd();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }

        private static String text(Path file) {
            try {
                return Files.readString(file, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
