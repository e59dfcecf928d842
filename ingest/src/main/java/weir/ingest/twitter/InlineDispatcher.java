package weir.ingest.twitter;

import twitter4j.Dispatcher;
import twitter4j.conf.Configuration;

/**
 * Hands on the message of each event of twitter4j at once, in the thread that read it. The event itself, which parses a line
 * and makes a status of it, is not run. twitter4j's own dispatcher puts events into a queue without bound: whoever is slower
 * than the feed fills the heap. Here a slow consumer slows down the reading, and the socket holds the server back. The order of
 * messages is kept.
 */
public final class InlineDispatcher implements Dispatcher {

    /** For twitter4j, which creates the dispatcher by its name. */
    public InlineDispatcher(@SuppressWarnings("unused") Configuration configuration) {}

    @Override
    public void invokeLater(Runnable event) {
        Reading.ofThread().ifPresentOrElse(Reading::dispatch, event);
    }

    /** There is nothing to shut down. */
    @Override
    public void shutdown() {}
}
