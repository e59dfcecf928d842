package weir.replay.serve;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The keys, the request and the signature are the example of RFC 5849, section 1.2. */
class OAuthVerifierTest {
    private static final ServeKeys KEYS =
            new ServeKeys("dpf43f3p2l4k3l03", "kd94hf93k423kf44", "nnch734d00sl2jdk", "pfkkdhi9sl3r4s00");
    private static final URI ADDRESS = URI.create("http://photos.example.net/photos");
    private static final Parameters QUERY = Parameters.parse("file=vacation.jpg&size=original");
    private static final String HEADER = "OAuth realm=\"Photos\", oauth_consumer_key=\"dpf43f3p2l4k3l03\","
            + " oauth_token=\"nnch734d00sl2jdk\", oauth_signature_method=\"HMAC-SHA1\","
            + " oauth_timestamp=\"137131202\", oauth_nonce=\"chapoH\","
            + " oauth_signature=\"MdpQcU8iPSUjWoN%2FUDMsK2sui9I%3D\"";
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(137131202), ZoneOffset.UTC);

    @Test
    void letsInWhoSignsWithTheKeys() {
        assertThat(refusal("GET", QUERY, HEADER)).isEmpty();
    }

    @Test
    void refusesAnotherRequestUnderTheSameSignature() {
        Parameters other = Parameters.parse("file=vacation.jpg&size=original&count=1");

        assertThat(refusal("POST", QUERY, HEADER)).contains(OAuthRefusal.WRONG_SIGNATURE);
        assertThat(refusal("GET", other, HEADER)).contains(OAuthRefusal.WRONG_SIGNATURE);
    }

    @Test
    void refusesOtherKeys() {
        String consumer = HEADER.replace("dpf43f3p2l4k3l03", "dpf43f3p2l4k3l04");
        String token = HEADER.replace("nnch734d00sl2jdk", "");

        assertThat(refusal("GET", QUERY, consumer)).contains(OAuthRefusal.UNKNOWN_KEY);
        assertThat(refusal("GET", QUERY, token)).contains(OAuthRefusal.UNKNOWN_KEY);
    }

    @Test
    void refusesOtherSecrets() {
        ServeKeys changed = new ServeKeys(KEYS.consumerKey(), "other", KEYS.accessToken(), KEYS.accessTokenSecret());
        OAuthVerifier verifier = new OAuthVerifier(Optional.of(changed), CLOCK);

        assertThat(verifier.refusal("GET", ADDRESS, QUERY, HEADER)).contains(OAuthRefusal.WRONG_SIGNATURE);
    }

    @Test
    void refusesTimesFarFromItsOwn() {
        for (long off : new long[] {-301, 301, Long.MIN_VALUE / 4_000_000_000L}) {
            Clock clock = Clock.fixed(Instant.ofEpochSecond(137131202 + off), ZoneOffset.UTC);
            OAuthVerifier verifier = new OAuthVerifier(Optional.of(KEYS), clock);

            assertThat(verifier.refusal("GET", ADDRESS, QUERY, HEADER)).contains(OAuthRefusal.OUT_OF_TIME);
        }
        String never = HEADER.replace("137131202", "now");
        assertThat(refusal("GET", QUERY, never)).contains(OAuthRefusal.OUT_OF_TIME);
    }

    @Test
    void refusesWhatIsNoSignedHeader() {
        assertThat(refusal("GET", QUERY, null)).contains(OAuthRefusal.NO_HEADER);
        assertThat(refusal("GET", QUERY, "Bearer abc")).contains(OAuthRefusal.NOT_OAUTH);
        assertThat(refusal("GET", QUERY, "OAuth oauth_token=nnch")).contains(OAuthRefusal.NOT_OAUTH);
        assertThat(refusal("GET", QUERY, "OAuth oauth_token=\"%zz\"")).contains(OAuthRefusal.NOT_OAUTH);
        assertThat(refusal("GET", QUERY, HEADER.replace("HMAC-SHA1", "PLAINTEXT")))
                .contains(OAuthRefusal.UNKNOWN_METHOD);
    }

    @Test
    void letsEverybodyInWithoutKeys() {
        OAuthVerifier verifier = new OAuthVerifier(Optional.empty(), CLOCK);

        assertThat(verifier.refusal("GET", ADDRESS, QUERY, null)).isEmpty();
    }

    /** Section 3.4.1.1 of the RFC. */
    @Test
    void buildsTheBaseStringOfTheStandard() {
        Parameters all = Parameters.parse("b5=%3D%253D&a3=a&c%40=&a2=r%20b")
                .and(Parameters.parse("c2&a3=2+q"))
                .and(OAuthHeader.parse("OAuth realm=\"Example\", oauth_consumer_key=\"9djdj82h48djs9d2\","
                                + " oauth_token=\"kkk9d7dh3k39sjv7\", oauth_signature_method=\"HMAC-SHA1\","
                                + " oauth_timestamp=\"137131201\", oauth_nonce=\"7d8f3e4a\","
                                + " oauth_signature=\"bYT5CMsGcbgUdFHObYMEfcx6bsw%3D\"")
                        .orElseThrow()
                        .parameters());

        String base = OAuthSignature.baseString("post", URI.create("http://EXAMPLE.COM:80/request"), all);

        assertThat(base)
                .isEqualTo("POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da"
                        + "%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2"
                        + "%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1"
                        + "%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7");
    }

    @Test
    void showsNoSecrets() {
        assertThat(KEYS.toString()).isEqualTo("ServeKeys[[REDACTED]]");
        assertThat(OAuthHeader.parse(HEADER).orElseThrow().toString()).doesNotContain("dpf43");
    }

    private static Optional<OAuthRefusal> refusal(String method, Parameters parameters, String header) {
        return new OAuthVerifier(Optional.of(KEYS), CLOCK).refusal(method, ADDRESS, parameters, header);
    }
}
