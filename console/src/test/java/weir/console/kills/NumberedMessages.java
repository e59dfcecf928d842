package weir.console.kills;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Makes messages that carry their number and a hash over themselves: statuses with a random text, and here and there a
 * delete or a limit notice. The same seed, number and time make the same bytes. Safe for threads.
 *
 * @param seed of the texts
 */
record NumberedMessages(long seed) {

    private static final DateTimeFormatter TWITTER_TIME = DateTimeFormatter.ofPattern(
                    "EEE MMM dd HH:mm:ss Z yyyy", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String[] LANGUAGES = {"pt", "es", "en", "ja"};
    private static final String[] WORDS = {
        "#DSD",
        "saúde",
        "mañana",
        "de",
        "que",
        "the",
        "lake",
        "não",
        "東京",
        "🚀",
        "\\u0023DSD",
        "\\\"so\\\"",
        "\\/",
        "kein",
        "1.50"
    };

    /** Statuses of these ids are never sent, so that a delete of one takes nothing away. */
    private static final long NEVER_SENT = 9_000_000_000_000_000L;

    /** A message without its line end. */
    byte[] message(long number, Instant made) {
        SplittableRandom random = new SplittableRandom(seed * 31 + number);
        StringBuilder body = new StringBuilder(400);
        switch ((int) (number % 97)) {
            case 13 -> delete(body, number, made);
            case 31 -> limit(body, number, made);
            default -> status(body, number, made, random);
        }
        body.append(",\"number\":").append(number);
        return MessageHash.sealed(body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void status(StringBuilder body, long number, Instant made, SplittableRandom random) {
        body.append("{\"created_at\":\"").append(TWITTER_TIME.format(made));
        body.append("\",\"id\":").append(number);
        body.append(",\"timestamp_ms\":\"").append(made.toEpochMilli());
        body.append("\",\"text\":\"");
        int words = random.nextInt(5, 40);
        for (int i = 0; i < words; i++) {
            body.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        body.append(Long.toHexString(random.nextLong()));
        body.append("\",\"user\":{\"id\":").append(random.nextInt(1, 1_000_000));
        body.append(",\"screen_name\":\"reader").append(random.nextInt(1_000));
        body.append("\"},\"lang\":\"")
                .append(LANGUAGES[random.nextInt(LANGUAGES.length)])
                .append('"');
    }

    private static void delete(StringBuilder body, long number, Instant made) {
        body.append("{\"delete\":{\"status\":{\"id\":").append(NEVER_SENT + number);
        body.append(",\"user_id\":1},\"timestamp_ms\":\"")
                .append(made.toEpochMilli())
                .append("\"}");
    }

    private static void limit(StringBuilder body, long number, Instant made) {
        body.append("{\"limit\":{\"track\":").append(number / 97);
        body.append(",\"timestamp_ms\":\"").append(made.toEpochMilli()).append("\"}");
    }
}
