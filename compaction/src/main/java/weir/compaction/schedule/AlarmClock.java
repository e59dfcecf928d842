package weir.compaction.schedule;

import java.text.ParseException;
import java.util.List;
import java.util.Properties;
import java.util.TimeZone;

import org.quartz.CronExpression;
import org.quartz.CronScheduleBuilder;
import org.quartz.JobBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/**
 * Rings by cron expressions in UTC. One alarm rings at a time; one that should ring while another does rings once
 * afterwards. It remembers nothing: what was missed while the process was down is for the work itself to find out.
 */
public final class AlarmClock implements AutoCloseable {

    private final Scheduler scheduler;

    private AlarmClock(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * One alarm.
     *
     * @param name its name, unique in the clock
     * @param cron a Quartz cron expression
     * @param work what to do; runs in the clock's thread
     */
    public record Alarm(String name, String cron, Runnable work) {}

    /**
     * Why an alarm could not ring by this expression.
     *
     * @throws IllegalArgumentException with that reason, if Quartz does not accept it or it names no time to come
     */
    public static void check(String cron) {
        try {
            CronExpression.validateExpression(cron);
        } catch (ParseException e) {
            throw new IllegalArgumentException("\"" + cron + "\" is no Quartz cron expression: " + e.getMessage(), e);
        }
        Trigger trigger = trigger(new Alarm("checked", cron, () -> {}));
        if (trigger.getFireTimeAfter(trigger.getStartTime()) == null) {
            throw new IllegalArgumentException("\"" + cron + "\" would never ring");
        }
    }

    /** Starts a clock with these alarms. */
    public static AlarmClock start(List<Alarm> alarms) {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", "weir-" + System.nanoTime());
        properties.setProperty("org.quartz.threadPool.threadCount", "1");
        properties.setProperty("org.quartz.threadPool.threadNamePrefix", "weir-alarm");
        properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
        try {
            Scheduler scheduler = new StdSchedulerFactory(properties).getScheduler();
            scheduler.setJobFactory((bundle, ignored) -> new AlarmJob(alarms.stream()
                    .filter(alarm ->
                            alarm.name().equals(bundle.getJobDetail().getKey().getName()))
                    .findFirst()
                    .orElseThrow()
                    .work()));
            for (Alarm alarm : alarms) {
                scheduler.scheduleJob(
                        JobBuilder.newJob(AlarmJob.class)
                                .withIdentity(alarm.name())
                                .build(),
                        trigger(alarm));
            }
            scheduler.start();
            return new AlarmClock(scheduler);
        } catch (SchedulerException e) {
            throw new IllegalStateException("Cannot start the schedule: " + e.getMessage(), e);
        }
    }

    static Trigger trigger(Alarm alarm) {
        return TriggerBuilder.newTrigger()
                .withIdentity(alarm.name())
                .withSchedule(CronScheduleBuilder.cronSchedule(alarm.cron())
                        .inTimeZone(TimeZone.getTimeZone("UTC"))
                        .withMisfireHandlingInstructionFireAndProceed())
                .build();
    }

    /** No alarm rings any more; waits for the one that does. */
    @Override
    public void close() {
        try {
            scheduler.shutdown(true);
        } catch (SchedulerException e) {
            throw new IllegalStateException("Cannot stop the schedule: " + e.getMessage(), e);
        }
    }
}
