package weir.ingest.twitter;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import weir.ingest.receive.OpenConnection;

/**
 * One connection and the thread that reads it. twitter4j starts that thread itself and tells its callbacks nothing of
 * where they come from; a thread inherits this object from the thread that connects, so that a message or an error is
 * known to belong to this connection.
 */
final class Reading {

    private static final InheritableThreadLocal<Reading> OF_THREAD = new InheritableThreadLocal<>();

    private final Messages messages;
    private final AtomicBoolean broken = new AtomicBoolean();
    /** Held while a message is dispatched. */
    private final ReentrantLock dispatch = new ReentrantLock();

    private OpenConnection connection;
    /** Used by the reading thread, as {@link #disconnect} is. */
    private Framing body;

    private Optional<DisconnectMessage> disconnect = Optional.empty();

    Reading(Messages messages) {
        this.messages = messages;
    }

    /** The connection that this thread reads or connects; empty in any other thread. */
    static Optional<Reading> ofThread() {
        return Optional.ofNullable(OF_THREAD.get());
    }

    /** Connects: threads that begin in here belong to this connection. */
    void connect(Runnable connecting) {
        OF_THREAD.set(this);
        try {
            connecting.run();
        } finally {
            OF_THREAD.remove();
        }
    }

    /** Says what this connection has opened. Called in the reading thread, before anything is dispatched. */
    void reads(Framing opened) {
        body = opened;
    }

    /** Hands on the message that has come. Called in the reading thread. */
    void dispatch() {
        dispatch.lock();
        try {
            messages.message(this, body);
            if (body.length() > 0) { // a keep-alive takes nothing back
                disconnect = DisconnectMessage.parse(body.buffer(), body.offset(), body.length());
            }
        } catch (Error e) {
            dying(e);
            throw e;
        } finally {
            dispatch.unlock();
        }
    }

    /** Says that an error ends the reading thread. */
    void dying(Error error) {
        messages.dying(this, error);
    }

    /** A failure of this connection, with what its body says of it. Called in the reading thread. */
    Failure explained(Failure failure) {
        return body == null ? failure : failure.explained(disconnect, body.begun());
    }

    /** Waits until no message is in between, but not longer than this. */
    void awaitIdle(long millis) throws InterruptedException {
        if (dispatch.tryLock(millis, TimeUnit.MILLISECONDS)) {
            dispatch.unlock();
        }
    }

    /**
     * The connection, which counts as made when something has come over it: twitter4j tells nobody when it has connected.
     *
     * @param begin makes it, the first time
     */
    synchronized OpenConnection connection(Supplier<OpenConnection> begin) {
        if (connection == null) {
            connection = begin.get();
        }
        return connection;
    }

    /** The connection; empty if nothing has come over it. */
    synchronized Optional<OpenConnection> connection() {
        return Optional.ofNullable(connection);
    }

    /** Marks the connection as failed. @return true the first time; twitter4j reports one failure twice */
    boolean firstBroken() {
        return broken.compareAndSet(false, true);
    }

    /** Takes what a connection brings. Called in the reading thread. */
    interface Messages {

        /** A message has come, and stands in the framing until this returns; of no bytes, it is a keep-alive. */
        void message(Reading reading, Framing body);

        /** An error that ends the reading thread; nobody else will tell. */
        void dying(Reading reading, Error error);
    }
}
