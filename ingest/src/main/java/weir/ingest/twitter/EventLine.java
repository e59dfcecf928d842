package weir.ingest.twitter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/**
 * The line inside twitter4j's event. Bahir's listener drops control messages, and twitter4j hands their text only to a
 * raw listener, which cannot be added before the first message; so the dispatcher reads the field (4.0.6 exactly).
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

    /** The line as the server sent it, without its end; empty if this is no event of twitter4j. */
    static Optional<String> of(Runnable event) {
        return TYPE.isInstance(event) ? Optional.ofNullable((String) LINE.get(event)) : Optional.empty();
    }
}
