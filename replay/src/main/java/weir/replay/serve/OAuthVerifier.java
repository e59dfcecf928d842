package weir.replay.serve;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Checks that a request is signed with the configured keys (RFC 5849). Secrets are compared in constant time. A request
 * that is heard again within five minutes passes again: nonces are not kept. Safe for many threads.
 */
final class OAuthVerifier {
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final Optional<ServeKeys> keys;
    private final Clock clock;

    /** @param keys without them, everybody is let in */
    OAuthVerifier(Optional<ServeKeys> keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Says why a request is refused.
     *
     * @param address as the client wrote it, without the query
     * @param parameters those of query and form
     * @param authorization the header's value, or null
     * @return nothing if it is let in
     */
    Optional<OAuthRefusal> refusal(String method, URI address, Parameters parameters, String authorization) {
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        if (authorization == null) {
            return Optional.of(OAuthRefusal.NO_HEADER);
        }
        Optional<OAuthHeader> header = OAuthHeader.parse(authorization);
        if (header.isEmpty()) {
            return Optional.of(OAuthRefusal.NOT_OAUTH);
        }
        return refusal(method, address, parameters, header.get(), keys.get());
    }

    private Optional<OAuthRefusal> refusal(
            String method, URI address, Parameters parameters, OAuthHeader header, ServeKeys expected) {
        boolean known = header.value("oauth_signature_method").equals("HMAC-SHA1")
                && List.of("", "1.0").contains(header.value("oauth_version"));
        if (!known) {
            return Optional.of(OAuthRefusal.UNKNOWN_METHOD);
        }
        boolean consumer = same(expected.consumerKey(), header.value("oauth_consumer_key"));
        boolean token = same(expected.accessToken(), header.value("oauth_token"));
        if (!consumer || !token) {
            return Optional.of(OAuthRefusal.UNKNOWN_KEY);
        }
        if (!isTimely(header.value("oauth_timestamp"))) {
            return Optional.of(OAuthRefusal.OUT_OF_TIME);
        }
        String signature = OAuthSignature.of(method, address, parameters.and(header.parameters()), expected);
        return same(signature, header.value("oauth_signature"))
                ? Optional.empty()
                : Optional.of(OAuthRefusal.WRONG_SIGNATURE);
    }

    private boolean isTimely(String seconds) {
        try {
            long off =
                    Math.subtractExact(Long.parseLong(seconds), clock.instant().getEpochSecond());
            return off >= -WINDOW.toSeconds() && off <= WINDOW.toSeconds();
        } catch (NumberFormatException | ArithmeticException e) {
            return false;
        }
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
