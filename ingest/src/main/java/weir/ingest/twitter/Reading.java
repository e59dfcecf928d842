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
 * known to belong to this connection, and an error from within a message is told from one of the connection.
 */
final class Reading {

    private static final InheritableThreadLocal<Reading> OF_THREAD = new InheritableThreadLocal<>();

    private final Messages messages;
    private final AtomicBoolean broken = new AtomicBoolean();
    /** Held while a message is dispatched. */
    private final ReentrantLock dispatch = new ReentrantLock();

    private boolean handled;
    private OpenConnection connection;

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

    /** Runs what twitter4j does with one message, in the calling thread, and sees to messages it makes nothing of. */
    void dispatch(Runnable event) {
        dispatch.lock();
        try {
            handled = false;
            event.run();
            if (!handled) {
                messages.unseen(this, EventLine.of(event));
            }
        } catch (StackOverflowError e) {
            messages.unparsable(this, e); // nesting too deep for a parser that recurses
        } catch (Error e) {
            messages.dying(this, e);
            throw e;
        } finally {
            dispatch.unlock();
        }
    }

    /** Whether the calling thread is inside a message of this connection. */
    boolean dispatching() {
        return dispatch.isHeldByCurrentThread();
    }

    /** To be called inside a message that went somewhere. */
    void handled() {
        handled = true;
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

    /** Hears of messages that did not become a status. Called in the reading thread, inside the message. */
    interface Messages {

        /** A message that twitter4j understood or ignored, but handed to nobody: a control message or a blank line. */
        void unseen(Reading reading, Optional<String> line);

        /** A message that twitter4j cannot read. */
        void unparsable(Reading reading, Throwable reason);

        /** An error that ends the reading thread; nobody else will tell. */
        void dying(Reading reading, Error error);
    }
}
