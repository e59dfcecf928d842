package weir.ingest.twitter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.apache.spark.storage.StorageLevel;
import org.apache.spark.streaming.twitter.TwitterReceiver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import twitter4j.FilterQuery;
import twitter4j.auth.Authorization;

import weir.ingest.receive.HandOver;
import weir.ingest.receive.Intake;
import weir.ingest.receive.IntakeTimer;
import weir.ingest.receive.OpenConnection;
import weir.lake.raw.Cause;
import weir.lake.raw.Chunk;

/**
 * Bahir's receiver, made to hand on each message as the server sent it, in chunks, in the order of the messages, and to
 * reconnect as Twitter asks for.
 *
 * <ul>
 *   <li>Messages, statuses and others, are handed on byte for byte: no text and no status is made of a line, and its JSON is
 *       read once, by the filter. Blank lines are keep-alives and are not handed on. A message that was cut, because the
 *       connection broke off within it, is not handed on; the gap says how many bytes of it there were.
 *   <li>A chunk is in the spool before Spark has it. The thread that reads waits while Spark is far behind: a slow lake slows
 *       the reading, and ends the connection when the spool is full.
 *   <li>{@link #onStop} hands on what was read until then.
 *   <li>If a further attempt cannot help, or Spark does not take a chunk, the error is reported to the driver, and the
 *       receiver waits to be stopped. It does not stop itself, as Spark would start it again at once.
 * </ul>
 */
final class TwitterChunkReceiver extends TwitterReceiver implements Reading.Messages {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(TwitterChunkReceiver.class);
    /** Closing a silent connection can wait for its next byte; the rest goes on without it. */
    private static final long CLOSE_MILLIS = 1_000;
    /** How long to wait until looking again whether there is room. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ReceiverSettings settings;

    private transient HandOver handOver;
    private transient Intake intake;
    private transient ReconnectPolicy policy;
    private transient Pacer pacer;
    private transient IntakeTimer timer;
    private transient volatile Reading reading;

    TwitterChunkReceiver(
            Authorization authorization, Option<FilterQuery> query, StorageLevel level, ReceiverSettings settings) {
        super(authorization, query, level);
        this.settings = settings;
    }

    @Override
    public void onStart() {
        ReceiverConfigurations.install();
        if (intake == null) {
            open();
        }
        timer = new IntakeTimer(
                settings.stream(),
                settings.intake().chunkInterval(),
                intake,
                () -> {},
                e -> giveUp(reading, handOverFailed(e), e));
        Reading begun = new Reading(this);
        reading = begun;
        StoppedFlag.lower(this);
        if (intake.hasRoom()) {
            begun.connect(() -> ReceiverConfigurations.with(ReceiverConfigurations.of(settings), super::onStart));
        } else {
            begun.firstBroken();
            super.restart("no room", new BrokenConnection("no room"), Math.toIntExact(PAUSE.toMillis()));
        }
    }

    private void open() {
        try {
            handOver = new HandOver(settings.stream(), this::handToSpark, e -> giveUp(reading, handOverFailed(e), e));
            intake = Intake.open(settings.intake(), handOver);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot open the spool of stream " + settings.stream() + ": " + e.getMessage(), e);
        }
        policy = new ReconnectPolicy(settings.backoff());
        pacer = Pacer.of(settings.rateLimit());
    }

    @Override
    public void onStop() {
        Thread closing = new Thread(super::onStop, "close-" + settings.stream());
        closing.setDaemon(true);
        closing.start();
        intake.hurry();
        try {
            closing.join(CLOSE_MILLIS);
            reading.awaitIdle(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        timer.close();
        try {
            intake.end();
            handOver.settle(Duration.ofMillis(CLOSE_MILLIS));
        } catch (IOException e) {
            String what = "Cannot keep what stream " + settings.stream() + " has received last: " + e.getMessage();
            giveUp(reading, what, e);
        } catch (RuntimeException e) {
            giveUp(reading, handOverFailed(e), e);
        }
    }

    @Override
    public void message(Reading from, Framing body) {
        Optional<OpenConnection> connection = connection(from);
        if (connection.isEmpty()) {
            return;
        }
        if (body.length() == 0) {
            intake.heard(connection.get());
            return;
        }
        pacer.pass();
        try {
            intake.append(connection.get(), body.buffer(), body.offset(), body.length())
                    .ifPresent(obstacle -> pause(from, obstacle));
        } catch (RuntimeException e) {
            giveUp(from, handOverFailed(e), e);
        }
    }

    @Override
    public void dying(Reading from, Error error) {
        giveUp(from, "Cannot go on receiving stream " + settings.stream() + ": " + error, error);
    }

    /** Called by Bahir's listener for every error of the connection. */
    @Override
    public void restart(String message, Throwable error) {
        Reading from = Reading.ofThread().orElse(reading);
        if (from != reading || !from.firstBroken()) {
            return;
        }
        LOG.debug("{} stream={}", message, settings.stream(), error);
        Failure failure = from.explained(Failure.of(error, settings.clock().instant()));
        lost(from, failure.cause(), failure.reason());
        ReconnectPolicy.Decision decision = policy.after(failure);
        if (decision instanceof ReconnectPolicy.Decision.GiveUp givenUp) {
            String refusal = "Cannot receive stream " + settings.stream() + " from " + settings.host() + ": "
                    + failure.reason() + ". No further attempt can help; " + givenUp.advice() + ".";
            giveUp(from, refusal, new SourceRefusedException(refusal));
        } else if (decision instanceof ReconnectPolicy.Decision.Retry retry) {
            reconnect(failure, retry.delay());
        }
    }

    private void reconnect(Failure failure, Duration delay) {
        LOG.warn(
                "Cannot receive stream {} from {}: {}. Connecting again in {} ms, at {}.",
                settings.stream(),
                settings.host(),
                failure.reason(),
                delay.toMillis(),
                settings.clock().instant().plus(delay));
        super.restart(failure.reason(), new BrokenConnection(failure.reason()), Math.toIntExact(delay.toMillis()));
    }

    /** Ends the connection until there is room again. */
    private void pause(Reading from, Cause obstacle) {
        if (from.firstBroken()) {
            lost(from, obstacle, "");
            super.restart(obstacle.text(), new BrokenConnection(obstacle.text()), Math.toIntExact(PAUSE.toMillis()));
        }
    }

    private void lost(Reading from, Cause cause, String detail) {
        intake.lost(from.connection().orElse(null), cause, detail);
    }

    /** The connection over which something has come; empty if that is not the present one any more. */
    private Optional<OpenConnection> connection(Reading from) {
        if (from != reading) {
            return Optional.empty();
        }
        if (from.connection().isEmpty()) {
            policy.reset();
        }
        return Optional.of(from.connection(intake::begin));
    }

    private void handToSpark(List<Chunk> chunks) {
        store(ChunksAsStatuses.in(chunks));
    }

    private String handOverFailed(RuntimeException e) {
        return "Cannot hand a chunk of stream " + settings.stream() + " to Spark: " + e.getMessage()
                + ". Look at the executor's memory and disk. What is in the spool is committed at the next start.";
    }

    private void giveUp(Reading from, String message, Throwable error) {
        from.firstBroken();
        reportError(message, error);
    }

    /** What Spark is told of a connection that is about to be made anew; it prints each with its stack. */
    private static final class BrokenConnection extends Exception {

        private static final long serialVersionUID = 1L;

        BrokenConnection(String message) {
            super(message, null, false, false);
        }
    }
}
