package weir.replay.serve;

/** Why a request is not let in. */
enum OAuthRefusal {
    NO_HEADER("there is no Authorization header"),
    NOT_OAUTH("the Authorization header is not a well-formed one of OAuth 1.0a"),
    UNKNOWN_METHOD("oauth_signature_method must be HMAC-SHA1, oauth_version 1.0"),
    UNKNOWN_KEY("the consumer key or the access token is not the configured one"),
    OUT_OF_TIME("oauth_timestamp is more than five minutes off; compare the clocks"),
    WRONG_SIGNATURE("the signature does not fit; compare the consumer secret and the access token secret");

    private final String reason;

    OAuthRefusal(String reason) {
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
