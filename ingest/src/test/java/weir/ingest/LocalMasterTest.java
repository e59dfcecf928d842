package weir.ingest;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LocalMasterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "local|local[3]",
                "local[1]|local[3]",
                "local[2]|local[3]",
                "local[2,4]|local[3,4]",
                "local[8]|local[8]",
                "local[*]|local[3]",
                "spark://host:7077|spark://host:7077",
                "local-cluster[2,1,1024]|local-cluster[2,1,1024]"
            })
    void localMasterGetsEnoughThreadsOnTwoProcessors(String configured, String used) {
        assertThat(LocalMaster.atLeast(configured, 3, 2)).isEqualTo(used);
    }

    @ParameterizedTest
    @CsvSource({"local,1", "local[*],2", "local[7],7"})
    void saysHowManyThreadsALocalMasterHas(String master, int threads) {
        assertThat(LocalMaster.threads(master, 2)).hasValue(threads);
    }
}
