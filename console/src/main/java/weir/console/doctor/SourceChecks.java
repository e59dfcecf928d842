package weir.console.doctor;

import java.util.List;

/** What can be checked of a source before it is asked for messages; one for each type of source. */
interface SourceChecks {

    /**
     * Looks at the configuration of the source and touches its servers; opens no stream.
     *
     * @param stream the stream's name, with which every finding begins
     */
    List<Finding> look(String stream);

    /** Whether its chunks go through a spool. */
    boolean spools();
}
