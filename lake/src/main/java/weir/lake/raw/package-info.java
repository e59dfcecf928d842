/** The raw zone: microbatches of lines as the source sent them, and the manifests that commit them. */
package weir.lake.raw;
