package weir.lake.faults;

import java.io.IOException;
import java.util.List;

import weir.lake.Lines;
import weir.lake.files.LakeFiles;

/** A process that commits a microbatch. */
final class OneMicrobatch {

    private OneMicrobatch() {}

    public static void main(String[] arguments) throws IOException {
        Lines.commit(
                LakeFiles.of(arguments[0]),
                Lines.events("true"),
                Long.parseLong(arguments[1]),
                List.of(Lines.event(1, "2026-11-22T10:00:00Z", "pt")));
    }
}
