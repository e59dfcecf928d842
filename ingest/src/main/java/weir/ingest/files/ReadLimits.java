package weir.ingest.files;

import java.io.Serializable;

import weir.lake.config.FilesSourceConfig;

/**
 * How much a file may hold.
 *
 * @param lineBytes the longest line
 * @param expansionBytes the most bytes of a compressed file, expanded
 * @param expansionRatio how many times its size a compressed file may hold, if that is more than 64 MiB
 */
record ReadLimits(long lineBytes, long expansionBytes, int expansionRatio) implements Serializable {

    /** The largest window of a zstd frame, as an exponent of 2: what zstd itself allows. It is memory of each task. */
    static final int WINDOW_LOG = 27;

    /** What the header of a gzip member may have: the library keeps the name in memory, however long it is. */
    static final int HEADER_BYTES = 1 << 20;

    /** Small files may expand by any factor. */
    private static final long FREE_EXPANSION_BYTES = 64L << 20;

    static ReadLimits of(FilesSourceConfig source) {
        return new ReadLimits(source.maxLineBytes(), source.maxExpansionBytes(), source.maxExpansionRatio());
    }

    /** The most bytes that a compressed file of this size may hold. */
    long expanded(long bytes) {
        long byRatio = bytes > expansionBytes / expansionRatio ? expansionBytes : bytes * expansionRatio;
        return Math.min(expansionBytes, Math.max(FREE_EXPANSION_BYTES, byRatio));
    }
}
