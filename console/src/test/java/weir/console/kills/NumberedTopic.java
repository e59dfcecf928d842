package weir.console.kills;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic of several partitions into which numbered messages go, each once, until it is ended. */
final class NumberedTopic implements Sent {

    static final String NAME = "numbered";

    private static final int PARTITIONS = 3;

    private final NumberedMessages messages;
    private final long perSecond;
    private final Instant begun;
    private final long begunNanos = System.nanoTime();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Thread sending;
    private volatile boolean ending;
    private volatile long last;

    private NumberedTopic(String servers, NumberedMessages messages, long perSecond, Clock clock) {
        this.messages = messages;
        this.perSecond = perSecond;
        this.begun = clock.instant();
        this.sending = new Thread(() -> send(servers), "numbered-topic");
        sending.setDaemon(true);
    }

    /** Makes the topic and begins to send. */
    static NumberedTopic start(String servers, NumberedMessages messages, long perSecond)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic(NAME, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
        NumberedTopic topic = new NumberedTopic(servers, messages, perSecond, Clock.systemUTC());
        topic.sending.start();
        return topic;
    }

    private void send(String servers) {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "acks", "all", "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            while (!ending) {
                long present = (System.nanoTime() - begunNanos) / 1_000 * perSecond / 1_000_000;
                while (last < present && !ending) {
                    long number = last + 1;
                    send(producer, number);
                    last = number;
                }
                LockSupport.parkNanos(2_000_000);
            }
        }
    }

    private void send(Producer<byte[], byte[]> producer, long number) {
        int partition = (int) (number % PARTITIONS);
        byte[] message = messages.message(number, made(number));
        var unused = producer.send(new ProducerRecord<>(NAME, partition, null, message), (metadata, error) -> {
            if (error == null) {
                acknowledged.incrementAndGet();
            } else {
                failure.compareAndSet(null, error);
            }
        });
    }

    /** Sends no more, and waits until the broker has all. @return how many there are */
    long end() throws InterruptedException {
        ending = true;
        sending.join();
        if (failure.get() != null || acknowledged.get() != last) {
            throw new AssertionError(
                    "The broker has " + acknowledged.get() + " of " + last + " messages", failure.get());
        }
        return last;
    }

    @Override
    public Instant made(long number) {
        return begun.plusNanos(Math.multiplyExact(number, 1_000_000L) / perSecond * 1_000L);
    }

    @Override
    public boolean wasSent(long number) {
        return number >= 1 && number <= last;
    }

    /** Nobody is connected to a topic: whoever comes finds everything. */
    @Override
    public OptionalInt connection(long number) {
        return OptionalInt.empty();
    }
}
