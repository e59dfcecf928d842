package weir.bench.row;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import weir.bench.data.TweetLakes;
import weir.bench.measure.Outcome;
import weir.bench.measure.Spread;
import weir.bench.measure.WrongAnswerException;
import weir.bench.peer.Feed;
import weir.bench.peer.IngestedFeed;
import weir.bench.peer.PacedLines;

/** How long a message takes from the moment it is sent until it is committed: what 99 of 100 stay below. */
final class LatencyRow implements BenchRow {

    private static final int PER_SECOND = 1_000;
    private static final int SECONDS = 10;
    private static final double SHARE = 0.99;

    /** Two batch intervals. */
    private static final double LIMIT_SECONDS = 2 * Feed.BATCH_INTERVAL.toMillis() / 1e3;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public void measure(Bench bench) throws Exception {
        TweetLakes data = bench.data();
        Path lines = data.fileOfLines(PER_SECOND * SECONDS);
        String work = "99 of 100 messages, " + PER_SECOND + " a second, batch interval "
                + Feed.BATCH_INTERVAL.toSeconds() + " s, from sent to committed";
        for (String receiver : IngestedFeed.RECEIVERS) {
            PacedLines paced = new PacedLines(lines, PER_SECOND, Clock.systemUTC());
            try (Feed feed = Feed.start(paced, PER_SECOND * SECONDS)) {
                IngestedFeed ours = new IngestedFeed(receiver, data, feed, bench::spark);
                bench.record(name(), work, () -> {
                    List<Double> seconds = new ArrayList<>();
                    for (int round = -1; round < bench.stopwatch().rounds(); round++) { // the first does not count
                        double found = seconds(ours, paced);
                        if (round >= 0) {
                            seconds.add(found);
                        }
                    }
                    return new Outcome.Alone(name(), work, ours.name(), Spread.of(seconds), LIMIT_SECONDS);
                });
            }
        }
    }

    private static double seconds(IngestedFeed ours, PacedLines paced) throws Exception {
        ours.prepare();
        ours.run();
        List<Instant> committed = ours.committedAt();
        ours.answer();
        List<Instant> sent = paced.sent();
        if (committed.size() != sent.size()) {
            throw new WrongAnswerException(sent.size() + " messages were sent, " + committed.size() + " are committed");
        }
        List<Duration> delays = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            delays.add(Duration.between(sent.get(i), committed.get(i)));
        }
        delays.sort(null);
        return delays.get((int) (delays.size() * SHARE)).toMillis() / 1e3;
    }
}
