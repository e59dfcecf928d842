package weir.replay.serve;

import static java.util.Objects.requireNonNull;

/** The one set of OAuth 1.0a keys a server accepts. Does not show its secrets. */
public record ServeKeys(String consumerKey, String consumerSecret, String accessToken, String accessTokenSecret) {

    public ServeKeys {
        requireNonNull(consumerKey, "consumerKey");
        requireNonNull(consumerSecret, "consumerSecret");
        requireNonNull(accessToken, "accessToken");
        requireNonNull(accessTokenSecret, "accessTokenSecret");
    }

    @Override
    public String toString() {
        return "ServeKeys[[REDACTED]]";
    }
}
