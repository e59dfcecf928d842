package weir.ingest.files;

import java.io.Serializable;

/**
 * Why a file was not taken.
 *
 * @param reason what is wrong with it
 * @param mayPass whether it may be taken later though its listing has not changed: an error of reading may pass, what
 *     a file holds does not
 */
record Refusal(String reason, boolean mayPass) implements Serializable {}
