package weir.lake.command;

import java.io.PrintStream;
import java.time.Duration;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that is drawn in place. */
final class BarProgress implements Progress {
    private static final int UPDATE_MILLIS = 250;
    private static final long MEBIBYTE = 1L << 20;

    private final ProgressBar bar;

    BarProgress(String task, String unit, long total, long before, PrintStream out) {
        boolean bytes = unit.equals(BYTES);
        this.bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total > 0 ? total : -1)
                .startsFrom(before, Duration.ZERO)
                .setUnit(bytes ? " MiB" : " " + unit, bytes ? MEBIBYTE : 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setConsumer(new ConsoleProgressBarConsumer(out))
                .showSpeed()
                .build();
    }

    @Override
    public void advance(long count) {
        bar.stepBy(count);
    }

    @Override
    public void close() {
        bar.close();
    }
}
