package weir.lake.faults;

/**
 * What goes wrong in a lake, and when.
 *
 * @param call the number of the mutating call at which it does, from 1; 0 is never
 * @param kind what happens
 * @param moment how much of the call has been done by then
 */
public record Fault(int call, Kind kind, Moment moment) {

    /** What happens. */
    public enum Kind {
        /** The call fails with an {@code IOException}; later calls work. */
        FAIL,
        /** The process is gone: this call and all later ones throw {@link Stopped}. */
        STOP
    }

    /** How much of a call has been done when it goes wrong. */
    public enum Moment {
        BEFORE,
        /** Half of the bytes of a write; only a write has a half. */
        HALF_WAY,
        /** All of it, but the caller is not told so. */
        AFTER
    }

    /** Nothing goes wrong. */
    public static final Fault NONE = new Fault(0, Kind.FAIL, Moment.BEFORE);
}
