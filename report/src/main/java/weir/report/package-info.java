/**
 * Reports: how their rows are computed, kept fresh from the lake's state, computed anew into a shadow, compared with what is
 * live, and promoted or discarded. Sees {@code weir.lake} only.
 */
package weir.report;
