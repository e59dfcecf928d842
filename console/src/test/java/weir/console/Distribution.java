package weir.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The built distribution, used as a person does: by the scripts in its {@code bin/}. */
final class Distribution {

    static final Map<String, String> KEYS = Map.of(
            "WEIR_TWITTER_CONSUMER_KEY", "consumer-key-of-the-test",
            "WEIR_TWITTER_CONSUMER_SECRET", "consumer-secret-of-the-test",
            "WEIR_TWITTER_ACCESS_TOKEN", "access-token-of-the-test",
            "WEIR_TWITTER_ACCESS_TOKEN_SECRET", "access-token-secret-of-the-test");

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path home = Path.of(System.getProperty("weir.distribution"));
    private final Path workingFolder;

    Distribution(Path workingFolder) {
        this.workingFolder = workingFolder;
    }

    Path home() {
        return home;
    }

    /** Starts a command with the keys in its environment. */
    Running start(String command, String... arguments) {
        return start(KEYS, command, arguments);
    }

    /** Starts a command with these variables in its environment. */
    Running start(Map<String, String> environment, String command, String... arguments) {
        List<String> line = new ArrayList<>();
        line.add(home.resolve("bin").resolve(command).toString());
        line.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile(workingFolder, command, ".out");
            Path err = Files.createTempFile(workingFolder, command, ".err");
            ProcessBuilder builder = new ProcessBuilder(line)
                    .directory(workingFolder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("WEIR_"));
            builder.environment().putAll(environment);
            builder.environment().put("WEIR_JAVA_OPTS", "-Xmx1g -XX:TieredStopAtLevel=1");
            return new Running(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its end. */
    Running run(String command, String... arguments) {
        Running running = start(command, arguments);
        running.awaitEnd();
        return running;
    }

    /** Looks again and again until something is so, or fails with what the process said. */
    static void await(Running running, String what, BooleanSupplier condition) {
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
    static final class Running implements AutoCloseable {

        private final Process process;
        private final Path out;
        private final Path err;

        private Running(Process process, Path out, Path err) {
            this.process = process;
            this.out = out;
            this.err = err;
        }

        String out() {
            return text(out);
        }

        String err() {
            return text(err);
        }

        /** Waits for the end. @return the exit code */
        int awaitEnd() {
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

        /** Sends SIGTERM and waits for the end. @return the exit code */
        int terminate() {
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
