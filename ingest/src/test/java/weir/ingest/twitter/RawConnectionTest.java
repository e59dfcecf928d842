package weir.ingest.twitter;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import weir.lake.config.TwitterCredentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A stream over TLS, as Twitter's were. */
@Timeout(120)
class RawConnectionTest {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final int MESSAGES = 20_000;
    private static final String PADDING = "x".repeat(1_000);

    @TempDir
    Path folder;

    @Test
    void readsAStreamOverTlsAndIsClosedByAnotherThread() throws Exception {
        SSLContext tls = tls();
        CountDownLatch closed = new CountDownLatch(1);
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpsServer server = server(tls, closed, threads);
        try {
            HttpClient client =
                    RawConnection.client(Duration.ofSeconds(20)).sslContext(tls).build();
            String url = "https://localhost:" + server.getAddress().getPort() + "/1.1/statuses/sample.json";
            RawConnection connection = RawConnection.open(
                    client,
                    new StreamRequest(true, url, Map.of()),
                    TwitterFeed.authorization(new TwitterCredentials("ck", "cs", "at", "as")),
                    Duration.ofSeconds(20),
                    Instant.EPOCH);
            Framing messages = connection.messages();
            for (int i = 0; i < MESSAGES; i++) {
                assertThat(messages.next()).isTrue();
                assertThat(new String(
                                messages.buffer(), messages.offset(), messages.length(), StandardCharsets.ISO_8859_1))
                        .isEqualTo(i + PADDING);
            }

            threads.execute(() -> {
                try {
                    connection.close();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });

            assertThatThrownBy(messages::next).isInstanceOf(IOException.class);
        } finally {
            closed.countDown();
            server.stop(0);
            threads.shutdown();
        }
    }

    /** Sends messages and then holds the connection. */
    private static HttpsServer server(SSLContext tls, CountDownLatch closed, ExecutorService threads)
            throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                for (int i = 0; i < MESSAGES; i++) {
                    body.write((i + PADDING + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                }
                body.flush();
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        return server;
    }

    private SSLContext tls() throws Exception {
        Path store = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "localhost",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }
}
