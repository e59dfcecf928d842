package weir.ingest.kafka;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Divides a limit among partitions. */
final class Shares {

    private Shares() {}

    /**
     * Gives each partition what it wants, or, if that is more than there is, the same to all who want at least as much:
     * a partition that is far behind does not keep the others waiting.
     */
    static long[] of(long limit, long[] wanted) {
        int[] smallestFirst = IntStream.range(0, wanted.length)
                .boxed()
                .sorted(Comparator.comparingLong(i -> wanted[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        long[] shares = new long[wanted.length];
        long left = Math.min(limit, Arrays.stream(wanted).sum());
        for (int i = 0; i < smallestFirst.length; i++) {
            int partition = smallestFirst[i];
            long even = left / (smallestFirst.length - i);
            shares[partition] = Math.min(wanted[partition], even);
            left -= shares[partition];
        }
        return shares;
    }
}
