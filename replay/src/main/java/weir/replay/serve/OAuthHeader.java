package weir.replay.serve;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The parameters of an {@code Authorization: OAuth …} header, decoded, in their order (RFC 5849, section 3.5.1). */
record OAuthHeader(Parameters parameters) {
    private static final String SCHEME = "oauth ";

    /**
     * Reads the header's value.
     *
     * @return nothing if it is of another scheme or not well-formed
     */
    static Optional<OAuthHeader> parse(String header) {
        if (!header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        List<Parameters.Parameter> found = new ArrayList<>();
        for (String item : header.substring(SCHEME.length()).split(",", -1)) {
            String pair = item.strip();
            int sign = pair.indexOf('=');
            if (sign < 1 || pair.length() < sign + 3 || pair.charAt(sign + 1) != '"' || !pair.endsWith("\"")) {
                return Optional.empty();
            }
            try {
                String value = decoded(pair.substring(sign + 2, pair.length() - 1));
                found.add(new Parameters.Parameter(decoded(pair.substring(0, sign)), value));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
        return Optional.of(new OAuthHeader(new Parameters(found)));
    }

    String value(String name) {
        return parameters.value(name);
    }

    /** Percent decoding in which a plus sign is a plus sign. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "OAuthHeader[[REDACTED]]";
    }
}
