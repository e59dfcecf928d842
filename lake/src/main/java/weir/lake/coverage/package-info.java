/** Coverage: by hour, what was received and where it is, what the source withheld, and when it was not heard. Pure. */
package weir.lake.coverage;
