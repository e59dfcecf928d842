package weir.lake.quarantine;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person has decided about a line in quarantine. */
public enum Decision {
    /** It went back to the raw zone, in a microbatch of its own. */
    REQUEUED,
    /** It is no longer kept in quarantine. */
    DROPPED;

    /** The spelling in files and output. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Decision> of(String text) {
        return Arrays.stream(values())
                .filter(decision -> decision.text().equals(text))
                .findFirst();
    }
}
