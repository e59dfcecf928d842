/** Made-up messages that look like the real ones, for demonstrations and tests. */
package weir.lake.sample;
