package weir.lake.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import weir.lake.faults.Fault.Kind;
import weir.lake.faults.Fault.Moment;
import weir.lake.files.LakeFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A piece of work on a lake and what must be so however it is cut short. Each trial has a lake of its own.
 *
 * @param name what the work is called
 * @param before makes the lake that the work finds
 * @param work what is cut short
 * @param recovery what the next start does; on a lake on which the work was done it changes nothing
 * @param check asserts that the work was done, exactly once
 */
public record Scenario(String name, Step before, Step work, Step recovery, Step check) {

    /** Something that is done with a lake. */
    public interface Step {
        void run(LakeFiles files) throws IOException;
    }

    /** What is tried in a lake. */
    private interface Trial {
        void run(Faults faults, Path folder) throws IOException;
    }

    /** The calls of the work if nothing goes wrong; their number is printed. */
    public List<Call> calls(Path home) throws IOException {
        return count(lake(home));
    }

    private List<Call> count(Path lake) throws IOException {
        Faults[] counted = new Faults[1];
        in(lake, (faults, folder) -> {
            work.run(faults.files());
            counted[0] = faults;
            check.run(LakeFiles.of(folder.toString()));
        });
        List<Call> calls = counted[0].calls();
        System.out.println(name + ": N = " + calls.size());
        return calls;
    }

    /** The process is killed at each call; the next one recovers. @return how many trials that were */
    public int survivesEveryKill(Path home) throws IOException {
        return at(Kind.STOP, home, (faults, folder) -> {
            recovery.run(LakeFiles.of(folder.toString()));
            check.run(LakeFiles.of(folder.toString()));
        });
    }

    /** Each call fails once; the work says so, and the next start recovers. @return how many trials that were */
    public int tellsEveryError(Path home) throws IOException {
        return at(Kind.FAIL, home, (faults, folder) -> {
            recovery.run(LakeFiles.of(folder.toString()));
            check.run(LakeFiles.of(folder.toString()));
        });
    }

    /** The power fails at each call; the next start recovers. @return how many trials that were */
    public int survivesEveryLossOfPower(Path home, Loss loss) throws IOException {
        return at(Kind.STOP, home, (faults, folder) -> {
            faults.losePower(loss);
            recovery.run(LakeFiles.of(folder.toString()));
            check.run(LakeFiles.of(folder.toString()));
        });
    }

    /** The process is killed at each call, the next one recovers, and then the power fails. @return how many trials */
    public int keepsWhatWasRecovered(Path home, Loss loss) throws IOException {
        return at(Kind.STOP, home, (faults, folder) -> {
            faults.arm(Fault.NONE);
            recovery.run(faults.files());
            faults.losePower(loss);
            check.run(LakeFiles.of(folder.toString()));
        });
    }

    /** The work is done, and then the power fails. */
    public void keepsWhatWasAcknowledged(Path home, Loss loss) throws IOException {
        in(lake(home), (faults, folder) -> {
            work.run(faults.files());
            faults.losePower(loss);
            check.run(LakeFiles.of(folder.toString()));
        });
    }

    private int at(Kind kind, Path home, Trial trial) throws IOException {
        int trials = 0;
        Path lake = lake(home);
        List<Call> calls = count(lake);
        for (int n = 1; n <= calls.size(); n++) {
            for (Moment moment : calls.get(n - 1).moments()) {
                Fault fault = new Fault(n, kind, moment);
                try {
                    in(lake, (faults, folder) -> {
                        faults.arm(fault);
                        assertThatThrownBy(() -> work.run(faults.files()))
                                .isInstanceOf(kind == Kind.STOP ? Stopped.class : IOException.class);
                        trial.run(faults, folder);
                    });
                } catch (AssertionError | IOException | RuntimeException e) {
                    throw new AssertionError(name + ": " + fault + " " + calls.get(n - 1), e);
                }
                trials++;
            }
        }
        assertThat(trials).isGreaterThanOrEqualTo(2 * calls.size());
        return trials;
    }

    /** The lake that the work finds, in a folder of its own. */
    private Path lake(Path home) throws IOException {
        Path folder = Files.createTempDirectory(home, "before");
        before.run(LakeFiles.of(folder.toString()));
        return folder;
    }

    private static void in(Path lake, Trial trial) throws IOException {
        Path folder = Files.createTempDirectory(lake.getParent(), "lake");
        copy(lake, folder);
        try (Faults faults = Faults.in(folder)) {
            trial.run(faults, folder);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.skip(1).toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }

    /**
     * The names of all files below a folder of a lake on this disk. A temporary name, which no reader looks at, may have
     * come back with a loss of power and does not count.
     */
    public static Set<String> names(LakeFiles files, String folder) throws IOException {
        Path path = files.localPath(folder).orElseThrow();
        if (!Files.exists(path)) {
            return Set.of();
        }
        try (Stream<Path> all = Files.walk(path)) {
            Set<String> names = new TreeSet<>();
            all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".tmp"))
                    .forEach(file -> names.add(path.relativize(file).toString()));
            return names;
        }
    }
}
