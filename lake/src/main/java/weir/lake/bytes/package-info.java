/** Bytes in memory, looked at many at a time. */
package weir.lake.bytes;
