/** Compaction: plans are decided purely, a run executes one plan, and one Delta commit makes it visible. */
package weir.compaction;
