package weir.ingest.twitter;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import weir.lake.raw.Cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InlineDispatcherTest {

    private final InlineDispatcher dispatcher = new InlineDispatcher(null);
    private final List<String> heard = new ArrayList<>();
    private final Reading reading = new Reading(new Recorded());

    @Test
    void handsOnAMessageBeforeItReturnsInTheSameThreadAndDoesNotRunTheEvent() {
        dispatch("{\"id\":1}");

        assertThat(heard).containsExactly("{\"id\":1} " + Thread.currentThread());
    }

    @Test
    void threadsBegunWhileConnectingBelongToTheConnection() {
        CompletableFuture<Optional<Reading>> found = new CompletableFuture<>();
        reading.connect(() -> new Thread(() -> found.complete(Reading.ofThread())).start());

        assertThat(found.join()).containsSame(reading);
        assertThat(Reading.ofThread()).isEmpty();
    }

    @Test
    void errorsEndTheThreadAndAreReported() {
        assertThatThrownBy(() -> dispatch("fails"))
                .isInstanceOf(NoSuchMethodError.class)
                .hasMessage("fails");
        assertThat(heard).containsExactly("dying NoSuchMethodError");
    }

    @Test
    void eventsOfAnotherClientJustRun() {
        dispatcher.invokeLater(() -> heard.add("ran"));

        assertThat(heard).containsExactly("ran");
    }

    @Test
    void aFailureSaysWhatTheBodyHasSaid() {
        Failure failure = Failure.network(Cause.NETWORK, "reset");
        assertThat(reading.explained(failure)).isEqualTo(failure);

        dispatch("{\"disconnect\":{\"code\":7}}");
        dispatch("");
        assertThat(reading.explained(failure).cause()).isEqualTo(Cause.DISCONNECT);

        dispatch("{}");
        assertThat(reading.explained(failure)).isEqualTo(failure);
    }

    @Test
    void brokenConnectionIsNewsOnce() {
        assertThat(reading.firstBroken()).isTrue();
        assertThat(reading.firstBroken()).isFalse();
    }

    /** Reads one line of a connection. */
    private void dispatch(String line) {
        LineFraming body =
                new LineFraming(new ByteArrayInputStream((line + "\r\n").getBytes(StandardCharsets.UTF_8)), true);
        reading.connect(() -> {
            reading.reads(body);
            try {
                assertThat(body.next()).isTrue();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            dispatcher.invokeLater(() -> heard.add("ran"));
        });
    }

    private final class Recorded implements Reading.Messages {

        @Override
        public void message(Reading from, Framing body) {
            String line = new String(body.buffer(), body.offset(), body.length(), StandardCharsets.UTF_8);
            if (line.equals("fails")) {
                throw new NoSuchMethodError(line);
            }
            heard.add(line + " " + Thread.currentThread());
        }

        @Override
        public void dying(Reading from, Error error) {
            heard.add("dying " + error.getClass().getSimpleName());
        }
    }
}
