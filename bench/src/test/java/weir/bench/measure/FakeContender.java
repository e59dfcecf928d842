package weir.bench.measure;

import java.util.List;
import java.util.Optional;

/** Writes down what it is asked, answers always the same, and moves a clock. */
final class FakeContender implements Contender {

    private final String name;
    private final List<String> calls;
    private final FakeTime time;
    private final long nanos;
    private final String answer;
    private final Optional<String> expected;

    FakeContender(String name, List<String> calls, FakeTime time, long nanos, String answer, String expected) {
        this.name = name;
        this.calls = calls;
        this.time = time;
        this.nanos = nanos;
        this.answer = answer;
        this.expected = Optional.ofNullable(expected);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void prepare() {
        calls.add(name + " prepares");
        time.nanos += 1_000_000_000_000L;
    }

    @Override
    public void run() {
        calls.add(name + " runs");
        time.nanos += nanos;
    }

    @Override
    public String answer() {
        return answer;
    }

    @Override
    public Optional<String> expected() {
        return expected;
    }

    /** A time that only moves when somebody moves it. */
    static final class FakeTime {
        long nanos;
    }
}
