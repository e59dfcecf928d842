/** The alarm clock: the only room that knows Quartz. It says when to look, never what to do. */
package weir.compaction.schedule;
