package weir.ingest;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IngestSetupTest {

    @Test
    void setupWithoutStreamsIsRefused() {
        assertThatThrownBy(() -> Fixture.setup(Path.of("/lake")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot ingest: no stream is configured; add one under streams");
    }

    @Test
    void keysAreNotInItsText() {
        String text = Fixture.setup(
                        Path.of("/lake"), Fixture.stream("tweets", "http://127.0.0.1:1/1.1/", java.util.List.of()))
                .toString();

        assertThat(text).isEqualTo("IngestSetup[/lake, [tweets]]");
    }
}
