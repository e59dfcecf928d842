package weir.replay.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import com.github.luben.zstd.Zstd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import weir.lake.raw.LineCursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FileLinesTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            a~b~        | a,b
            a~b         | a,b
            a^~b^~      | a,b
            a^~b^       | a,b
            ~~a~ ^~~b~~ | a,b
            a^b~c       | a^b,c
            !a~!b       | a,!b
            !~a         | a
            a^^~        | a^
            """)
    void endsLinesWithLineFeed(String file, String lines) throws IOException {
        Path path = write("lines.json", plain(file));

        List<String> read = read(List.of(path));

        assertThat(read)
                .containsExactlyElementsOf(List.of(lines.split(",", -1)).stream()
                        .map(FileLinesTest::text)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "!", "^~^~"})
    void findsNothingInWhatHasNoLines(String file) throws IOException {
        Path path = write("lines.json", plain(file));

        assertThat(read(List.of(path))).isEmpty();
    }

    @Test
    void unpacksSeveralMembersAndFrames() throws IOException {
        Path gzip = write("a.ndjson.gz", concatenated(gzip("a\nb"), gzip("c\nd\n")));
        Path zstd = write("b.jsonl.ZST", concatenated(zstd("e\nf"), zstd("g\nh\n"), skippable(), skippable()));
        Path plain = write("c", "i".getBytes(StandardCharsets.UTF_8));

        List<String> read = read(List.of(gzip, zstd, plain));

        assertThat(read).containsExactly("a", "bc", "d", "e", "fg", "h", "i");
    }

    @Test
    void readsLinesLongerThanItsBuffer() throws IOException {
        String first = "x".repeat(700_000);
        String second = "é".repeat(300_000);
        Path path = write("long", (first + "\n" + second + "\r\nz").getBytes(StandardCharsets.UTF_8));

        List<String> read = read(List.of(path));

        assertThat(read).containsExactly(first, second, "z");
    }

    @Test
    void beginsAnewForEachReader() throws IOException {
        FileLines lines = new FileLines(List.of(write("lines", "a\nb".getBytes(StandardCharsets.UTF_8))));
        LineCursor first = lines.open();
        first.next();
        LineCursor second = lines.open();

        boolean found = second.next();

        assertThat(found).isTrue();
        assertThat(text(second)).isEqualTo("a");
        first.close();
        second.close();
    }

    @Test
    void namesAllFilesThatAreNotThere() {
        Path missing = directory.resolve("missing.json");

        assertThatThrownBy(() -> new FileLines(List.of(missing, directory)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(missing.toString() + ", " + directory);
    }

    @Test
    void namesAFileThatCannotBeUnpacked() throws IOException {
        byte[] whole = zstd("a line of some length that is cut".repeat(50));
        Path cut = write("cut.zst", Arrays.copyOf(whole, whole.length - 5));
        Path wrong = write("wrong.gz", "no gzip".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> read(List.of(cut))).hasMessageStartingWith("Cannot read " + cut);
        assertThatThrownBy(() -> read(List.of(wrong))).hasMessageStartingWith("Cannot read " + wrong);
    }

    private static byte[] plain(String file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < file.length(); i++) {
            char character = file.charAt(i);
            if (character == '!') {
                bytes.writeBytes(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
            } else {
                bytes.write(text(String.valueOf(character)).charAt(0));
            }
        }
        return bytes.toByteArray();
    }

    private static String text(String written) {
        return written.replace('~', '\n').replace('^', '\r').replace("!", "\uFEFF");
    }

    private static String text(LineCursor cursor) {
        return new String(cursor.buffer(), cursor.offset(), cursor.length(), StandardCharsets.UTF_8);
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(directory.resolve(name), bytes);
    }

    private static List<String> read(List<Path> files) throws IOException {
        List<String> lines = new ArrayList<>();
        try (LineCursor cursor = new FileLines(files).open()) {
            while (cursor.next()) {
                lines.add(text(cursor));
            }
        }
        return lines;
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** A zstd frame without content, as a segment of the archive ends in. */
    private static byte[] skippable() {
        return new byte[] {0x57, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 7, 7, 7};
    }

    private static byte[] zstd(String text) {
        return Zstd.compress(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
