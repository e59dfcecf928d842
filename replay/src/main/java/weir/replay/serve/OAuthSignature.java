package weir.replay.serve;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA1 signatures of requests (RFC 5849, section 3.4). */
final class OAuthSignature {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final List<String> NOT_SIGNED = List.of("oauth_signature", "realm");

    private OAuthSignature() {}

    /**
     * Signs a request.
     *
     * @param address scheme, host, port and path; its query is not looked at
     * @param parameters those of query, form and header
     */
    static String of(String method, URI address, Parameters parameters, ServeKeys keys) {
        String key = encoded(keys.consumerSecret()) + "&" + encoded(keys.accessTokenSecret());
        return sign(baseString(method, address, parameters), key);
    }

    static String baseString(String method, URI address, Parameters parameters) {
        String sorted = parameters.all().stream()
                .filter(parameter -> !NOT_SIGNED.contains(parameter.name()))
                .map(parameter -> new Parameters.Parameter(encoded(parameter.name()), encoded(parameter.value())))
                .sorted(Comparator.comparing(Parameters.Parameter::name).thenComparing(Parameters.Parameter::value))
                .map(parameter -> parameter.name() + "=" + parameter.value())
                .collect(Collectors.joining("&"));
        return method.toUpperCase(Locale.ROOT) + "&" + encoded(baseAddress(address)) + "&" + encoded(sorted);
    }

    /** Percent encoding of RFC 3986: all but letters, digits and {@code -._~}, in upper-case hex. */
    static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(octet) >= 0) {
                encoded.append((char) octet);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", octet & 0xff));
            }
        }
        return encoded.toString();
    }

    private static String baseAddress(URI address) {
        String scheme = address.getScheme().toLowerCase(Locale.ROOT);
        int port = address.getPort();
        boolean usual = port < 0 || (scheme.equals("http") && port == 80) || (scheme.equals("https") && port == 443);
        String host = address.getHost().toLowerCase(Locale.ROOT);
        return scheme + "://" + host + (usual ? "" : ":" + port) + address.getRawPath();
    }

    private static String sign(String text, String key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot sign: this JDK has no HmacSHA1", e);
        }
    }
}
