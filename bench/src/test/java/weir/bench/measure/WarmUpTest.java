package weir.bench.measure;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WarmUpTest {

    /** How many runs it takes. */
    private static int runs(int least, double seconds, double... compiling) {
        WarmUp warmUp = new WarmUp(least);
        int runs = 0;
        while (!warmUp.isDone()) {
            warmUp.ran(seconds, compiling[Math.min(runs, compiling.length - 1)]);
            runs++;
        }
        return runs;
    }

    @Test
    void takesRunsAndSecondsAtLeast() {
        assertThat(runs(2, 30, 0)).isEqualTo(2);
        assertThat(runs(2, 1, 0)).isEqualTo(10);
    }

    @Test
    void goesOnWhileCompilersAreBusyButNotForEver() {
        assertThat(runs(1, 5, 3, 2, 1, 0.1)).isEqualTo(4);
        assertThat(runs(1, 5, 1)).isEqualTo(12);
    }

    @Test
    void looksAtCompilersOverTwoSeconds() {
        // in each second run of half a second a compiler works: a tenth of the time
        WarmUp warmUp = new WarmUp(1);
        for (int run = 0; run < 40; run++) {
            warmUp.ran(0.5, run % 2 == 0 ? 0 : 0.1);
        }
        assertThat(warmUp.isDone()).isFalse();
        assertThat(warmUp.text())
                .isEqualTo("40 runs in 20.0 s, the last in 0.500 s, compilers busy for 10 % of it in the end");
    }
}
