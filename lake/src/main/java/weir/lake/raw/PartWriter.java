package weir.lake.raw;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

import weir.lake.files.LakeFiles;
import weir.lake.filter.LineReader;
import weir.lake.filter.Verdict;

/**
 * Writes the lines of one part, judges and counts them. The file begins with the first line that is written, so that an
 * empty part leaves none. For one thread.
 */
public final class PartWriter implements AutoCloseable {

    private static final byte[] LINE_END = {'\n'};

    private final String name;
    private final PartFile file;
    private final LineReader judge;
    private final Capture capture;

    private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    private final Map<String, Long> control = new TreeMap<>();
    private long received;
    private long withheld;
    private long lines;
    private long firstMicros = Long.MAX_VALUE;
    private long lastMicros = Long.MIN_VALUE;

    /** A writer of the n-th part of a microbatch; nothing is on the disk yet. */
    public PartWriter(LakeFiles files, Microbatch microbatch, int number, LineReader judge, Capture capture) {
        this.name = Microbatch.partName(number);
        this.file = new PartFile(files, microbatch.path(name));
        this.judge = judge;
        this.capture = capture;
    }

    /** Takes one line, given without its LF. */
    public void take(byte[] buffer, int offset, int length) throws IOException {
        if (isWanted(buffer, offset, length)) {
            lines++;
            file.write(buffer, offset, length);
            file.write(LINE_END, 0, LINE_END.length);
        }
    }

    /**
     * Takes lines, each ended by LF but perhaps the last, in an array that nobody changes any more. Those that are written and
     * stand side by side are written at once, beside the judging of others.
     */
    public void takeAll(byte[] content) throws IOException {
        boolean isEnded = content.length == 0 || content[content.length - 1] == '\n';
        byte[] ended = isEnded ? content : Arrays.copyOf(content, content.length + 1);
        if (!isEnded) {
            ended[content.length] = '\n';
        }
        int run = 0;
        int at = 0;
        while (at < ended.length) {
            int next = LineFeeds.next(ended, at, ended.length) + 1;
            if (isWanted(ended, at, next - 1 - at)) {
                lines++;
            } else {
                file.leave(ended, run, at - run);
                run = next;
            }
            at = next;
        }
        file.leave(ended, run, ended.length - run);
    }

    /** Judges and counts a line. @return whether it is to be written */
    private boolean isWanted(byte[] buffer, int offset, int length) {
        received++;
        Verdict verdict = judge.read(buffer, offset, length);
        verdicts.merge(verdict, 1L, Long::sum);
        if (verdict == Verdict.CONTROL) {
            control.merge(judge.control(), 1L, Long::sum);
            if (judge.control().equals(LimitNotice.KIND)) {
                withheld = Math.max(
                        withheld, LimitNotice.withheld(buffer, offset, length).orElse(0));
            }
        }
        OptionalLong eventTime = judge.eventTime();
        if (eventTime.isPresent()) {
            firstMicros = Math.min(firstMicros, eventTime.getAsLong());
            lastMicros = Math.max(lastMicros, eventTime.getAsLong());
        }
        return capture == Capture.ALL || verdict != Verdict.DROPPED;
    }

    /** The highest count of the limit notices that were taken since this was last asked; 0 if there was none. */
    public long withheld() {
        long highest = withheld;
        withheld = 0;
        return highest;
    }

    /**
     * Ends the part. When this returns, its file is on the disk.
     *
     * @throws IOException if it is not; then the part must not be committed
     */
    public WrittenPart finish() throws IOException {
        List<Part> parts = file.finish() ? List.of(new Part(name, lines, file.bytes(), file.sha256())) : List.of();
        Counts counts = new Counts(
                received,
                lines,
                verdicts.getOrDefault(Verdict.KEPT, 0L),
                verdicts.getOrDefault(Verdict.DROPPED, 0L),
                verdicts.getOrDefault(Verdict.MALFORMED, 0L),
                0,
                control);
        boolean timed = firstMicros <= lastMicros;
        return new WrittenPart(parts, counts, timed ? List.of(instant(firstMicros), instant(lastMicros)) : List.of());
    }

    /** Closes the file if {@link #finish} was not reached. */
    @Override
    public void close() throws IOException {
        file.close();
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
