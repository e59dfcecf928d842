package weir.ingest.twitter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The line inside twitter4j's event. Of a status, Bahir's listener gets what twitter4j made of the line, of a control message
 * nothing; twitter4j hands the line itself only to a raw listener, which cannot be added before the first message. So the
 * dispatcher reads the field (4.0.6 exactly).
 */
final class EventLine {

    private static final String EVENT = "twitter4j.StatusStreamBase$StreamEvent";
    private static final Class<?> TYPE;
    private static final VarHandle LINE;

    static {
        try {
            TYPE = Class.forName(EVENT);
            LINE = MethodHandles.privateLookupIn(TYPE, MethodHandles.lookup())
                    .findVarHandle(TYPE, "line", String.class);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Cannot find the line in " + EVENT + ": use twitter4j-stream 4.0.6", e);
        }
    }

    private EventLine() {}

    /**
     * The line as the server sent it, without its end; bytes that are no UTF-8 have become U+FFFD.
     *
     * @param event what twitter4j gives to its dispatcher
     */
    static String of(Runnable event) {
        return (String) LINE.get(event);
    }
}
