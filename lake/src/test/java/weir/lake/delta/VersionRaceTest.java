package weir.lake.delta;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A version of a table belongs to one writer. */
class VersionRaceTest {

    private static final int VERSIONS = 200;

    @TempDir
    private Path table;

    private Path log;

    @BeforeEach
    void makeLog() throws IOException {
        log = Files.createDirectory(table.resolve("_delta_log"));
    }

    private String commit(int version) {
        return log.resolve("%020d.json".formatted(version)).toUri().toString();
    }

    private void requireOneWinner(int version, List<Boolean> wins) throws IOException {
        assertThat(wins).as("version " + version).containsExactlyInAnyOrder(true, false);
        assertThat(Files.readString(log.resolve("%020d.json".formatted(version))))
                .isEqualTo("{\"commitInfo\":{\"writer\":\"" + wins.indexOf(true) + "\"}}\n");
    }

    private void requireOnlyCommits() throws IOException {
        try (Stream<Path> files = Files.list(log)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, VERSIONS)
                            .mapToObj("%020d.json"::formatted)
                            .toList());
        }
    }

    @Test
    void isTakenByOneOfTwoThreads() throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int version = 0; version < VERSIONS; version++) {
                String path = commit(version);
                List<Future<Boolean>> answers = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    String writer = String.valueOf(i);
                    answers.add(threads.submit(() -> {
                        DurableLogStore store = new DurableLogStore(new Configuration());
                        start.await();
                        return VersionRacer.wins(store, path, writer);
                    }));
                }
                requireOneWinner(
                        version, List.of(answers.get(0).get(), answers.get(1).get()));
            }
        } finally {
            threads.shutdownNow();
        }
        requireOnlyCommits();
    }

    @Test
    void isTakenByOneOfTwoProcesses() throws Exception {
        List<Process> racers = List.of(racer("0"), racer("1"));
        try {
            List<BufferedReader> answers = new ArrayList<>();
            List<PrintWriter> orders = new ArrayList<>();
            for (Process racer : racers) {
                answers.add(racer.inputReader(StandardCharsets.UTF_8));
                orders.add(new PrintWriter(racer.outputWriter(StandardCharsets.UTF_8), true));
            }
            for (BufferedReader answer : answers) {
                assertThat(answer.readLine()).isEqualTo("ready");
            }
            for (int version = 0; version < VERSIONS; version++) {
                String path = commit(version);
                orders.forEach(order -> order.println(path));
                List<Boolean> wins = new ArrayList<>();
                for (BufferedReader answer : answers) {
                    wins.add(Boolean.valueOf(answer.readLine()));
                }
                requireOneWinner(version, wins);
            }
        } finally {
            for (Process racer : racers) {
                racer.destroyForcibly().waitFor();
            }
        }
        requireOnlyCommits();
    }

    private static Process racer(String name) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        VersionRacer.class.getName(),
                        name)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
