package weir.lake.intake;

import java.io.Serializable;

/**
 * How much a spool may take.
 *
 * @param maxBytes bytes of its files; a single chunk that is larger still passes when nothing else waits
 * @param minFreeBytes bytes that stay free on its disk, beside the room for a second copy of what waits
 */
public record SpoolLimits(long maxBytes, long minFreeBytes) implements Serializable {

    private static final long MAX_FILE_BYTES = 4L << 20;
    private static final int FILES = 16;

    public SpoolLimits {
        if (maxBytes <= 0 || minFreeBytes < 0) {
            throw new IllegalArgumentException(
                    "A spool cannot have " + maxBytes + " bytes and leave " + minFreeBytes + " free");
        }
    }

    /** At which size a file is ended and another one begun: only whole files are removed. */
    long fileBytes() {
        return Math.min(MAX_FILE_BYTES, Math.max(1, maxBytes / FILES));
    }
}
