package weir.ingest.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real broker in a process of its own, on ports of the loopback address that the system has chosen: one that everybody
 * may use and one that wants a password. Its log outlives {@link #kill}.
 */
public final class KafkaBroker implements AutoCloseable {

    static final String USER = "weir";
    static final String PASSWORD = "right";

    private static final Duration START = Duration.ofSeconds(60);

    private final Path folder;
    private final int port;
    private final int saslPort;
    private final Path settings;
    private Process process;

    private KafkaBroker(Path folder, List<Integer> ports) throws IOException {
        this.folder = folder;
        this.port = ports.get(0);
        this.saslPort = ports.get(1);
        this.settings = write(ports.get(2));
    }

    /** Starts a broker that keeps everything in a folder, and waits until it answers. */
    public static KafkaBroker start(Path folder) {
        try {
            KafkaBroker broker = new KafkaBroker(folder, freePorts(3));
            broker.start();
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    public String servers() {
        return "127.0.0.1:" + port;
    }

    /** Where it listens and wants a password. */
    String serversWithPassword() {
        return "127.0.0.1:" + saslPort;
    }

    /** Starts it again after a {@link #kill}. */
    void start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "kafka.Kafka",
                settings.toString()));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("out.txt").toFile()))
                .start();
        long deadline = System.nanoTime() + START.toNanos();
        while (!listens()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("The broker does not start: " + Files.readString(folder.resolve("out.txt")));
            }
            pause();
        }
    }

    /** Ends its process at once. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(30, TimeUnit.SECONDS); // its folder is removed next
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path write(int controllerPort) throws IOException {
        Path log = Files.createDirectories(folder.resolve("log"));
        Files.writeString(log.resolve("meta.properties"), "version=1\ncluster.id=d2Vpci1rYWZrYS10ZXN0cw\nnode.id=1\n");
        Map<String, String> values = Map.of(
                "log",
                log.toString(),
                "plain",
                servers(),
                "sasl",
                serversWithPassword(),
                "controller",
                "127.0.0.1:" + controllerPort,
                "user",
                USER,
                "password",
                PASSWORD);
        String text =
                """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@${controller}
                listeners=PLAINTEXT://${plain},SASL_PLAINTEXT://${sasl},CONTROLLER://${controller}
                advertised.listeners=PLAINTEXT://${plain},SASL_PLAINTEXT://${sasl}
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=PLAINTEXT
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT
                sasl.enabled.mechanisms=PLAIN
                listener.name.sasl_plaintext.plain.sasl.jaas.config=\
                org.apache.kafka.common.security.plain.PlainLoginModule required user_${user}="${password}";
                log.dirs=${log}
                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=1
                """;
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("${" + value.getKey() + "}", value.getValue());
        }
        return Files.writeString(folder.resolve("server.properties"), text);
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            List<Integer> ports = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
                ports.add(sockets.get(i).getLocalPort());
            }
            return ports;
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }
}
