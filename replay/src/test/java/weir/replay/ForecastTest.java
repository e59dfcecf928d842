package weir.replay;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import weir.lake.history.Piece;
import weir.lake.history.Selection;
import weir.lake.raw.Microbatch;
import weir.lake.raw.Part;

import static org.assertj.core.api.Assertions.assertThat;

class ForecastTest {

    private static final long BATCH = Instant.parse("2026-11-22T10:00:00Z").toEpochMilli();
    private static final long SECOND = 1_000_000_000;

    @Test
    void countsWhatItHasTheTimeToRead() throws IOException {
        Forecast forecast = Forecast.of(selection(5, 100), piece -> 7, () -> 0);

        assertThat(forecast).isEqualTo(new Forecast(5, 5 * 4_000, 500, 11, 35, 0, 500, Duration.ZERO));
        assertThat(forecast.lines("tweets"))
                .containsExactly(
                        "tweets: 5 files, 20,000 bytes on disk, 500 lines; 11 lines are left out by the archive's indexes",
                        "  kept: 35 lines, counted",
                        "  time: about 0.0 s");
    }

    @Test
    void isRightWithinItsErrorInNineteenOfTwentyLakes() throws IOException {
        int right = 0;
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Selection selection = selection(400, 50 + random.nextInt(100));
            long[] kept = new long[1];
            List<Long> byPiece = new ArrayList<>();
            for (Piece piece : selection.pieces()) {
                byPiece.add((long) random.nextInt((int) piece.lines() / 2));
                kept[0] += byPiece.get(byPiece.size() - 1);
            }
            AtomicLong nanos = new AtomicLong();

            Forecast forecast = Forecast.of(
                    selection,
                    piece -> byPiece.get((int) ((piece.first().timeMillis() - BATCH) / 1_000)),
                    () -> nanos.getAndAdd(SECOND / 30));

            assertThat(forecast.sampledLines()).isLessThan(forecast.lines() / 2);
            if (Math.abs(forecast.expected() - kept[0]) <= forecast.error()) {
                right++;
            }
        }
        System.out.println("right within the error: " + right + " of 200, seeds 0 to 199");
        assertThat(right)
                .as("forecasts of 200 that are right within their error")
                .isBetween(180, 200);
    }

    @Test
    void ofNothingIsNothing() throws IOException {
        Forecast forecast = Forecast.of(new Selection(List.of(), 0), piece -> 1, () -> 0);

        assertThat(forecast.expected()).isZero();
        assertThat(forecast.error()).isZero();
    }

    private static Selection selection(int pieces, int lines) {
        List<Piece> all = new ArrayList<>();
        for (int i = 0; i < pieces; i++) {
            Microbatch microbatch = new Microbatch("tweets", BATCH + 1_000L * i);
            all.add(new Piece.Raw(
                    microbatch, List.of(new Part(Microbatch.partName(0), lines, 40L * lines, "0".repeat(64)))));
        }
        return new Selection(all, 11);
    }
}
