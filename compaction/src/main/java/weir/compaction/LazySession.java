package weir.compaction;

import java.util.function.Supplier;

import org.apache.spark.sql.SparkSession;

import weir.lake.config.SessionSettings;
import weir.lake.config.SparkConfig;

/**
 * A Spark session with Delta that begins when it is first asked for, so that a look that finds nothing costs nothing. It is the
 * active one of each thread that asks, also of one that was begun while another session was.
 */
public final class LazySession implements Supplier<SparkSession>, AutoCloseable {

    private final SparkConfig config;
    private SparkSession session;

    public LazySession(SparkConfig config) {
        this.config = config;
    }

    @Override
    public synchronized SparkSession get() {
        if (session == null) {
            session = SparkSession.builder().config(SessionSettings.of(config)).getOrCreate();
        }
        SparkSession.setActiveSession(session);
        return session;
    }

    @Override
    public synchronized void close() {
        if (session != null) {
            session.stop();
            session = null;
        }
    }
}
