/** {@code bin/lake doctor}: what can be wrong before anything starts, one line each. */
package weir.console.doctor;
