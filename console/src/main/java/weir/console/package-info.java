/** {@code bin/lake}: commands over the whole lake. The one room that sees all others. */
package weir.console;
