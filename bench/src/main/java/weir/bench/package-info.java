/** The command {@code bench/run}: Weir and what users would take instead, measured side by side. */
package weir.bench;
