/** Replay: raw and archived lines of a time range through a filter, as lines, as a report, or as a live stream. */
package weir.replay;
