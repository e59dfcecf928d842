/** JSON texts (RFC 8259) read from bytes, fast enough to read each line of a lake. */
package weir.lake.json;
