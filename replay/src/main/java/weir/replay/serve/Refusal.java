package weir.replay.serve;

/**
 * An answer that is no stream: an HTTP status and why, in a sentence a person can act on.
 *
 * @param reason without control characters, whatever the client sent
 */
record Refusal(int status, String reason) {

    Refusal {
        reason = reason.replaceAll("\\p{Cntrl}", " ");
    }
}
