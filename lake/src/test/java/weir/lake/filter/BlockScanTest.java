package weir.lake.filter;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import weir.lake.Lines;
import weir.lake.filter.BytePattern.Distances;

import static org.assertj.core.api.Assertions.assertThat;

class BlockScanTest {

    private static final long SEED = Long.getLong("weir.test.seed", 20261126);
    private static final byte MASK = 0x5F;

    private final Random random = new Random(SEED);

    /** Bytes of which any two stand side by side now and then, those above 0x7F too. */
    private byte[] bytes(int length, int kinds) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (random.nextInt(kinds) * 7);
        }
        return bytes;
    }

    private BytePattern patternAt(byte[] buffer, int at, Distances distances) {
        BytePattern pattern = BytePattern.nothing(distances).with(0, buffer[at], (byte) -1);
        for (int i = 1; i < Long.BYTES; i++) {
            byte bits = random.nextBoolean() ? MASK : (byte) (random.nextBoolean() ? -1 : 0);
            pattern = pattern.with(i, buffer[at + i], i == distances.near() ? -1 : bits);
        }
        return pattern;
    }

    /** Ends with the byte at the nearer distance. */
    private static BytePattern brief(byte[] buffer, int at, Distances distances) {
        return BytePattern.of(distances, Arrays.copyOfRange(buffer, at, at + distances.near() + 1), 0);
    }

    private List<BytePattern> patterns(byte[] buffer) {
        List<BytePattern> patterns = new ArrayList<>();
        int near = 1 + random.nextInt(4);
        Distances distances = new Distances(near, near + 1 + random.nextInt(3));
        int count = 2 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            int at = random.nextInt(buffer.length - Long.BYTES);
            patterns.add(
                    switch (random.nextInt(3)) {
                        case 0 -> patternAt(buffer, at, distances);
                        case 1 -> patternAt(buffer, at, distances).briefly();
                        default -> brief(buffer, at, distances);
                    });
        }
        return patterns;
    }

    private static ByteBuffer outside(byte[] buffer) {
        return ByteBuffer.allocateDirect(buffer.length).put(buffer);
    }

    /** Whether all bytes of a pattern stand here that say something. */
    private static boolean isAny(List<BytePattern> patterns, byte[] buffer, int at, int to) {
        return patterns.stream().anyMatch(pattern -> {
            for (int i = 0; i < Long.BYTES; i++) {
                boolean here =
                        pattern.bits(i) == 0 || (at + i < to && (buffer[at + i] & pattern.bits(i)) == pattern.value(i));
                if (!here) {
                    return false;
                }
            }
            return true;
        });
    }

    private static List<Integer> places(List<BytePattern> patterns, byte[] buffer, int from, int to) {
        List<Integer> places = new ArrayList<>();
        for (int at = from; at < to; at++) {
            if (isAny(patterns, buffer, at, to)) {
                places.add(at);
            }
        }
        return places;
    }

    @Test
    void findsEveryPatternAndNothingElseInEveryRange() {
        System.out.println("seed " + SEED);
        for (int round = 0; round < 60; round++) {
            byte[] buffer = bytes(60_000, 4 + random.nextInt(250));
            List<BytePattern> patterns = patterns(buffer);
            BlockScan scan = new BlockScan(patterns, new AtomicInteger(random.nextInt(2) * random.nextInt(50_000)));
            for (int range = 0; range < 4; range++) {
                int from = random.nextInt(buffer.length);
                int to = from + random.nextInt(buffer.length - from + 1);
                List<Integer> found = new ArrayList<>();
                scan.begin(random.nextBoolean() ? ByteBuffer.wrap(buffer) : outside(buffer), from, to);
                for (int at = scan.find(from, to); at < to; at = scan.find(at + 1, to)) {
                    found.add(at);
                }
                assertThat(found).isSorted().doesNotHaveDuplicates();
                // some places it may name in vain
                assertThat(found.stream().filter(at -> isAny(patterns, buffer, at, to)))
                        .as("patterns %s from %s to %s", patterns, from, to)
                        .isEqualTo(places(patterns, buffer, from, to));
            }
        }
    }

    @Test
    void seldomNamesAPlaceInVain() {
        byte[] buffer = new byte[60_000];
        Distances distances = new Distances(1, 2);
        List<BytePattern> patterns = List.of(
                BytePattern.of(distances, Lines.utf8("abcd"), 0), BytePattern.of(distances, Lines.utf8("efgh"), 0));
        BlockScan scan = new BlockScan(patterns, new AtomicInteger());
        byte[] almost = Lines.utf8("abcx");
        System.arraycopy(almost, 0, buffer, 30_000, almost.length);

        scan.begin(ByteBuffer.wrap(buffer), 0, buffer.length);

        assertThat(scan.find(0, buffer.length)).isEqualTo(buffer.length);
    }

    @Test
    void findsAPatternThatEndsWithTheRange() {
        for (int length = 2_000; length < 19_000; length += length % 4_096 < 100 ? 1 : 50) {
            byte[] buffer = new byte[length];
            buffer[length - 2] = 'a';
            buffer[length - 1] = 'b';
            Distances distances = new Distances(1, 4);
            BlockScan scan = new BlockScan(
                    List.of(
                            BytePattern.of(distances, Lines.utf8("ab"), 0),
                            BytePattern.of(distances, Lines.utf8("cd  e"), 0)),
                    new AtomicInteger());

            scan.begin(ByteBuffer.wrap(buffer), 0, length);

            assertThat(scan.find(0, length)).isEqualTo(length - 2);
            assertThat(scan.find(length - 1, length)).isEqualTo(length);
        }
    }

    @Test
    void forgetsWhatTheBufferHeldBefore() {
        byte[] buffer = new byte[60_000];
        Distances distances = new Distances(1, 2);
        List<BytePattern> patterns =
                List.of(BytePattern.of(distances, Lines.utf8("ab"), 0), BytePattern.of(distances, Lines.utf8("cd"), 0));
        BlockScan scan = new BlockScan(patterns, new AtomicInteger());
        buffer[30_000] = 'a';
        buffer[30_001] = 'b';
        scan.begin(ByteBuffer.wrap(buffer), 0, buffer.length);
        assertThat(scan.find(0, buffer.length)).isEqualTo(30_000);

        buffer[30_000] = 'c';
        buffer[29_000] = 'c';
        buffer[29_001] = 'd';
        scan.begin(ByteBuffer.wrap(buffer), 0, buffer.length);
        assertThat(scan.find(0, buffer.length)).isEqualTo(29_000);
        assertThat(scan.find(29_001, buffer.length)).isEqualTo(buffer.length);
    }
}
