package weir.lake.faults;

import java.util.Arrays;
import java.util.List;

/**
 * A mutating call that was made.
 *
 * @param operation which
 * @param path of what, relative to the lake's root
 */
public record Call(Operation operation, String path) {

    /** The calls that change a disk. */
    public enum Operation {
        MAKE_FOLDER,
        CREATE,
        APPEND,
        WRITE,
        FLUSH,
        SYNC,
        CLOSE,
        SYNC_FOLDER,
        MOVE,
        LINK,
        DELETE
    }

    /** The moments at which it can go wrong. */
    public List<Fault.Moment> moments() {
        return Arrays.stream(Fault.Moment.values())
                .filter(moment -> moment != Fault.Moment.HALF_WAY || operation == Operation.WRITE)
                .toList();
    }

    @Override
    public String toString() {
        return operation + " " + path;
    }
}
