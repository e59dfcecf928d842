package weir.bench.measure;

import java.util.List;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MarkdownTableTest {

    private static String lineOf(Outcome outcome) {
        return MarkdownTable.of(List.of(outcome)).lines().skip(2).findFirst().orElseThrow();
    }

    private static Outcome measured(double ratio, Goal goal) {
        return new Outcome.Measured(
                "replay",
                "plain files",
                new Outcome.Names("weir", "zstd | rg"),
                new Spread(0.25, 0.2, 0.3),
                new Spread(0.2, 0.1, 0.4),
                new Spread(ratio, 1, 2),
                goal);
    }

    @Test
    void hasAsManyCellsInEachLineAsInItsHead() {
        List<Outcome> all = List.of(
                measured(1.25, Goal.none()),
                new Outcome.Alone("idle", "a tick", "weir", new Spread(0.1, 0.1, 0.2), 0.5),
                new Outcome.Bounded("memory", "a backlog", "weir", 1, 2, OptionalLong.empty(), 3),
                new Outcome.Missing("archive", "one id", "there is no zstd on the PATH"),
                new Outcome.Failed("archive", "one id", "weir answers 1,\nthe right answer is 2"));

        List<String> lines = MarkdownTable.of(all).lines().toList();

        assertThat(lines).hasSize(7).allSatisfy(line -> assertThat(
                        line.replace("\\|", "").chars().filter(character -> character == '|'))
                .hasSize(11));
    }

    @Test
    void showsTimesRatioSpreadAndGoal() {
        assertThat(lineOf(measured(1.25, Goal.atMostTimesThePeer(1.33))))
                .isEqualTo("| replay | plain files | weir | 0.250 | zstd \\| rg | 0.200 | ours / peer"
                        + " | 1.25 (1.00–2.00) | ≤ 1.33 | yes |");
    }

    @Test
    void makesAMissedGoalBold() {
        assertThat(lineOf(measured(1.25, Goal.atLeastTimesFaster(15)))).endsWith("| ≥ 15.0 | **no** |");
    }

    @Test
    void asksNothingOfARatioWithoutGoal() {
        assertThat(lineOf(measured(0.1, Goal.none()))).endsWith("| 0.10 (1.00–2.00) |  |  |");
    }

    @Test
    void showsTheMemoryOfAProcess() {
        assertThat(lineOf(new Outcome.Bounded("memory", "a backlog", "weir", 2.5, 300, OptionalLong.of(700), 1024)))
                .isEqualTo(
                        "| memory | a backlog | weir | 2.500 | – |  |"
                                + " MiB left by a collection at most (resident at most) | 300 (700) | a heap of 1024 MiB | yes |");
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(lineOf(new Outcome.Missing("archive", "one id", "there is no zstd on the PATH")))
                .contains("not measured: there is no zstd on the PATH");
    }

    @Test
    void saysWhatFailed() {
        assertThat(lineOf(new Outcome.Failed("archive", "one id", "weir answers 1")))
                .contains("**failed: weir answers 1**");
    }
}
