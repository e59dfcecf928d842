package weir.lake.raw;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import weir.lake.Lines;
import weir.lake.files.CorruptLakeException;
import weir.lake.files.LakeFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CorruptManifestTest {

    private static final Microbatch BATCH = new Microbatch("events", 1_000);

    @TempDir
    private Path root;

    private RawZone raw;
    private Path file;

    @BeforeEach
    void commit() throws IOException {
        LakeFiles files = LakeFiles.of(root.toString());
        raw = new RawZone(files, "events");
        Lines.commit(files, Lines.events("true"), 1_000, List.of(Lines.event(1, "2020-01-01", "es")));
        file = root.resolve(BATCH.path(Microbatch.MANIFEST));
    }

    private void refuses(String reason) {
        assertThatThrownBy(() -> raw.manifest(BATCH))
                .isInstanceOf(CorruptLakeException.class)
                .hasMessage("Cannot read file:" + file + ": " + reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"format\" : 2 | \"format\" : 3 | its format version is 3, and this version of Weir knows 2. Use the"
                        + " version of Weir that wrote it.",
                "\"format\" : 2 | \"format\" : \"1\" | \"format\" is not a whole number",
                "\"format\" : 2, | `` | \"format\" is missing",
                "\"stream\" : \"events\", | `` | \"stream\" is missing",
                "\"stream\" : \"events\" | \"stream\" : \"others\" | \"time\" says others-1000, but the folder is"
                        + " events-1000",
                "\"time\" : 1000 | \"time\" : 1001 | \"time\" says events-1001, but the folder is events-1000",
                "\"time\" : 1000 | \"time\" : 1000.5 | \"time\" is not a whole number",
                "\"time\" : 1000 | \"time\" : 99999999999999999999 | \"time\" is not a whole number",
                "\"parts\" : | \"part\" : | \"parts\" is missing",
                "part-00000 | ../part-00000 | Not the name of a part: ../part-00000",
                "\"lines\" : 1 | \"lines\" : -1 | Part part-00000 cannot have -1 lines, 45 bytes",
                "\"sha256\" : \" | \"sha256\" : \"X | Part part-00000 needs a SHA-256 of 64 hex digits",
                "\"sha256\" | \"sha1\" | \"sha256\" is missing",
                "\"kept\" : 1 | \"kept\" : true | \"kept\" is not a whole number",
                "\"kept\" : 1 | \"kept\" : null | \"kept\" is missing",
                "\"control\" : { } | \"control\" : [ ] | \"control\" is not an object",
                "\"control\" : { } | \"control\" : { \"limit\" : \"a\" } | \"limit\" is not a whole number",
                "\"firstEvent\" : \" | \"firstEvent\" : \"x | \"firstEvent\" is no time such as"
                        + " 2026-11-22T10:06:25Z",
                "\"filter\" : \" | \"filter\" : 5, \"x\" : \" | \"filter\" is not a text",
                "\"connections\" : [ ] | \"connections\" : [ 5 ] | \"connections\" holds something that is no object",
                "\"connections\" : [ ] | \"connections\" : [ {\"from\" : \"2020-01-02T00:00:00Z\", \"until\" :"
                        + " \"2020-01-01T00:00:00Z\"} ] | \"until\" is before \"from\"",
                "\"writer\" | \"wrote\" | \"writer\" is missing",
            })
    void refusesAManifestThatWasChanged(String old, String changed, String reason) throws IOException {
        Lines.correct(file, old, changed);

        refuses(reason);
    }

    @Test
    void refusesBytesThatAreNotThoseOfTheChecksum() throws IOException {
        Files.writeString(file, Files.readString(file).replace("\"kept\" : 1", "\"kept\" : 0"));

        refuses("its checksum is of other bytes. Restore it from a copy; whoever has corrected it takes the member"
                + " \"checksum\" out.");

        Lines.correct(file, "\"kept\" : 0", "\"kept\" : 1");
        assertThat(raw.manifest(BATCH).counts().kept()).isEqualTo(1);
    }

    @Test
    void refusesAManifestThatWasCutAnywhere() throws IOException {
        byte[] content = Files.readAllBytes(file);
        int end = content.length - 2; // without the closing brace
        for (int length = 0; length < end; length++) {
            Files.write(file, Arrays.copyOf(content, length));

            assertThatThrownBy(() -> raw.manifest(BATCH))
                    .isInstanceOf(CorruptLakeException.class)
                    .hasMessageStartingWith("Cannot read file:" + file + ": ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "5", "\"manifest\""})
    void refusesWhatIsNoObject(String content) throws IOException {
        Files.writeString(file, content);

        refuses("it holds no JSON object");
    }

    @Test
    void refusesTwoManifestsInOneFile() throws IOException {
        Files.writeString(file, Files.readString(file) + "{}");

        assertThatThrownBy(() -> raw.manifest(BATCH))
                .isInstanceOf(CorruptLakeException.class)
                .hasMessageStartingWith("Cannot read file:" + file + ": Trailing token (of type START_OBJECT)");
    }

    @Test
    void refusesBytesThatAreNoText() throws IOException {
        for (byte[] content : List.of(
                new byte[64], new byte[] {0, 0, 0, '{', -1, -1, -1, -1, 0, 0, 0, 0}, new byte[] {'{', '"', -1, '"'})) {
            Files.write(file, content);

            assertThatThrownBy(() -> raw.manifest(BATCH))
                    .isInstanceOf(CorruptLakeException.class)
                    .hasMessageStartingWith("Cannot read file:" + file + ": ");
        }
    }
}
