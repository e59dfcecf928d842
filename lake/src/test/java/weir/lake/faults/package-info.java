/** A file system for tests that fails, stops like a killed process, and loses what was not synced. */
package weir.lake.faults;
