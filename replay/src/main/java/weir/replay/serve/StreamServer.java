package weir.replay.serve;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves lines as Twitter's v1.1 streams did, so that an unmodified client of theirs reads an archive.
 *
 * <ul>
 *   <li>{@code GET} and {@code POST /1.1/statuses/filter.json}: {@code track}, {@code follow}, {@code locations},
 *       {@code language}, {@code filter_level}, {@code delimited=length}; see {@link StatusFilter}.
 *   <li>{@code GET} and {@code POST /1.1/statuses/sample.json}: all lines, as they are.
 *   <li>Every connection is played all lines from the first, in order, once, at the pace of the options, and then stays
 *       open. While nothing comes, a blank line says that it lives.
 *   <li>Errors: 401 signature, 404 path, 405 method, 406 parameters, 413 more than 400 phrases of track, 5,000 ids or
 *       25 boxes, 420 while a fault bans new connections, 503 lines that cannot be opened. The body says why.
 *   <li>The faults of the options happen once each, to the connection that is the first to notice that one is due. The
 *       next connection is played everything again: a client that comes back and takes each message once misses none.
 *   <li>Each connection has a daemon thread; one that reads slowly holds up nobody else. A client that has vanished is
 *       noticed with the next message or blank line.
 * </ul>
 *
 * The server keeps the JVM running until {@link #close()}. All methods may be called from any thread.
 */
public final class StreamServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamServer.class);
    private static final long CLOSE_MILLIS = 2_000;

    private final ServerSocket listening;
    private final ServeOptions options;
    private final StreamHandler handler;
    private final ExecutorService threads = Executors.newCachedThreadPool(threads());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    private StreamServer(ServerSocket listening, LineSource lines, ServeOptions options) {
        this.listening = listening;
        this.options = options;
        this.handler = new StreamHandler(lines, options);
    }

    /**
     * Listens from now on.
     *
     * @throws IOException if the address cannot be had, above all because its port is in use; says what to do
     */
    public static StreamServer start(LineSource lines, ServeOptions options) throws IOException {
        if (options.address().isUnresolved()) {
            throw new IOException("Cannot listen on %s: there is no host of that name"
                    .formatted(options.address().getHostString()));
        }
        ServerSocket listening = new ServerSocket();
        try {
            listening.bind(options.address());
        } catch (BindException e) {
            listening.close();
            throw new IOException(
                    "Cannot listen on port %d of %s: %s. Stop what listens there, or choose another port (0: any free one)"
                            .formatted(
                                    options.address().getPort(),
                                    options.address().getHostString(),
                                    e.getMessage()),
                    e);
        }
        StreamServer server = new StreamServer(listening, lines, options);
        new Thread(server::accept, "weir-serve").start();
        return server;
    }

    /** Where the server listens, with the port it has got. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    /** What clients take as base of their streams ({@code twitter4j.streamBaseURL}): ends in {@code /1.1/}. */
    public URI baseUrl() {
        String host = address().getAddress().getHostAddress();
        return URI.create("http://%s:%d/1.1/"
                .formatted(
                        host.contains(":") ? "[" + host + "]" : host, address().getPort()));
    }

    /** What has been done until now. */
    public ServeCounts counts() {
        return handler.counts();
    }

    /** Ends all streams and stops listening, within some two seconds. Closing again does nothing. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            handler.close(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close(listening);
        threads.shutdownNow();
        sockets.forEach(StreamServer::close);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                sockets.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException | RejectedExecutionException e) {
                if (!closed.get()) {
                    LOG.error("Cannot take connections any more", e);
                    close(listening);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            handler.handle(new Exchange(socket, options.clock()));
        } catch (IOException e) {
            LOG.debug("Client left", e);
        } finally {
            sockets.remove(socket);
        }
    }

    private static void close(Closeable open) {
        try {
            open.close();
        } catch (IOException e) {
            LOG.debug("Cannot close", e);
        }
    }

    private static ThreadFactory threads() {
        AtomicLong numbers = new AtomicLong();
        return task -> {
            Thread thread = new Thread(task, "weir-serve-" + numbers.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
