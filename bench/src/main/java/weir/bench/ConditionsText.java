package weir.bench;

import java.util.Locale;

import org.apache.spark.package$;

import weir.bench.data.TweetFacts;

/**
 * Under which conditions was measured: what stands above the table.
 *
 * @param facts of the data
 * @param seed of the data
 * @param pairs how often each was timed
 * @param warmUps how often each ran before that
 * @param threads Spark's master
 */
record ConditionsText(TweetFacts facts, long seed, int pairs, int warmUps, String threads) {

    String text() {
        Runtime runtime = Runtime.getRuntime();
        return String.format(
                Locale.ROOT,
                """
                %,d tweets, %,d bytes, seed %d. %d pairs, ours and the peer in turn; times are medians.
                %s
                %d processors, Java %s with a heap of %d MiB, Spark %s (%s).
                """,
                facts.lines(),
                facts.bytes(),
                seed,
                pairs,
                warmUps == 0
                        ? "Nothing runs before that."
                        : "Before that each runs " + warmUps
                                + " times at least, and of what has a peer for 10 s and until compilers rest.",
                runtime.availableProcessors(),
                System.getProperty("java.version"),
                runtime.maxMemory() >> 20,
                package$.MODULE$.SPARK_VERSION(),
                threads);
    }
}
