package weir.lake.verify;

import java.util.List;

import weir.lake.files.Mismatch;

/**
 * What a check of a part of the lake has found.
 *
 * @param what the part, such as {@code raw zone}
 * @param counted what was looked at, such as {@code 12 microbatches, 3,456 lines}
 * @param mismatches what is not as it should be; empty if all is
 */
public record Verified(String what, String counted, List<Mismatch> mismatches) {

    public Verified {
        mismatches = List.copyOf(mismatches);
    }
}
