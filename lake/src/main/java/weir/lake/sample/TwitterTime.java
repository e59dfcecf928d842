package weir.lake.sample;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as {@code created_at} has them: {@code Sat Jul 07 12:06:26 +0000 2018}. */
final class TwitterTime {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE MMM dd HH:mm:ss Z yyyy", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private TwitterTime() {}

    static String text(Instant time) {
        return FORMAT.format(time);
    }
}
