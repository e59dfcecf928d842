package weir.lake.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * When compaction wakes up, how much one plan takes, and how the tables are kept tidy. Schedules are Quartz cron
 * expressions of 6 or 7 fields, in UTC; whether Quartz accepts them is seen when the scheduler starts.
 *
 * @param schedule when to look for work
 * @param planMaxBytes the most raw bytes one plan takes; a larger microbatch is a plan of its own
 * @param planMaxMicrobatches the most microbatches one plan takes
 * @param targetFileBytes the size of a table's files to aim at
 * @param optimizeSchedule when to run OPTIMIZE, or {@link #OFF}
 * @param vacuumSchedule when to run VACUUM, or {@link #OFF}
 * @param vacuumRetention how long files that a table has left behind are kept, at least 7 days
 * @param archiveDeadline how long what was asked to be deleted may stay in the archive, but for the time to the next run
 * @param versionDeadline how long it may stay in old versions of tables
 */
public record CompactionConfig(
        String schedule,
        long planMaxBytes,
        int planMaxMicrobatches,
        long targetFileBytes,
        String optimizeSchedule,
        String vacuumSchedule,
        Duration vacuumRetention,
        Duration archiveDeadline,
        Duration versionDeadline) {
    /** The schedule of work that is never done by itself. */
    public static final String OFF = "off";

    private static final Duration MIN_RETENTION = Duration.ofDays(7);
    private static final Pattern FIELDS = Pattern.compile("\\S+(\\s+\\S+){5,6}");

    public CompactionConfig {
        checkedCron(schedule);
        Format.checkedPositive(planMaxBytes);
        checkedCount(planMaxMicrobatches);
        Format.checkedPositive(targetFileBytes);
        checkedCronOrOff(optimizeSchedule);
        checkedCronOrOff(vacuumSchedule);
        checkedRetention(vacuumRetention);
        checkedNotNegative(archiveDeadline);
        checkedNotNegative(versionDeadline);
    }

    /** Whether OPTIMIZE has a schedule. */
    public boolean optimizes() {
        return !optimizeSchedule.equals(OFF);
    }

    /** Whether VACUUM has a schedule. */
    public boolean vacuums() {
        return !vacuumSchedule.equals(OFF);
    }

    static Optional<CompactionConfig> read(Section section) {
        String schedule = section.optional("schedule", Format.TEXT, "0 0 0/3 * * ?", CompactionConfig::checkedCron);
        Section plan = section.section("plan");
        long maxBytes = plan.optional("max-size", Format.BYTES, 1L << 30, Format::checkedPositive);
        int maxMicrobatches = plan.optional("max-microbatches", Format.INTEGER, 10_000, CompactionConfig::checkedCount);
        long targetFileBytes = section.optional("target-file-size", Format.BYTES, 128L << 20, Format::checkedPositive);
        String optimize = section.section("optimize")
                .optional("schedule", Format.TEXT, "0 30 1 * * ?", CompactionConfig::checkedCronOrOff);
        Section vacuum = section.section("vacuum");
        String vacuumSchedule =
                vacuum.optional("schedule", Format.TEXT, "0 0 2 ? * SUN", CompactionConfig::checkedCronOrOff);
        Duration retention =
                vacuum.optional("retention", Format.DURATION, MIN_RETENTION, CompactionConfig::checkedRetention);
        Section deletion = section.section("deletion");
        Duration archive = deletion.optional(
                "archive-deadline", Format.DURATION, Duration.ofDays(1), CompactionConfig::checkedNotNegative);
        Duration versions = deletion.optional(
                "version-deadline", Format.DURATION, MIN_RETENTION, CompactionConfig::checkedNotNegative);
        return section.make(() -> new CompactionConfig(
                schedule,
                maxBytes,
                maxMicrobatches,
                targetFileBytes,
                optimize,
                vacuumSchedule,
                retention,
                archive,
                versions));
    }

    private static Duration checkedNotNegative(Duration deadline) {
        if (deadline.isNegative()) {
            throw new IllegalArgumentException("must not be negative, but is " + Format.DURATION.print(deadline));
        }
        return deadline;
    }

    private static String checkedCronOrOff(String schedule) {
        return schedule.equals(OFF) ? schedule : checkedCron(schedule);
    }

    private static String checkedCron(String schedule) {
        if (!FIELDS.matcher(schedule.strip()).matches()) {
            throw new IllegalArgumentException(
                    "must be a Quartz cron expression of 6 or 7 fields such as \"0 0 0/3 * * ?\", but is \"%s\""
                            .formatted(schedule));
        }
        return schedule;
    }

    private static int checkedCount(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("must be at least 1, but is " + count);
        }
        return count;
    }

    private static Duration checkedRetention(Duration retention) {
        if (retention.compareTo(MIN_RETENTION) < 0) {
            throw new IllegalArgumentException(
                    "must be at least %s, but is %s: a running reader or writer may still need the files"
                            .formatted(Format.DURATION.print(MIN_RETENTION), Format.DURATION.print(retention)));
        }
        return retention;
    }
}
