package weir.console.doctor;

import weir.lake.config.CompactionConfig;
import weir.lake.config.WeirConfig;

/** Whether files that a table has left behind are removed, and not too early. */
final class VacuumCheck {

    private static final String SAFETY = "spark.databricks.delta.retentionDurationCheck.enabled";

    private VacuumCheck() {}

    static Finding look(WeirConfig config) {
        CompactionConfig compaction = config.compaction();
        if ("false".equals(config.spark().settings().get(SAFETY))) {
            return Finding.warn(
                    "vacuum",
                    SAFETY + " is false",
                    "Remove it from spark.settings: it lets VACUUM take files that a reader still needs.");
        }
        if (!compaction.vacuums()) {
            return Finding.warn(
                    "vacuum",
                    "is off, so files that tables have left behind are never removed",
                    "Set compaction.vacuum.schedule, or run VACUUM by hand.");
        }
        return Finding.ok(
                "vacuum",
                "keeps what tables have left behind for "
                        + compaction.vacuumRetention().toDays() + " days");
    }
}
