package weir.lake.config;

import java.util.Optional;

import weir.lake.intake.SpoolLimits;

/**
 * Where chunks of sources that cannot be asked again wait until they are in a microbatch.
 *
 * @param root path or URI below which the spools lie; the lake if there is none
 * @param limits how much may wait
 */
public record SpoolConfig(Optional<String> root, SpoolLimits limits) {

    private static final long DEFAULT_MAX_BYTES = 1L << 30;
    private static final long DEFAULT_MIN_FREE_BYTES = 16L << 20;
    private static final long LEAST_MAX_BYTES = 1L << 20;

    /** Spools in the lake, of the standard size. */
    public static final SpoolConfig STANDARD =
            new SpoolConfig(Optional.empty(), new SpoolLimits(DEFAULT_MAX_BYTES, DEFAULT_MIN_FREE_BYTES));

    static Optional<SpoolConfig> read(Section section) {
        Optional<String> root = section.optional("root", Format.LOCATION);
        long maxBytes =
                section.optional("max-size", Format.BYTES, DEFAULT_MAX_BYTES, bytes -> atLeast(LEAST_MAX_BYTES, bytes));
        long minFreeBytes =
                section.optional("min-free", Format.BYTES, DEFAULT_MIN_FREE_BYTES, bytes -> atLeast(0, bytes));
        return section.make(() -> new SpoolConfig(root, new SpoolLimits(maxBytes, minFreeBytes)));
    }

    private static long atLeast(long least, long bytes) {
        if (bytes < least) {
            throw new IllegalArgumentException(
                    "must be at least %s, but is %s".formatted(Format.BYTES.print(least), Format.BYTES.print(bytes)));
        }
        return bytes;
    }
}
