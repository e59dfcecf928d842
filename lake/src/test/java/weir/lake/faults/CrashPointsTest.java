package weir.lake.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever is cut short, at whichever call of the file system, is done exactly once after the next start. */
class CrashPointsTest {

    private static final int SEEDS = 2;

    @TempDir
    private Path home;

    static Stream<Scenario> scenarios() {
        return LakeScenarios.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void isDoneOnceAfterAKillAtAnyCall(Scenario scenario) throws IOException {
        assertThat(scenario.survivesEveryKill(home)).isPositive();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void failsWithTheErrorOfAnyCallAndIsDoneOnceAfterIt(Scenario scenario) throws IOException {
        assertThat(scenario.tellsEveryError(home)).isPositive();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void isDoneOnceAfterALossOfPowerAtAnyCall(Scenario scenario) throws IOException {
        assertThat(scenario.survivesEveryLossOfPower(home, Loss.EVERYTHING)).isPositive();
        for (long seed = 1; seed <= SEEDS; seed++) {
            scenario.survivesEveryLossOfPower(home, Loss.random(seed));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void staysWhenThePowerFailsAfterTheRecoveryOfAKilledProcess(Scenario scenario) throws IOException {
        assertThat(scenario.keepsWhatWasRecovered(home, Loss.EVERYTHING)).isPositive();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void staysWhenThePowerFailsOnceItIsDone(Scenario scenario) throws IOException {
        scenario.keepsWhatWasAcknowledged(home, Loss.EVERYTHING);
        for (long seed = 1; seed <= SEEDS; seed++) {
            scenario.keepsWhatWasAcknowledged(home, Loss.random(seed));
        }
    }
}
