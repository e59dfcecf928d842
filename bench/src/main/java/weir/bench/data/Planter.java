package weir.bench.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Puts needles at the beginning of tweets' text. Of each block of as many tweets as the needle says, exactly one is given
 * it; of twenty times a needle is planted, once it is spelled with escapes of JSON. Which ones hangs on the seed alone. For
 * one thread.
 */
public final class Planter {

    private static final byte[] TEXT = "\"text\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int ESCAPED_EVERY = 20;

    private final List<Furrow> furrows = new ArrayList<>();
    private final SplittableRandom spelling;
    private final Map<String, Planted> planted = new HashMap<>();

    /** A planter that has planted nothing yet. */
    public Planter(List<Needle> needles, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (Needle needle : needles) {
            furrows.add(new Furrow(
                    needle, new OneOf(needle.every(), random.split()), new OneOf(ESCAPED_EVERY, random.split())));
            planted.put(needle.tag(), new Planted(0, 0));
        }
        spelling = random.split();
    }

    /**
     * The next tweet with its needles.
     *
     * @throws IllegalArgumentException if the line is no tweet with a text, or has one of the needles already
     */
    public byte[] plant(byte[] line) {
        String tweet = new String(line, StandardCharsets.UTF_8);
        StringBuilder needles = new StringBuilder();
        for (Furrow furrow : furrows) {
            String tag = furrow.needle().tag();
            if (tweet.contains(tag)) {
                throw new IllegalArgumentException("Cannot plant " + tag + ": the line has it already");
            }
            if (furrow.place().next()) {
                boolean escaped = furrow.escaped().next();
                needles.append(escaped ? escaped(tag) : tag).append(' ');
                planted.computeIfPresent(tag, (name, before) -> before.plus(escaped));
            }
        }
        return inserted(line, needles.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** What was planted until now, by the needle's tag. */
    public Map<String, Planted> planted() {
        return new TreeMap<>(planted);
    }

    private static byte[] inserted(byte[] line, byte[] needles) {
        int at = Tweets.indexOf(line, TEXT) + TEXT.length;
        if (at < TEXT.length) {
            throw new IllegalArgumentException("Cannot plant: the line has no text");
        }
        byte[] whole = new byte[line.length + needles.length];
        System.arraycopy(line, 0, whole, 0, at);
        System.arraycopy(needles, 0, whole, at, needles.length);
        System.arraycopy(line, at, whole, at + needles.length, line.length - at);
        return whole;
    }

    /** The needle with one of its characters, or all of them, as {@code \}{@code u0023}. */
    private String escaped(String tag) {
        int which = spelling.nextInt(tag.length() + 1);
        StringBuilder spelled = new StringBuilder();
        for (int i = 0; i < tag.length(); i++) {
            if (which == i || which == tag.length()) {
                spelled.append(String.format("\\u%04x", (int) tag.charAt(i)));
            } else {
                spelled.append(tag.charAt(i));
            }
        }
        return spelled.toString();
    }

    /** Where one needle goes, and how it is spelled there. */
    private record Furrow(Needle needle, OneOf place, OneOf escaped) {}

    /** Says yes once in each block of so many questions, at a random one. */
    private static final class OneOf {

        private final int block;
        private final SplittableRandom random;
        private int asked;
        private int yes;

        OneOf(int block, SplittableRandom random) {
            this.block = block;
            this.random = random;
        }

        boolean next() {
            if (asked == 0) {
                yes = random.nextInt(block);
            }
            boolean answer = asked == yes;
            asked = (asked + 1) % block;
            return answer;
        }
    }
}
