package weir.ingest.twitter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.apache.spark.storage.StorageLevel;
import org.apache.spark.streaming.receiver.Receiver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.mutable.ArrayBuffer;
import twitter4j.auth.OAuthAuthorization;

import weir.ingest.receive.HandOver;
import weir.ingest.receive.Intake;
import weir.ingest.receive.IntakeTimer;
import weir.ingest.receive.OpenConnection;
import weir.lake.raw.Cause;
import weir.lake.raw.Chunk;

/**
 * A receiver of v1.1 streams that hands on every message byte for byte as it came, in chunks, in their order.
 *
 * <ul>
 *   <li>Messages and control messages are not looked at. Blank lines are keep-alives: they say that the source is there,
 *       and are not handed on.
 *   <li>A message that was cut, because the connection broke off within it, is not handed on; the gap says how many bytes
 *       of it there were.
 *   <li>There is one connection at a time. After it has ended, the next one is made as Twitter asks for; not while the
 *       spool or its disk have no room.
 *   <li>Silence for the read timeout ends the connection.
 *   <li>If a further attempt cannot help, or Spark does not take a chunk, the error is reported to the driver, and the
 *       receiver waits to be stopped.
 * </ul>
 */
final class RawReceiver extends Receiver<Chunk> {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(RawReceiver.class);
    private static final long STOP_MILLIS = 2_000;
    private static final long PAUSE_MILLIS = 200;

    private final StreamRequest request;
    private final OAuthAuthorization authorization;
    private final ReceiverSettings settings;

    private transient HandOver handOver;
    private transient Intake intake;
    private transient ReconnectPolicy policy;
    private transient Pacer pacer;
    private transient IntakeTimer timer;
    private transient HttpClient client;
    private transient Thread reader;
    private transient volatile boolean stopping;
    private transient volatile RawConnection current;

    RawReceiver(
            StreamRequest request, OAuthAuthorization authorization, StorageLevel level, ReceiverSettings settings) {
        super(level);
        this.request = request;
        this.authorization = authorization;
        this.settings = settings;
    }

    @Override
    public void onStart() {
        if (intake == null) {
            open();
        }
        stopping = false;
        timer = new IntakeTimer(
                settings.stream(), settings.intake().chunkInterval(), intake, this::endIfSilent, this::handOverFailed);
        reader = new Thread(this::receive, "receive-" + settings.stream());
        reader.setDaemon(true);
        reader.start();
    }

    private void open() {
        try {
            handOver = new HandOver(settings.stream(), this::handToSpark, this::handOverFailed);
            intake = Intake.open(settings.intake(), handOver);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot open the spool of stream " + settings.stream() + ": " + e.getMessage(), e);
        }
        policy = new ReconnectPolicy(settings.backoff());
        pacer = Pacer.of(settings.rateLimit());
        client = RawConnection.client(settings.connectTimeout()).build();
    }

    @Override
    public void onStop() {
        stopping = true;
        intake.hurry();
        timer.close();
        RawConnection connection = current;
        if (connection == null) {
            reader.interrupt(); // it connects, or waits for doing so
        } else {
            close(connection); // what is buffered is still handed on
        }
        try {
            reader.join(STOP_MILLIS);
            intake.end();
            handOver.settle(Duration.ofMillis(STOP_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            reportError("Cannot keep what stream " + settings.stream() + " has received last: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            handOverFailed(e);
        }
    }

    private void receive() {
        try {
            while (!stopping) {
                awaitRoom();
                Failure failure = connection();
                if (!stopping && !waited(failure)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Stopped receiving stream={}", settings.stream());
        } catch (RuntimeException e) {
            handOverFailed(e);
        } catch (Error e) {
            reportError("Cannot go on receiving stream " + settings.stream() + ": " + e, e);
            throw e;
        }
    }

    private void awaitRoom() throws InterruptedException {
        while (!stopping && !intake.hasRoom()) {
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** One connection from beginning to end. @return why it ended */
    private Failure connection() throws InterruptedException {
        try (RawConnection connection = RawConnection.open(
                client,
                request,
                authorization,
                settings.readTimeout(),
                settings.clock().instant())) {
            current = connection;
            return stopping ? Failure.network(Cause.STOPPED, "") : read(connection, intake.begin());
        } catch (RawConnection.RefusedException e) {
            return lost(null, e.failure());
        } catch (IOException e) {
            return lost(null, Failure.network(e));
        } finally {
            current = null;
        }
    }

    private Failure read(RawConnection connection, OpenConnection open) {
        Optional<DisconnectMessage> disconnect = Optional.empty();
        long cut = 0;
        Failure failure = Failure.network(Cause.NETWORK, "the server has ended the stream");
        try (Framing messages = connection.messages()) {
            boolean first = true;
            try {
                while (messages.next()) {
                    if (first) {
                        policy.reset();
                        first = false;
                    }
                    if (messages.length() == 0) {
                        intake.heard(open);
                        continue;
                    }
                    pacer.pass();
                    Optional<Cause> obstacle =
                            intake.append(open, messages.buffer(), messages.offset(), messages.length());
                    if (obstacle.isPresent()) {
                        return lost(open, Failure.network(obstacle.get(), ""));
                    }
                    disconnect = DisconnectMessage.parse(messages.buffer(), messages.offset(), messages.length());
                }
            } finally {
                cut = messages.begun();
            }
        } catch (IOException e) {
            failure = connection.wasSilent()
                    ? Failure.network(
                            Cause.SILENCE,
                            "nothing came for " + settings.readTimeout().toSeconds() + " s")
                    : Failure.network(e);
        }
        if (stopping) {
            return failure;
        }
        return lost(open, failure.explained(disconnect, cut));
    }

    private Failure lost(OpenConnection open, Failure failure) {
        intake.lost(open, failure.cause(), failure.reason());
        return failure;
    }

    /** Waits as the policy says. @return false if a further attempt cannot help */
    private boolean waited(Failure failure) throws InterruptedException {
        if (failure.cause() == Cause.BACK_PRESSURE || failure.cause() == Cause.DISK) {
            return true; // nothing is wrong with the source
        }
        ReconnectPolicy.Decision decision = policy.after(failure);
        if (decision instanceof ReconnectPolicy.Decision.GiveUp givenUp) {
            String refusal = "Cannot receive stream " + settings.stream() + " from " + settings.host() + ": "
                    + failure.reason() + ". No further attempt can help; " + givenUp.advice() + ".";
            reportError(refusal, new SourceRefusedException(refusal));
            return false;
        }
        Duration delay = ((ReconnectPolicy.Decision.Retry) decision).delay();
        LOG.warn(
                "Cannot receive stream {} from {}: {}. Connecting again in {} ms, at {}.",
                settings.stream(),
                settings.host(),
                failure.reason(),
                delay.toMillis(),
                settings.clock().instant().plus(delay));
        Thread.sleep(delay.toMillis());
        return true;
    }

    private void endIfSilent() {
        RawConnection connection = current;
        if (connection != null) {
            try {
                connection.closeIfSilent(settings.readTimeout());
            } catch (IOException e) {
                LOG.debug("A silent connection could not be closed stream={}", settings.stream(), e);
            }
        }
    }

    private void handToSpark(List<Chunk> chunks) {
        ArrayBuffer<Chunk> block = new ArrayBuffer<>(chunks.size());
        chunks.forEach(block::$plus$eq);
        store(block);
    }

    private void handOverFailed(RuntimeException e) {
        if (stopping) {
            LOG.debug("Spark has ended before it took a chunk, which is in the spool stream={}", settings.stream(), e);
            return;
        }
        reportError(
                "Cannot hand a chunk of stream " + settings.stream() + " to Spark: " + e.getMessage()
                        + ". Look at the executor's memory and disk. What is in the spool is committed at the next"
                        + " start.",
                e);
    }

    private void close(RawConnection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (IOException e) {
                LOG.debug("A connection could not be closed stream={}", settings.stream(), e);
            }
        }
    }
}
