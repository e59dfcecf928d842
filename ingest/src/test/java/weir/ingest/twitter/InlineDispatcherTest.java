package weir.ingest.twitter;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import twitter4j.Dispatcher;
import twitter4j.StatusAdapter;
import twitter4j.StatusListener;
import twitter4j.conf.Configuration;
import twitter4j.conf.ConfigurationBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InlineDispatcherTest {

    private final InlineDispatcher dispatcher = new InlineDispatcher(null);
    private final List<String> heard = new ArrayList<>();
    private final Reading reading = new Reading(new Recorded());

    @Test
    void handsOnALineBeforeItReturnsInTheSameThreadAndDoesNotRunTheEvent() throws Exception {
        Runnable event = event("{\"id\":1}");
        reading.connect(() -> dispatcher.invokeLater(event));

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
    void errorsEndTheThreadAndAreReported() throws Exception {
        Runnable event = event("fails");

        assertThatThrownBy(() -> reading.connect(() -> dispatcher.invokeLater(event)))
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
    void brokenConnectionIsNewsOnce() {
        assertThat(reading.firstBroken()).isTrue();
        assertThat(reading.firstBroken()).isFalse();
    }

    /** What twitter4j gives to its dispatcher for a line. */
    private static Runnable event(String line) throws Exception {
        List<Runnable> events = new ArrayList<>();
        Class<?> type = Class.forName("twitter4j.StatusStreamImpl");
        Constructor<?> stream = type.getDeclaredConstructor(Dispatcher.class, InputStream.class, Configuration.class);
        stream.setAccessible(true);
        Method next = type.getDeclaredMethod("next", StatusListener.class);
        next.setAccessible(true);
        InputStream body = new ByteArrayInputStream((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        next.invoke(
                stream.newInstance(new Gathering(events), body, new ConfigurationBuilder().build()),
                new StatusAdapter());
        return events.get(0);
    }

    private record Gathering(List<Runnable> events) implements Dispatcher {

        @Override
        public void invokeLater(Runnable event) {
            events.add(event);
        }

        @Override
        public void shutdown() {}
    }

    private final class Recorded implements Reading.Messages {

        @Override
        public void line(Reading from, String line) {
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
