package weir.console.doctor;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import weir.lake.config.ConfigException;
import weir.lake.config.TwitterCredentials;
import weir.lake.config.TwitterReceiverKind;
import weir.lake.config.TwitterSourceConfig;

/** A v1.1 stream: keys, server, clock, limits, and what its receiver gives up. */
final class TwitterChecks implements SourceChecks {

    private static final Duration TOLERANCE = Duration.ofSeconds(60);
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final TwitterSourceConfig source;
    private final Map<String, String> environment;
    private final Probe probe;
    private final Clock clock;

    TwitterChecks(TwitterSourceConfig source, Map<String, String> environment, Probe probe, Clock clock) {
        this.source = source;
        this.environment = environment;
        this.probe = probe;
        this.clock = clock;
    }

    @Override
    public boolean spools() {
        return true;
    }

    @Override
    public List<Finding> look(String stream) {
        List<Finding> found = new ArrayList<>();
        found.add(credentials(stream + ", credentials"));
        URI uri = URI.create(source.baseUrl());
        Finding server = server(stream + ", server", uri);
        found.add(server);
        if (server.level() == Level.OK) {
            found.add(clock(stream + ", clock", probe.date(uri)));
        }
        found.add(limits(stream + ", limits"));
        found.add(receiver(stream + ", receiver"));
        return found;
    }

    private Finding credentials(String what) {
        try {
            TwitterCredentials.load(source.credentialsFile(), environment);
            return Finding.ok(
                    what,
                    source.credentialsFile()
                            .map(file -> "all four are in " + file + ", which only its owner may read")
                            .orElse("all four are in the environment"));
        } catch (ConfigException e) {
            int others = e.problems().size() - 1;
            return Finding.fail(
                    what,
                    e.problems().get(0) + (others == 0 ? "" : " (and " + others + " more like it)"),
                    "Without them every connection ends with 401.");
        }
    }

    private Finding server(String what, URI uri) {
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? HTTPS : HTTP;
        String server = uri.getHost() + ":" + port;
        try {
            probe.connect(uri.getHost(), port, tls);
            return Finding.ok(what, server + " answers" + (tls ? " and proves who it is" : ""));
        } catch (IOException e) {
            return Finding.fail(
                    what,
                    server + " cannot be reached: " + e.getMessage(),
                    "Check base-url of the source, the network, and what stands between.");
        }
    }

    Finding clock(String what, Optional<Instant> servers) {
        if (servers.isEmpty()) {
            return Finding.ok(what, "the server does not say what time it is");
        }
        Duration drift = Duration.between(servers.get(), clock.instant());
        long seconds = Math.abs(drift.toSeconds());
        String found = seconds + " s " + (drift.isNegative() ? "behind" : "ahead of") + " the server";
        return drift.abs().compareTo(TOLERANCE) > 0
                ? Finding.warn(what, found, "Set the clock (chrony, ntpd): signatures of a wrong time end with 401.")
                : Finding.ok(what, found);
    }

    private Finding limits(String what) {
        int longest = source.track().stream()
                .mapToInt(phrase -> phrase.getBytes(StandardCharsets.UTF_8).length)
                .max()
                .orElse(0);
        String used = source.sample()
                ? "the sample stream: nothing is asked for in particular"
                : "track %s of %s phrases, the longest %d of %d bytes; follow %s of %s users; locations %d of %d boxes"
                        .formatted(
                                Amount.count(source.track().size()),
                                Amount.count(TwitterSourceConfig.MAX_PHRASES),
                                longest,
                                TwitterSourceConfig.MAX_PHRASE_BYTES,
                                Amount.count(source.follow().size()),
                                Amount.count(TwitterSourceConfig.MAX_USERS),
                                source.locations().size(),
                                TwitterSourceConfig.MAX_BOXES);
        return Finding.ok(what, used);
    }

    private Finding receiver(String what) {
        return Finding.ok(
                what,
                source.receiver() == TwitterReceiverKind.BAHIR
                        ? "bahir reads lines of text: what is no UTF-8 becomes U+FFFD"
                        : "raw gives up nothing of a message");
    }
}
