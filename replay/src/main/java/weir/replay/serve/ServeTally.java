package weir.replay.serve;

import java.util.concurrent.atomic.LongAdder;

/** Counts from many threads. */
final class ServeTally {
    private final LongAdder opened = new LongAdder();
    private final LongAdder closed = new LongAdder();
    private final LongAdder messages = new LongAdder();
    private final LongAdder keepAlives = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder withheld = new LongAdder();
    private final LongAdder cut = new LongAdder();
    private final LongAdder unsent = new LongAdder();

    void opened() {
        opened.increment();
    }

    void closed() {
        closed.increment();
    }

    void message() {
        messages.increment();
    }

    void keepAlive() {
        keepAlives.increment();
    }

    void refused() {
        refused.increment();
    }

    void withheld() {
        withheld.increment();
    }

    void cut() {
        cut.increment();
    }

    void unsent() {
        unsent.increment();
    }

    /** The messages sent until now. */
    long messages() {
        return messages.sum();
    }

    ServeCounts counts() {
        // closed first: what is open is then never less than nothing
        long ended = closed.sum();
        long started = opened.sum();
        return new ServeCounts(
                started,
                started - ended,
                messages.sum(),
                keepAlives.sum(),
                refused.sum(),
                withheld.sum(),
                cut.sum(),
                unsent.sum());
    }
}
