package weir.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.console.Distribution.Running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** The archive of classes that commands start from: there is one or none, and no command minds. */
class ClassArchiveIT {

    private static final String MODE = "WEIR_CLASS_ARCHIVE";
    private static final Map<String, String> NOW = Map.of(MODE, "now");
    private static final Map<String, String> BESIDE = Map.of(MODE, "");
    private static final Map<String, String> WITHOUT_OPTIONS = Map.of(MODE, "", "WEIR_JAVA_OPTS", "");

    @TempDir
    private Path folder;

    private Distribution weir;
    private Path home;
    private Path lib;

    @BeforeEach
    void unpack() throws IOException {
        Distribution built = new Distribution(folder);
        home = Files.createTempDirectory(built.home().getParent(), "unpacked");
        weir = built.unpackedIn(home);
        lib = home.resolve("lib");
    }

    @AfterEach
    void remove() throws IOException {
        // jars are links to those that were built, beside which a temporary folder need not be
        Files.setPosixFilePermissions(lib, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (Stream<Path> tree = Files.walk(home)) {
            for (Path path : tree.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    @Test
    void isMadeOnceByWhoeverComesAndAgainWhenItIsBroken() throws IOException {
        Running one = weir.start(NOW, "lake", "--version");
        Running other = weir.start(NOW, "replay", "--version");
        assertVersion(one);
        assertVersion(other);

        Path archive = onlyArchive();
        FileTime made = Files.getLastModifiedTime(archive);
        assertThat(filesOfTheMaking()).isEmpty();
        assertThat(classesFromArchive()).isGreaterThan(100);
        assertThat(onlyArchive()).isEqualTo(archive);
        assertThat(Files.getLastModifiedTime(archive)).isEqualTo(made);

        byte[] whole = Files.readAllBytes(archive);
        byte[] foreign = "no archive".getBytes(StandardCharsets.US_ASCII);
        byte[] cut = Arrays.copyOf(whole, whole.length / 2);
        byte[] damaged = whole.clone();
        Arrays.fill(damaged, whole.length / 3, whole.length / 2, (byte) 0);
        for (byte[] broken : List.of(foreign, cut, damaged)) {
            Files.deleteIfExists(archive);
            Files.write(archive, broken);
            assertVersion(weir.start(BESIDE, "lake", "--version"));
            assertThat(archive)
                    .as("other options may be why Java did without it")
                    .hasBinaryContent(broken);
            assertVersion(weir.start(WITHOUT_OPTIONS, "lake", "--version"));
            assertThat(archive).doesNotExist();
        }
        assertVersion(weir.start(NOW, "lake", "--version"));
        assertVersion(weir.start(WITHOUT_OPTIONS, "lake", "--version"));
        assertThat(archive).exists();
        assertThat(classesFromArchive()).isGreaterThan(100);
    }

    @Test
    void isMadeBesideACommandInPlaceOfOneForOtherJars() throws IOException {
        Path ofOtherJars = Files.writeString(lib.resolve("classes-1-2.jsa"), "those of an earlier version");

        Running first = weir.start(BESIDE, "replay", "serve", "--generate", "10", "--port", "0");
        Distribution.await(
                first,
                "an archive",
                () -> archives().stream().noneMatch(ofOtherJars::equals)
                        && archives().size() == 1);
        first.close();
        assertThat(onlyArchive()).isNotEmptyFile();
    }

    @Test
    void isNotMadeWhereNobodyWantsItOrNobodyMay() throws IOException {
        assertVersion(weir.start(Map.of(MODE, "off"), "lake", "--version"));
        assertThat(archives()).isEmpty();

        Files.setPosixFilePermissions(lib, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeThat(Files.isWritable(lib)).as("root may write everywhere").isFalse();
        assertVersion(weir.start(NOW, "lake", "--version"));
        assertThat(archives()).isEmpty();
    }

    @Test
    void isNotTriedAgainWithTheJarsItCannotBeMadeFrom() throws IOException {
        Files.delete(jar("weir-console"));

        assertVersion(weir.start(NOW, "replay", "--version"));
        Path first = onlyArchive();
        assertVersion(weir.start(NOW, "replay", "--version"));
        assertThat(onlyArchive()).isEqualTo(first).isEmptyFile();

        Path changed = jar("weir-ingest");
        byte[] content = Files.readAllBytes(changed);
        Files.delete(changed); // it is a link
        Files.write(changed, content);
        Files.setLastModifiedTime(changed, FileTime.from(Instant.parse("2026-11-22T10:00:00Z")));
        assertVersion(weir.start(NOW, "replay", "--version"));
        assertThat(onlyArchive()).isNotEqualTo(first);
        assertThat(filesOfTheMaking()).isEmpty();
    }

    private static void assertVersion(Running command) {
        assertThat(command.awaitEnd()).as(command.err()).isZero();
        assertThat(command.out()).hasLineCount(1).endsWith(System.getProperty("weir.version") + "\n");
        assertThat(command.err()).isEmpty();
    }

    /** How many classes a command takes from it. */
    private long classesFromArchive() throws IOException {
        Path loaded = folder.resolve("loaded");
        Map<String, String> environment = Map.of(MODE, "", "JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + loaded);
        assertThat(weir.start(environment, "lake", "--help").awaitEnd()).isZero();
        try (Stream<String> lines = Files.lines(loaded)) {
            return lines.filter(line -> line.contains(" picocli.") || line.contains(" weir."))
                    .filter(line -> line.contains("shared objects file"))
                    .count();
        }
    }

    private Path onlyArchive() {
        assertThat(archives()).hasSize(1);
        return archives().get(0);
    }

    private List<Path> archives() {
        return filesOfLib("classes-", ".jsa");
    }

    private List<Path> filesOfTheMaking() {
        return filesOfLib(".classes.", "").stream()
                .filter(path -> !path.endsWith(".classes.lock"))
                .toList();
    }

    private Path jar(String begin) {
        return filesOfLib(begin, ".jar").get(0);
    }

    private List<Path> filesOfLib(String begin, String end) {
        try (Stream<Path> files = Files.list(lib)) {
            return files.filter(path -> path.getFileName().toString().startsWith(begin)
                            && path.getFileName().toString().endsWith(end))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
