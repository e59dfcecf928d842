package weir.lake.sample;

import java.time.Instant;

/**
 * A made-up account.
 *
 * @param location null where Twitter sent null, as are {@code url} and {@code description}
 * @param colour six hex digits
 */
record Author(
        long id,
        String name,
        String screenName,
        String location,
        String url,
        String description,
        boolean verified,
        int followers,
        int friends,
        int favourites,
        int statuses,
        Instant created,
        String colour,
        boolean banner) {}
