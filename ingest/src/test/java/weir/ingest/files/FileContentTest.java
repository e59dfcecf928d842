package weir.ingest.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.Lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weir.ingest.files.Compressed.concat;
import static weir.ingest.files.Compressed.gzip;
import static weir.ingest.files.Compressed.skippable;
import static weir.ingest.files.Compressed.zstd;
import static weir.ingest.files.Compressed.zstdWithChecksum;

/** What is a whole file, and what is none. */
class FileContentTest {

    private static final ReadLimits LIMITS = new ReadLimits(1 << 20, 1 << 30, 100);
    private static final byte[] ZEROS = new byte[512];

    @TempDir
    private Path folder;

    @Test
    void membersAndFramesAreReadOneBehindTheOther() throws IOException {
        assertThat(text(concat(gzip("one\ntw"), gzip(""), gzip("o\n")))).isEqualTo("one\ntwo\n");
        assertThat(text(concat(
                        skippable(), zstd("one\ntw"), zstd(""), zstdWithChecksum("o\n"), skippable(), skippable())))
                .isEqualTo("one\ntwo\n");
    }

    @Test
    void whatHoldsNothingIsWholeToo() throws IOException {
        for (byte[] content : List.of(new byte[0], gzip(""), zstd(""), skippable())) {
            assertThat(text(content)).isEmpty();
        }
    }

    @Test
    void aFileIsWholeWhereAMemberEndsAndNowhereElse() throws IOException {
        byte[] whole = concat(gzip("one\n".repeat(100)), gzip("two\n"), gzip("three\n"));

        assertThat(wholeCuts(whole)).containsExactlyElementsOf(ends(gzip("one\n".repeat(100)), gzip("two\n")));
    }

    @Test
    void aFileIsWholeWhereAFrameEndsAndNowhereElse() throws IOException {
        byte[][] frames = {
            zstd("one\n".repeat(100)), zstdWithChecksum("two\n"), skippable(), skippable(), zstd("x".repeat(900))
        };

        assertThat(wholeCuts(concat(concat(frames), zstd("end\n")))).containsExactlyElementsOf(ends(frames));
    }

    @Test
    void whatStandsBehindTheLastMemberAndIsNoneMakesAFileDamaged() throws IOException {
        byte[] member = gzip("one\n");
        byte[] otherMagic = member.clone();
        otherMagic[1] ^= 1;
        byte[] otherMethod = member.clone();
        otherMethod[2] = 7;
        byte[] reservedFlags = member.clone();
        reservedFlags[3] = (byte) 0xe0;
        byte[] otherChecksum = member.clone();
        otherChecksum[member.length - 6] ^= 1;
        byte[] otherLength = member.clone();
        otherLength[member.length - 1] ^= 1;

        for (byte[] behind : List.of(
                otherMagic,
                otherMethod,
                reservedFlags,
                otherChecksum,
                otherLength,
                ZEROS,
                new byte[1],
                new byte[] {0x1f},
                Lines.utf8("{}\n"),
                zstd("two\n"))) {
            assertRefused(concat(member, behind), "it is damaged or not complete (", true);
        }
    }

    @Test
    void whatStandsBehindTheLastFrameAndIsNoneMakesAFileDamaged() throws IOException {
        byte[] frame = zstd("one\n".repeat(100));
        byte[] otherChecksum = zstdWithChecksum("two\n");
        otherChecksum[otherChecksum.length - 1] ^= 1;
        byte[] otherSize = zstd("two\n".repeat(100));
        otherSize[5] ^= 1;

        for (byte[] behind : List.of(
                otherChecksum,
                otherSize,
                ZEROS,
                new byte[1],
                new byte[] {0x28},
                new byte[] {0x50, 0x2a},
                Lines.utf8("{}\n"),
                gzip("two\n"))) {
            assertRefused(concat(frame, behind), "it is damaged or not complete (", true);
        }
    }

    @Test
    void aFlippedBitNeverGivesOtherLines() throws IOException {
        for (byte[] whole : List.of(gzip("one\ntwo\n".repeat(20)), zstdWithChecksum("one\ntwo\n".repeat(20)))) {
            for (int bit = 32; bit < 8 * whole.length; bit++) { // behind the magic bytes
                byte[] flipped = whole.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                try {
                    assertThat(text(flipped)).as("bit %d", bit).isEqualTo("one\ntwo\n".repeat(20));
                } catch (RefusedFileException e) {
                    assertThat(e.refusal().reason()).startsWith("it ");
                }
            }
        }
    }

    @Test
    void aWindowThatWouldFillTheMemoryIsRefused() throws IOException {
        for (int windowLog : List.of(28, 31, 41)) {
            byte[] frame = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) ((windowLog - 10) << 3), 1, 0, 0};
            assertRefused(frame, "it needs a window above 128 MiB", true);
        }
    }

    @Test
    void aGzipHeaderWithoutEndIsRefusedBeforeItFillsTheMemory() throws IOException {
        byte[] name = new byte[3 << 20];
        Arrays.fill(name, (byte) 'n');
        byte[] member = {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 3};

        assertRefused(concat(member, name), "it is damaged: a gzip header has no end", false);
    }

    @Test
    void bombsAndLongLinesAreRefused() throws IOException {
        assertRefused(gzip(("a".repeat(1023) + "\n").repeat(80 << 10)), "it expands to more than max-expansion", false);
        assertRefused(zstd(("a".repeat(1023) + "\n").repeat(80 << 10)), "it expands to more than max-expansion", false);
        assertRefused(Lines.utf8("b".repeat((1 << 20) + 1)), "a line is longer than max-line", false);
        assertThat(text(Lines.utf8("b".repeat(1 << 20)))).hasSize(1 << 20);
    }

    @Test
    void limitsDoNotOverflow() {
        ReadLimits wide = new ReadLimits(1, Long.MAX_VALUE, Integer.MAX_VALUE);

        assertThat(wide.expanded(1)).isEqualTo(Integer.MAX_VALUE);
        assertThat(wide.expanded(1L << 40)).isEqualTo(Long.MAX_VALUE);
        assertThat(LIMITS.expanded(1)).isEqualTo(64 << 20);
        assertThat(LIMITS.expanded(1L << 40)).isEqualTo(1 << 30);
        assertThat(LIMITS.expanded(1 << 20)).isEqualTo(100 << 20);
    }

    @Test
    void aFileThatChangesWhileItIsReadIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("a"), Lines.utf8("one\n".repeat(100_000)));
        SeenFile seen = seen(file);
        assertChanged(seen, () -> Files.writeString(file, "two\n".repeat(100_000)), file);
        assertChanged(seen, () -> Files.write(file, Lines.utf8("one\n".repeat(200_000))), file);
        assertChanged(seen, () -> Files.write(file, Lines.utf8("one\n")), file);
        assertChanged(seen, () -> Files.delete(file), file);
    }

    private interface Change {
        void make() throws IOException;
    }

    private void assertChanged(SeenFile seen, Change change, Path file) throws IOException {
        Files.write(file, Lines.utf8("one\n".repeat(100_000)));
        Files.setLastModifiedTime(file, FileTime.fromMillis(seen.modified()));
        try (FileContent content = new FileContent(seen, LIMITS, new Configuration())) {
            assertThat(content.lines().read()).isEqualTo('o');
            change.make();
            assertThatThrownBy(() -> {
                        content.lines().readAllBytes();
                        content.taken();
                    })
                    .isInstanceOfSatisfying(
                            RefusedFileException.class,
                            refused -> assertThat(refused.refusal().mayPass()).isTrue());
        }
    }

    /** The lengths below its own at which a file is whole. */
    private Set<Integer> wholeCuts(byte[] whole) throws IOException {
        Set<Integer> cuts = new TreeSet<>();
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            try {
                text(cut);
                cuts.add(length);
            } catch (RefusedFileException e) {
                assertThat(e.refusal().mayPass()).isTrue();
            }
        }
        cuts.removeIf(length -> length < 4); // too short for its kind to be known
        return cuts;
    }

    private static List<Integer> ends(byte[]... parts) {
        List<Integer> ends = new ArrayList<>();
        int end = 0;
        for (byte[] part : parts) {
            end += part.length;
            ends.add(end);
        }
        return ends;
    }

    private void assertRefused(byte[] content, String reason, boolean mayPass) {
        assertThatThrownBy(() -> text(content)).isInstanceOfSatisfying(RefusedFileException.class, refused -> {
            assertThat(refused.refusal().reason()).startsWith(reason);
            assertThat(refused.refusal().mayPass()).isEqualTo(mayPass);
        });
    }

    private String text(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("content"), bytes);
        try (FileContent content = new FileContent(seen(file), LIMITS, new Configuration())) {
            String text = new String(content.lines().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(content.taken().sha256()).isEqualTo(Lines.sha256(bytes));
            return text;
        }
    }

    private static SeenFile seen(Path file) throws IOException {
        return new SeenFile(
                file.getFileName().toString(),
                file.toUri().toString(),
                Files.size(file),
                Files.getLastModifiedTime(file).toMillis(),
                false);
    }
}
