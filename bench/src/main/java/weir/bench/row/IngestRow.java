package weir.bench.row;

import java.nio.file.Path;

import weir.bench.data.TweetLakes;
import weir.bench.measure.Comparison;
import weir.bench.measure.Goal;
import weir.bench.peer.Feed;
import weir.bench.peer.IngestedFeed;
import weir.bench.peer.TwitterPipeline;

/** The same feed, received and saved by Weir and by the parts of Spark and Bahir alone. */
final class IngestRow implements BenchRow {

    private static final double FASTER = 5;

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public void measure(Bench bench) throws Exception {
        TweetLakes data = bench.data();
        Path lines = data.fileOfLines(bench.settings().feedMessages());
        try (Feed feed = Feed.start(lines)) {
            TwitterPipeline peer = new TwitterPipeline(data, feed, bench::spark);
            for (String receiver : IngestedFeed.RECEIVERS) {
                bench.compare(new Comparison(
                        name(),
                        feed.messages() + " tweets from a loopback feed, until all are saved",
                        new IngestedFeed(receiver, data, feed, bench::spark),
                        peer,
                        Goal.atLeastTimesFaster(FASTER)));
            }
        }
    }
}
