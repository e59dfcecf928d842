package weir.lake.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

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

    private List<BytePair> pairs(byte[] buffer) {
        List<BytePair> pairs = new ArrayList<>();
        int count = 2 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            int distance = 1 + random.nextInt(5);
            int at = random.nextInt(buffer.length - distance);
            byte mask = random.nextBoolean() ? MASK : (byte) -1;
            pairs.add(new BytePair(buffer[at], (byte) (buffer[at + distance] & mask), mask, distance));
        }
        return pairs;
    }

    private static List<Integer> places(List<BytePair> pairs, byte[] buffer, int from, int to) {
        List<Integer> places = new ArrayList<>();
        for (int at = from; at < to; at++) {
            int here = at;
            if (pairs.stream().anyMatch(pair -> here + pair.distance() < to && pair.isAt(buffer, here))) {
                places.add(here);
            }
        }
        return places;
    }

    @Test
    void findsEveryPairAndNothingElseInEveryRange() {
        System.out.println("seed " + SEED);
        for (int round = 0; round < 60; round++) {
            byte[] buffer = bytes(60_000, 4 + random.nextInt(250));
            List<BytePair> pairs = pairs(buffer);
            BlockScan scan = new BlockScan(pairs, random.nextInt(2) * random.nextInt(50_000));
            for (int range = 0; range < 4; range++) {
                int from = random.nextInt(buffer.length);
                int to = from + random.nextInt(buffer.length - from + 1);
                List<Integer> found = new ArrayList<>();
                scan.begin(from, to);
                for (int at = scan.find(buffer, from, to); at < to; at = scan.find(buffer, at + 1, to)) {
                    found.add(at);
                }
                assertThat(certain(found, pairs, buffer, to))
                        .as("pairs %s from %s to %s", pairs, from, to)
                        .isEqualTo(places(pairs, buffer, from, to));
            }
        }
    }

    /** Without places that {@link PairScan} names in vain, as it may. */
    private static List<Integer> certain(List<Integer> found, List<BytePair> pairs, byte[] buffer, int to) {
        return found.stream()
                .filter(at -> pairs.stream().anyMatch(pair -> at + pair.distance() < to && pair.isAt(buffer, at)))
                .toList();
    }

    @Test
    void forgetsWhatTheBufferHeldBefore() {
        byte[] buffer = new byte[60_000];
        List<BytePair> pairs =
                List.of(BytePair.adjacent((byte) 'a', (byte) 'b'), BytePair.adjacent((byte) 'c', (byte) 'd'));
        BlockScan scan = new BlockScan(pairs, 0);
        buffer[30_000] = 'a';
        buffer[30_001] = 'b';
        scan.begin(0, buffer.length);
        assertThat(scan.find(buffer, 0, buffer.length)).isEqualTo(30_000);

        buffer[30_000] = 'c';
        buffer[29_000] = 'c';
        buffer[29_001] = 'd';
        scan.begin(0, buffer.length);
        assertThat(scan.find(buffer, 0, buffer.length)).isEqualTo(29_000);
        assertThat(scan.find(buffer, 29_001, buffer.length)).isEqualTo(buffer.length);
    }
}
