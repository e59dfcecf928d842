package weir.ingest.kafka;

import java.io.IOException;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import weir.ingest.feed.FailedBatch;

/** Kafka could not be asked or read; the message says what for and why. */
final class KafkaFailureException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean lasting;

    private KafkaFailureException(String message, boolean lasting) {
        super(message);
        this.lasting = lasting;
    }

    /**
     * The failure of an attempt. Its cause is in its message only: it travels from executors, and Kafka's exceptions may
     * hold what cannot travel.
     *
     * @param what was attempted, such as {@code Cannot read tweets-0}
     */
    static KafkaFailureException of(String what, Throwable failure) {
        Throwable root = FailedBatch.root(failure);
        for (Throwable link = failure; link != null && link != link.getCause(); link = link.getCause()) {
            String advice = advice(link);
            if (!advice.isEmpty()) {
                return new KafkaFailureException(what + ": " + reason(link) + "; " + advice, true);
            }
        }
        return new KafkaFailureException(what + ": " + reason(root), false);
    }

    /** Nothing came for too long. */
    static KafkaFailureException stalled(String what) {
        return new KafkaFailureException(what, false);
    }

    /** Whether a person has to change something: the settings, a permission, the topics. */
    boolean lasting() {
        return lasting;
    }

    private static String advice(Throwable failure) {
        if (failure instanceof AuthenticationException) {
            return "correct what properties or properties-file of the source say of security.protocol, sasl and ssl";
        }
        if (failure instanceof AuthorizationException) {
            return "let this user describe and read the topics";
        }
        if (failure instanceof UnknownTopicOrPartitionException || failure instanceof InvalidTopicException) {
            return "create the topic, or correct topics of the source";
        }
        return failure instanceof ConfigException
                ? "correct bootstrap-servers, properties or properties-file of the source"
                : "";
    }

    private static String reason(Throwable failure) {
        String reason = FailedBatch.reason(failure);
        return failure instanceof KafkaException
                ? reason
                : failure.getClass().getSimpleName().equals(reason)
                        ? reason
                        : failure.getClass().getSimpleName() + ": " + reason;
    }
}
