package weir.replay.serve;

import java.util.concurrent.atomic.LongAdder;

/** Counts from many threads. */
final class ServeTally {
    private final LongAdder opened = new LongAdder();
    private final LongAdder closed = new LongAdder();
    private final LongAdder messages = new LongAdder();
    private final LongAdder keepAlives = new LongAdder();
    private final LongAdder refused = new LongAdder();

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

    ServeCounts counts() {
        // closed first: what is open is then never less than nothing
        long ended = closed.sum();
        long started = opened.sum();
        return new ServeCounts(started, started - ended, messages.sum(), keepAlives.sum(), refused.sum());
    }
}
