/**
 * What every main shares: the options all commands have, exit codes and error messages, the end by signal, and progress.
 */
package weir.lake.command;
