package weir.lake.config;

import java.util.Optional;

/**
 * Where the replay server listens.
 *
 * @param host the address to bind
 * @param port the TCP port; 0 lets the system choose a free one
 */
public record ServeConfig(String host, int port) {
    private static final int MAX_PORT = 65535;

    public ServeConfig {
        Format.checkedText(host);
        checkedPort(port);
    }

    static Optional<ServeConfig> read(Section section) {
        String host = section.optional("host", Format.TEXT, "127.0.0.1", Format::checkedText);
        int port = section.optional("port", Format.INTEGER, 8080, ServeConfig::checkedPort);
        return section.make(() -> new ServeConfig(host, port));
    }

    private static int checkedPort(int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("must be between 0 and %d, but is %d".formatted(MAX_PORT, port));
        }
        return port;
    }
}
