package weir.lake.config;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells what looks like a credential, so that none gets into a file, a log or a page where others can read it. */
final class Secrets {
    private static final Set<String> KEYS = Set.of(
            "consumerkey",
            "consumersecret",
            "accesstoken",
            "accesstokensecret",
            "apikey",
            "apisecret",
            "apikeysecret",
            "bearertoken",
            "clientsecret",
            "secret",
            "token",
            "password");
    private static final String NAME = "(?i)((consumer|access|api)[._-]?key|secret|token|password|passwd|passphrase)";
    private static final Pattern NAMED = Pattern.compile(NAME);
    private static final Pattern ASSIGNED = Pattern.compile(NAME + "[\\w.-]*\\s*[=:]");
    private static final Pattern USER_INFO = Pattern.compile("://[^/\\s@]*@");
    private static final Pattern NO_LETTER = Pattern.compile("[^a-z]");

    private Secrets() {}

    /** Whether a key of our own configuration is the name of a credential, in whatever way it is spelt. */
    static boolean key(String key) {
        return KEYS.contains(
                NO_LETTER.matcher(key.toLowerCase(Locale.ROOT)).replaceAll("").replaceFirst("^oauth", ""));
    }

    /** Whether a name contains the name of a credential. */
    static boolean named(String name) {
        return NAMED.matcher(name).find();
    }

    /** Whether a value sets something that is named like a credential, or is a URL with a user in it. */
    static boolean contained(String value) {
        return ASSIGNED.matcher(value).find() || USER_INFO.matcher(value).find();
    }

    /** The location itself, unless it is a URL that names a user or a password. */
    static String refuseUserInfo(String location) {
        if (USER_INFO.matcher(location).find()) {
            throw new IllegalArgumentException("must not carry a user or a password before the host");
        }
        return location;
    }
}
