package weir.ingest.twitter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.apache.spark.streaming.twitter.TwitterReceiver;

/**
 * The private flag with which Bahir's receiver ignores errors after a stop. When it starts again, Bahir lowers the flag
 * only once the connection is under way: an error before that, such as a quick 403, is dropped, and the receiver looks
 * alive for ever. So it is lowered first.
 */
final class StoppedFlag {

    private static final String FIELD = "org$apache$spark$streaming$twitter$TwitterReceiver$$stopped";
    private static final VarHandle STOPPED;

    static {
        try {
            STOPPED = MethodHandles.privateLookupIn(TwitterReceiver.class, MethodHandles.lookup())
                    .findVarHandle(TwitterReceiver.class, FIELD, boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Cannot find Bahir's flag " + FIELD + ": use spark-streaming-twitter 2.4.0", e);
        }
    }

    private StoppedFlag() {}

    static void lower(TwitterReceiver receiver) {
        STOPPED.setVolatile(receiver, false);
    }
}
