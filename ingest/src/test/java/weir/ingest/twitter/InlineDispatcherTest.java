package weir.ingest.twitter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InlineDispatcherTest {

    private final InlineDispatcher dispatcher = new InlineDispatcher(null);
    private final List<String> heard = new ArrayList<>();
    private final Reading reading = new Reading(new Recorded());

    @Test
    void runsTheEventBeforeItReturnsInTheSameThread() {
        List<Thread> ran = new ArrayList<>();
        reading.connect(() -> dispatcher.invokeLater(() -> ran.add(Thread.currentThread())));

        assertThat(ran).containsExactly(Thread.currentThread());
    }

    @Test
    void knowsInsideAMessageThatItIsInside() {
        List<Boolean> inside = new ArrayList<>();
        reading.connect(() -> {
            inside.add(reading.dispatching());
            dispatcher.invokeLater(() -> inside.add(reading.dispatching()));
            inside.add(reading.dispatching());
        });

        assertThat(inside).containsExactly(false, true, false);
    }

    @Test
    void threadsBegunWhileConnectingBelongToTheConnection() {
        CompletableFuture<Optional<Reading>> found = new CompletableFuture<>();
        reading.connect(() -> new Thread(() -> found.complete(Reading.ofThread())).start());

        assertThat(found.join()).containsSame(reading);
        assertThat(Reading.ofThread()).isEmpty();
    }

    @Test
    void messageThatNobodyTookIsReported() {
        reading.connect(() -> {
            dispatcher.invokeLater(() -> {});
            dispatcher.invokeLater(reading::handled);
        });

        assertThat(heard).containsExactly("unseen");
    }

    @Test
    void stackOverflowIsAnUnparsableMessage() {
        reading.connect(() -> {
            dispatcher.invokeLater(() -> {
                throw new StackOverflowError();
            });
            dispatcher.invokeLater(reading::handled);
        });

        assertThat(heard).containsExactly("unparsable StackOverflowError");
    }

    @Test
    void otherErrorsEndTheThreadAndAreReported() {
        assertThatThrownBy(() -> reading.connect(() -> dispatcher.invokeLater(() -> {
                    throw new NoSuchMethodError("twitter4j 4.0.7");
                })))
                .isInstanceOf(NoSuchMethodError.class)
                .hasMessage("twitter4j 4.0.7");
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

    private final class Recorded implements Reading.Messages {

        @Override
        public void unseen(Reading from, Optional<String> line) {
            heard.add("unseen" + line.orElse(""));
        }

        @Override
        public void unparsable(Reading from, Throwable reason) {
            heard.add("unparsable " + reason.getClass().getSimpleName());
        }

        @Override
        public void dying(Reading from, Error error) {
            heard.add("dying " + error.getClass().getSimpleName());
        }
    }
}
