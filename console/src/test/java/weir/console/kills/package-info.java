/**
 * What a stream's messages become when the processes that carry them are killed. Messages are numbered and carry a hash;
 * a checker that uses none of Weir's classes compares what was sent with what is in the lake.
 */
package weir.console.kills;
