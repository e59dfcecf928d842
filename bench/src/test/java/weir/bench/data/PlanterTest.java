package weir.bench.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import weir.lake.sample.TweetGenerator;
import weir.lake.sample.TweetOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlanterTest {

    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private static final int TWEETS = 2_000;
    private static final List<byte[]> LINES =
            TweetGenerator.of(TweetOptions.of(3, START)).take(TWEETS);

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void givesEachNeedleToItsExactShareOfTheTweets() {
        Planter planter = new Planter(Needles.planted(), 1);

        LINES.forEach(planter::plant);

        for (Needle needle : List.of(Needles.SELECTIVE, Needles.HUNDREDTH, Needles.TENTH, Needles.HALF, Needles.ALL)) {
            assertThat(planter.planted().get(needle.tag()).total())
                    .as(needle.tag())
                    .isEqualTo(TWEETS / needle.every());
        }
    }

    @Test
    void spellsOneOfTwentyWithEscapes() {
        Planter planter = new Planter(Needles.planted(), 1);

        LINES.forEach(planter::plant);

        assertThat(planter.planted().get(Needles.ALL.tag())).isEqualTo(new Planted(1_900, 100));
        assertThat(planter.planted().get(Needles.TENTH.tag())).isEqualTo(new Planted(190, 10));
    }

    @Test
    void spellsSoThatAReaderOfJsonFindsAllAndASearchForBytesOnlyThePlainOnes() throws IOException {
        Planter planter = new Planter(Needles.planted(), 1);
        Needle needle = Needles.TENTH;
        long read = 0;
        long searched = 0;

        for (byte[] line : LINES) {
            String planted = new String(planter.plant(line), StandardCharsets.UTF_8);
            read += json.readTree(planted).path("text").asText().contains(needle.tag()) ? 1 : 0;
            searched += planted.contains(needle.tag()) ? 1 : 0;
        }

        assertThat(read).isEqualTo(planter.planted().get(needle.tag()).total());
        assertThat(searched).isEqualTo(planter.planted().get(needle.tag()).plain());
    }

    @Test
    void leavesEverythingElseAsItIs() throws IOException {
        Planter planter = new Planter(List.of(Needles.ALL), 1);

        ObjectNode planted = (ObjectNode) json.readTree(planter.plant(LINES.get(0)));

        ObjectNode expected = (ObjectNode) json.readTree(LINES.get(0));
        expected.put("text", Needles.ALL.tag() + " " + expected.path("text").asText());
        assertThat(planted.toString()).isEqualTo(expected.toString());
    }

    @Test
    void plantsTheSameWithTheSameSeedAndOthersWithAnother() {
        List<String> first = plantedWith(1);

        List<String> again = plantedWith(1);
        List<String> other = plantedWith(2);

        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    private static List<String> plantedWith(long seed) {
        Planter planter = new Planter(Needles.planted(), seed);
        return LINES.stream()
                .map(line -> new String(planter.plant(line), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void refusesALineThatHasANeedleAlready() {
        Planter planter = new Planter(List.of(Needles.ALL), 1);
        byte[] line = planter.plant(LINES.get(0));

        assertThatThrownBy(() -> planter.plant(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot plant #w6: the line has it already");
    }

    @Test
    void knowsWhatItHasPlantedAfterEachTweet() {
        Planter planter = new Planter(List.of(new Needle("#w6", 1)), 1);

        Map<String, Planted> before = planter.planted();
        planter.plant(LINES.get(0));

        assertThat(before).isEqualTo(Map.of("#w6", new Planted(0, 0)));
        assertThat(planter.planted().get("#w6").total()).isEqualTo(1);
    }
}
