package weir.lake.raw;

/** Which lines ingest writes into the raw zone. */
public enum Capture {
    /** Every line the source sent, so that a wider filter can be replayed later. */
    ALL,
    /** All but the records that the filter drops: they are counted only. */
    KEPT
}
