/** How Delta's log is written on a local disk. */
package weir.lake.delta;
