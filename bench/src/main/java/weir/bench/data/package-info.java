/** The data that is measured on: generated tweets with planted needles, as lakes of several layouts. */
package weir.bench.data;
