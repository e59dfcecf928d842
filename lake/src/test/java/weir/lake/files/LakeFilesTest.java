package weir.lake.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LakeFilesTest {

    @TempDir
    private Path root;

    private LakeFiles files;

    @BeforeEach
    void open() {
        files = LakeFiles.of(root.toString());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<String> everything() throws IOException {
        try (Stream<Path> found = Files.walk(root)) {
            return found.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void publishesAFileWithItsFoldersAndNothingBeside() throws IOException {
        files.publish("a/b/c.json", bytes("one"));

        assertThat(everything()).containsExactly("a/b/c.json");
        assertThat(files.read("a/b/c.json")).asString().isEqualTo("one");
        assertThat(files.length("a/b/c.json")).isEqualTo(3);
    }

    @Test
    void publishesOverAnOlderFile() throws IOException {
        files.publish("c.json", bytes("a longer one"));

        files.publish("c.json", bytes("two"));

        assertThat(everything()).containsExactly("c.json");
        assertThat(files.read("c.json")).asString().isEqualTo("two");
    }

    @Test
    void leavesTheOldFileWhenPublishingFails() throws IOException {
        files.publish("c.json", bytes("old"));
        Files.createDirectories(root.resolve("c.json.tmp/in-the-way"));

        assertThatThrownBy(() -> files.publish("c.json", bytes("new"))).isInstanceOf(IOException.class);

        assertThat(files.read("c.json")).asString().isEqualTo("old");
    }

    @Test
    void replacesWhatAnAttemptThatEndedTooEarlyLeft() throws IOException {
        Files.writeString(root.resolve("c.json.tmp"), "half of something longer");

        files.publish("c.json", bytes("new"));

        assertThat(everything()).containsExactly("c.json");
        assertThat(files.read("c.json")).asString().isEqualTo("new");
    }

    @Test
    void writesNoChecksumFiles() throws IOException {
        try (WrittenFile out = files.create("raw/part-00000")) {
            out.write(bytes("abc"));
            out.write('\n');
        }

        assertThat(everything()).containsExactly("raw/part-00000");
        assertThat(files.read("raw/part-00000")).asString().isEqualTo("abc\n");
    }

    @Test
    void refusesToWriteToAClosedFileAndClosesTwice() throws IOException {
        WrittenFile out = files.create("f");
        out.close();
        out.close();

        assertThatThrownBy(() -> out.write(1))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot write to a file that is closed");
        assertThat(files.length("f")).isZero();
    }

    @Test
    void listsAndDeletesWhatIsNotThere() throws IOException {
        files.delete("nothing/at/all");
        files.deleteIfEmpty("nothing");

        assertThat(files.list("nothing")).isEmpty();
        assertThat(files.exists("nothing")).isFalse();
        assertThat(everything()).isEmpty();
    }

    @Test
    void listsNamesInOrder() throws IOException {
        for (String name : List.of("d/b", "d/a-2", "d/a-10", "d/c/x")) {
            files.publish(name, bytes(""));
        }

        assertThat(files.list("d")).containsExactly("a-10", "a-2", "b", "c");
    }

    @Test
    void deletesFoldersOnlyIfEmptyWhenAsked() throws IOException {
        files.publish("d/x", bytes(""));

        files.deleteIfEmpty("d");
        assertThat(files.exists("d/x")).isTrue();

        files.delete("d/x");
        files.deleteIfEmpty("d");
        assertThat(files.exists("d")).isFalse();
    }

    @Test
    void deletesManyFoldersAndFollowsNoLink() throws IOException {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            paths.add("d/" + i);
            files.publish("d/" + i + "/first", new byte[1]);
            files.publish("d/" + i + "/deep/x", new byte[1]);
        }
        files.publish("elsewhere/x", new byte[1]);
        Files.createSymbolicLink(root.resolve("d/7/link"), root.resolve("elsewhere"));
        files.publish("d/stays/first", new byte[1]);
        paths.add("d/nothing");

        files.deleteFolders(paths, "first");

        assertThat(files.list("d")).containsExactly("stays");
        assertThat(files.list("elsewhere")).containsExactly("x");
    }

    @Test
    void deletesAFolderWithAllThatIsInIt() throws IOException {
        files.publish("d/e/x", bytes(""));
        files.publish("d/y", bytes(""));

        files.delete("d");

        assertThat(files.exists("d")).isFalse();
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThatThrownBy(() -> files.open("no/file"))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("no/file");
        assertThatThrownBy(() -> files.length("no/file")).isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(() -> files.channel("no/file")).isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(() -> files.rename("no/file", "other"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no/file");
    }

    @Test
    void saysThatAFileHasTheNameOfAFolder() throws IOException {
        files.publish("a", bytes(""));

        assertThatThrownBy(() -> files.publish("a/b", bytes("")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(root.resolve("a").toString());
    }

    @Test
    void worksAtRootsWithUnusualNames() throws IOException {
        for (String name : List.of("with space", "per%20cent", "plus+ünï", "colon:name")) {
            Path unusual = root.resolve(name);

            LakeFiles there = LakeFiles.of(unusual.toString());
            there.publish("x/y", bytes("1"));

            assertThat(unusual.resolve("x/y")).hasContent("1");
            assertThat(there.localPath("x/y")).contains(unusual.resolve("x/y"));
        }
    }

    @Test
    void takesAUriForARoot() throws IOException {
        LakeFiles there = LakeFiles.of(root.resolve("uri").toUri().toString());

        there.publish("x", bytes("1"));

        assertThat(root.resolve("uri/x")).hasContent("1");
        assertThat(there.uri("x")).isEqualTo("file:" + root.resolve("uri/x"));
    }

    @Test
    void createsNothingWhenItOpens() {
        LakeFiles.of(root.resolve("later").toString());

        assertThat(root.resolve("later")).doesNotExist();
    }
}
