package weir.ingest.receive;

import java.time.Instant;

import weir.lake.raw.Connection;

/** A connection that stands, or has stood until it was lost. Guarded by its {@link Intake}. */
public final class OpenConnection {

    private final Instant from;
    private Instant heard;

    OpenConnection(Instant from) {
        this.from = from;
        this.heard = from;
    }

    void heardAt(Instant time) {
        heard = time.isAfter(heard) ? time : heard; // a clock may be set back
    }

    Instant heard() {
        return heard;
    }

    Connection until(Instant time) {
        return new Connection(from, time.isBefore(from) ? from : time);
    }
}
