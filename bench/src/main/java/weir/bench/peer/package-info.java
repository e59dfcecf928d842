/** What Weir is compared with, and the parts of Weir that are compared, each as a contender. */
package weir.bench.peer;
