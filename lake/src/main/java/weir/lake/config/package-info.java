/**
 * The configuration: records that check themselves, read from one HOCON file and {@code -D} overrides. Only the classes
 * here know keys; every problem is reported at once, with file, line and key.
 */
package weir.lake.config;
