package weir.ingest;

import java.nio.file.Path;

import org.apache.spark.SparkContext$;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("spark")
@Timeout(90)
class OwnContextTest {

    @TempDir
    Path lake;

    @Test
    void contextHasAThreadForTheReceiverAndOneForTasksAndEndsWithTheService() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(ScriptedServer.lines(Fixture.statuses(0, 3)))) {
            IngestService service = IngestService.of(Fixture.setup(lake, server)); // local[1]
            service.start();
            Fixture.await(() -> Fixture.received(lake) == 3);
            service.stop();
            service.stop();

            assertThatThrownBy(service::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Cannot start an ingest service twice");
        }
        assertThat(SparkContext$.MODULE$.getActive().isEmpty()).isTrue();
        assertThat(Fixture.raw(lake)).hasSize(3);
    }
}
