package weir.lake.raw;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import weir.lake.Lines;
import weir.lake.filter.LineReader;
import weir.lake.filter.NeedleSearch;
import weir.lake.filter.Needles;
import weir.lake.filter.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

class StreamLinesTest {

    /** Gives at most so many bytes at a time, and remembers that it was closed. */
    private static final class Dripping extends ByteArrayInputStream {
        private final Random random;
        private final int most;
        private boolean closed;

        private Dripping(byte[] content, Random random, int most) {
            super(content);
            this.random = random;
            this.most = most;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1 + random.nextInt(most)));
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** How the bytes get into memory. */
    private enum Way {
        STREAM {
            @Override
            StreamLines lines(InputStream in) {
                return new StreamLines(in);
            }
        },
        CHANNEL {
            @Override
            StreamLines lines(InputStream in) {
                return new StreamLines(new StreamChannel(in), new LineBuffer());
            }
        };

        abstract StreamLines lines(InputStream in);
    }

    /** Gives as many bytes at a time as a stream that can be reset to its beginning. */
    private static final class StreamChannel implements SeekableByteChannel {

        private final InputStream in;
        private long position;

        StreamChannel(InputStream in) {
            this.in = in;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            byte[] bytes = new byte[target.remaining()];
            int read = in.read(bytes);
            target.put(bytes, 0, Math.max(read, 0));
            position += Math.max(read, 0);
            return read;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public SeekableByteChannel position(long wanted) throws IOException {
            in.reset();
            in.skipNBytes(wanted);
            position = wanted;
            return this;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }

        @Override
        public int write(ByteBuffer bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long size() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isOpen() {
            throw new UnsupportedOperationException();
        }
    }

    private static List<byte[]> read(StreamLines lines) throws IOException {
        List<byte[]> found = new ArrayList<>();
        while (lines.next()) {
            found.add(Arrays.copyOfRange(lines.buffer(), lines.offset(), lines.offset() + lines.length()));
        }
        return found;
    }

    private static List<byte[]> read(String content) throws IOException {
        return read(new StreamLines(new ByteArrayInputStream(Lines.utf8(content))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1_000, 65_536, 1_000_000})
    void findsTheSameLinesHoweverTheBytesCome(int most) throws IOException {
        long seed = 31_000L + most;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<byte[]> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int length = random.nextInt(4) == 0 ? 0 : random.nextInt(1 << (1 + random.nextInt(17)));
            byte[] line = new byte[length];
            random.nextBytes(line);
            for (int at = 0; at < length; at++) {
                line[at] = line[at] == '\n' ? (byte) '\r' : line[at];
            }
            lines.add(line);
        }
        byte[] whole = Lines.joined(lines);
        byte[] cut = Arrays.copyOf(whole, whole.length - 1);
        boolean lastIsEmpty = lines.get(59).length == 0;

        for (Way way : Way.values()) {
            assertThat(read(way.lines(new Dripping(whole, random, most)))).containsExactlyElementsOf(lines);
            assertThat(read(way.lines(new Dripping(cut, random, most))))
                    .containsExactlyElementsOf(lastIsEmpty ? lines.subList(0, 59) : lines);
        }
    }

    @ParameterizedTest
    @EnumSource
    void growsForALineThatIsLongerThanItsBuffer(Way way) throws IOException {
        byte[] line = new byte[3 << 20];
        Arrays.fill(line, (byte) 'x');
        byte[] content = Lines.joined(List.of(Lines.utf8("a"), line, Lines.utf8("b")));

        List<byte[]> found = read(way.lines(new Dripping(content, new Random(5), 10_000)));

        assertThat(found).containsExactly(Lines.utf8("a"), line, Lines.utf8("b"));
    }

    @ParameterizedTest
    @EnumSource
    void takesALastLineWithoutLineFeedForALine(Way way) throws IOException {
        StreamLines cut = way.lines(new ByteArrayInputStream(Lines.utf8("a\nb")));
        StreamLines whole = way.lines(new ByteArrayInputStream(Lines.utf8("a\nb\n")));

        assertThat(read(cut)).containsExactly(Lines.utf8("a"), Lines.utf8("b"));
        assertThat(cut.terminated()).isFalse();
        assertThat(cut.next()).isFalse();
        assertThat(read(whole)).containsExactly(Lines.utf8("a"), Lines.utf8("b"));
        assertThat(whole.terminated()).isTrue();
    }

    @Test
    void keepsCarriageReturnsAndEmptyLines() throws IOException {
        assertThat(read("a\r\n\r\n\n b\rc\r"))
                .containsExactly(Lines.utf8("a\r"), Lines.utf8("\r"), Lines.utf8(""), Lines.utf8(" b\rc\r"));
    }

    @ParameterizedTest
    @EnumSource
    void findsNoLineInNothing(Way way) throws IOException {
        StreamLines nothing = way.lines(InputStream.nullInputStream());

        assertThat(nothing.next()).isFalse();
        assertThat(nothing.next()).isFalse();
        assertThat(nothing.terminated()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void closesItsStream(Way way) throws IOException {
        Dripping in = new Dripping(new byte[0], new Random(1), 1);

        way.lines(in).close();

        assertThat(in.closed).isTrue();
    }

    @Test
    void handsOutWhatAWindowsFileHolds() throws IOException {
        Optional<Path> file = Lines.shared("nasty/composed_crlf_bom_noeol.bin");
        Assumptions.assumeTrue(file.isPresent(), "there is no shared/data");
        LineReader reader = LineReader.of(Lines.tweets("true"), List.of());
        byte[] content = Files.readAllBytes(file.get());
        List<Verdict> verdicts = new ArrayList<>();

        StreamLines lines = new StreamLines(new Dripping(content, new Random(3), 100));
        List<byte[]> found = read(lines);
        found.forEach(line -> verdicts.add(reader.read(line, 0, line.length)));

        assertThat(found).containsExactlyElementsOf(Lines.split(content));
        assertThat(lines.terminated()).isFalse();
        assertThat(verdicts)
                .containsExactly(
                        Verdict.KEPT, // behind a byte order mark
                        Verdict.CONTROL,
                        Verdict.CONTROL,
                        Verdict.KEPT,
                        Verdict.KEPT,
                        Verdict.MALFORMED);
    }

    @ParameterizedTest
    @EnumSource
    void passesOverLinesThatASearchDoesNotFindAndKnowsTheNumbersOfTheOthers(Way way) throws IOException {
        for (long seed = 41; seed < 61; seed++) {
            System.out.println("seed " + seed);
            Random random = new Random(seed);
            List<String> content = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                String needle = random.nextInt(40) == 0 ? "#DS\\u0044" : "#DS";
                content.add("{\"n\":" + i + ",\"text\":\"" + "x".repeat(random.nextInt(5_000)) + needle + "\"}");
            }
            byte[] bytes = Lines.utf8(String.join("\n", content) + (random.nextBoolean() ? "\n" : ""));
            NeedleSearch search = Needles.of(Lines.events("text LIKE '%#DSD%'")).search();
            List<Integer> found = new ArrayList<>();
            StreamLines lines = way.lines(new Dripping(bytes, random, 70_000));
            while (lines.next(search)) {
                String line = new String(lines.buffer(), lines.offset(), lines.length(), StandardCharsets.UTF_8);
                found.add(content.indexOf(line));
                if (random.nextInt(3) == 0) {
                    assertThat(content.get((int) lines.number())).isEqualTo(line);
                }
            }
            assertThat(found)
                    .containsExactlyElementsOf(IntStream.range(0, content.size())
                            .filter(i -> content.get(i).contains("\\u"))
                            .boxed()
                            .toList());
            assertThat(lines.terminated()).isEqualTo(bytes[bytes.length - 1] == '\n');
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsItsPlaceHoweverItIsAsked(Way way) throws IOException {
        for (long seed = 61; seed < 81; seed++) {
            System.out.println("seed " + seed);
            Random random = new Random(seed);
            List<String> content = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                String needle = random.nextInt(4) == 0 ? "#DSD" : "#DS";
                content.add("{\"text\":\"" + "x".repeat(random.nextInt(5_000)) + needle + "\"}");
            }
            NeedleSearch search = Needles.of(Lines.events("text LIKE '%#DSD%'")).search();
            Dripping in = new Dripping(Lines.utf8(String.join("\n", content) + "\n"), random, 9_000);
            StreamLines lines = way.lines(in);
            int expected = 0;
            while (true) {
                boolean searches = random.nextInt(4) == 0;
                while (searches
                        && expected < content.size()
                        && !content.get(expected).contains("#DSD")) {
                    expected++;
                }
                if (!(searches ? lines.next(search) : lines.next())) {
                    break;
                }
                assertThat(new String(lines.buffer(), lines.offset(), lines.length(), StandardCharsets.UTF_8))
                        .isEqualTo(content.get(expected));
                if (random.nextInt(3) == 0) {
                    assertThat(lines.number()).isEqualTo(expected);
                }
                expected++;
                if (random.nextInt(3) == 0) {
                    boolean atHand = lines.isAtHand();
                    int left = in.available();
                    if (atHand && random.nextBoolean()) {
                        assertThat(lines.next()).isTrue();
                        assertThat(in.available()).as("nothing was read").isEqualTo(left);
                        expected++;
                    }
                }
            }
            assertThat(expected).isEqualTo(content.size());
        }
    }
}
