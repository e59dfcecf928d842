package weir.replay.serve;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import static java.util.Objects.requireNonNull;

/**
 * How a {@link StreamServer} serves.
 *
 * @param address where to listen; port 0 lets the system choose
 * @param pace how fast each connection is played to
 * @param keys who may read; without them, everybody
 * @param keepAlive how long a connection is silent before it gets a blank line; clients give up after some 40 s
 * @param clock what the time stamps of signatures are compared with
 * @param faults what goes wrong; of several that are due at once, the first in the list comes first
 */
public record ServeOptions(
        InetSocketAddress address,
        Pace pace,
        Optional<ServeKeys> keys,
        Duration keepAlive,
        Clock clock,
        List<Fault> faults) {

    public ServeOptions {
        requireNonNull(address, "address");
        requireNonNull(pace, "pace");
        requireNonNull(keys, "keys");
        requireNonNull(clock, "clock");
        faults = List.copyOf(faults);
        if (keepAlive.isNegative() || keepAlive.isZero()) {
            throw new IllegalArgumentException("keepAlive must be more than 0, but is " + keepAlive);
        }
    }

    /** The loopback address 127.0.0.1 with a free port, the original pace, no keys, a blank line in 30 s, no faults. */
    public static ServeOptions defaults() {
        InetSocketAddress loopback = new InetSocketAddress(loopback(), 0);
        return new ServeOptions(
                loopback, Pace.ORIGINAL, Optional.empty(), Duration.ofSeconds(30), Clock.systemUTC(), List.of());
    }

    /** The same at another address. */
    public ServeOptions withAddress(InetSocketAddress other) {
        return new ServeOptions(other, pace, keys, keepAlive, clock, faults);
    }

    /** The same at another port of the same address. */
    public ServeOptions withPort(int port) {
        return withAddress(
                address.isUnresolved()
                        ? InetSocketAddress.createUnresolved(address.getHostString(), port)
                        : new InetSocketAddress(address.getAddress(), port));
    }

    /** The same with another pace. */
    public ServeOptions withPace(Pace other) {
        return new ServeOptions(address, other, keys, keepAlive, clock, faults);
    }

    /** The same for those who sign with these keys. */
    public ServeOptions withKeys(ServeKeys only) {
        return new ServeOptions(address, pace, Optional.of(only), keepAlive, clock, faults);
    }

    /** The same with another time of silence. */
    public ServeOptions withKeepAlive(Duration silence) {
        return new ServeOptions(address, pace, keys, silence, clock, faults);
    }

    /** The same with another clock. */
    public ServeOptions withClock(Clock other) {
        return new ServeOptions(address, pace, keys, keepAlive, other, faults);
    }

    /** The same with these faults. */
    public ServeOptions withFaults(List<Fault> others) {
        return new ServeOptions(address, pace, keys, keepAlive, clock, others);
    }

    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
