package weir.bench.data;

import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What is known about generated lines without reading them.
 *
 * @param lines how many there are
 * @param bytes how long they are, with their line ends
 * @param oneId the id of one tweet in the middle
 * @param needles how often each was planted, by its tag
 */
public record TweetFacts(
        @JsonProperty("lines") long lines,
        @JsonProperty("bytes") long bytes,
        @JsonProperty("oneId") long oneId,
        @JsonProperty("needles") Map<String, Planted> needles) {

    public TweetFacts {
        needles = new TreeMap<>(needles);
    }

    /** How often a needle was planted. */
    public Planted of(Needle needle) {
        Planted planted = needles.get(needle.tag());
        if (planted == null) {
            throw new IllegalArgumentException("Nobody has planted " + needle.tag());
        }
        return planted;
    }
}
