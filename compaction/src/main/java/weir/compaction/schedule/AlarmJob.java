package weir.compaction.schedule;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** What Quartz runs: it only calls the work. */
@DisallowConcurrentExecution
record AlarmJob(Runnable work) implements Job {

    @Override
    public void execute(JobExecutionContext context) {
        work.run();
    }
}
