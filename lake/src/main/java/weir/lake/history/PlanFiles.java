package weir.lake.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import weir.lake.files.LakeFiles;

/**
 * The files of one stream's plans: {@code state/plans/tweets/00000007.json} is there before the run begins, {@code
 * 00000007.done.json} when it is finished. The only class that knows their names; compaction knows what is in them.
 */
public final class PlanFiles {

    private static final Pattern PLAN = Pattern.compile("(\\d{8,18})\\.json");
    private static final Pattern DONE = Pattern.compile("(\\d{8,18})\\.done\\.json");

    private final LakeFiles files;
    private final String stream;

    public PlanFiles(LakeFiles files, String stream) {
        this.files = files;
        this.stream = stream;
    }

    /** The folder of the files. */
    public String folder() {
        return "state/plans/" + stream;
    }

    /** The file that is written before a plan's run. */
    public String path(long number) {
        return folder() + String.format("/%08d.json", number);
    }

    /** The file that is written when a plan is finished. */
    public String donePath(long number) {
        return folder() + String.format("/%08d.done.json", number);
    }

    /** The numbers of all plans, ascending. */
    public List<Long> numbers() throws IOException {
        return numbers(PLAN);
    }

    /** The numbers of all plans that are finished, ascending. */
    public List<Long> finished() throws IOException {
        return numbers(DONE);
    }

    /** The number of the newest plan; 0 if there is none. */
    public long newest() throws IOException {
        return last(numbers());
    }

    /** The number of the newest plan that is finished, all before it being finished too; 0 if there is none. */
    public long newestFinished() throws IOException {
        long newest = newest();
        return newest == 0 || files.exists(donePath(newest)) ? newest : newest - 1;
    }

    private List<Long> numbers(Pattern pattern) throws IOException {
        List<Long> numbers = new ArrayList<>();
        for (String name : files.list(folder())) {
            Matcher matcher = pattern.matcher(name);
            if (matcher.matches()) {
                numbers.add(Long.parseLong(matcher.group(1)));
            }
        }
        numbers.sort(null);
        return numbers;
    }

    private static long last(List<Long> numbers) {
        return numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
    }
}
