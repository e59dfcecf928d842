package weir.console.doctor;

import java.io.IOException;
import java.util.List;

/** Looks at one kind of thing. */
@FunctionalInterface
interface Check {

    /** What it finds; a check that cannot look throws. */
    List<Finding> look() throws IOException;

    /** What a check finds, or that it could not look. */
    static List<Finding> run(String what, Check check) {
        try {
            return check.look();
        } catch (IOException | RuntimeException e) {
            String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return List.of(Finding.fail(what, message, "Nothing can work on it before that is put right."));
        }
    }
}
