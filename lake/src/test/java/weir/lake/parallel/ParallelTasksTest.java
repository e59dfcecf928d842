package weir.lake.parallel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class ParallelTasksTest {

    @Test
    void givesResultsInTheOrderOfTheTasks() throws IOException {
        CountDownLatch secondIsDone = new CountDownLatch(1);
        List<Callable<Integer>> tasks = new ArrayList<>();
        tasks.add(() -> {
            secondIsDone.await();
            return 0;
        });
        tasks.add(() -> {
            secondIsDone.countDown();
            return 1;
        });
        IntStream.range(2, 100).forEach(number -> tasks.add(() -> number));

        List<Integer> results = new ArrayList<>();
        try (ParallelTasks<Integer> parallel = new ParallelTasks<>(tasks.iterator(), 2)) {
            while (parallel.hasNext()) {
                results.add(parallel.next());
            }
        }

        assertThat(results).isEqualTo(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void beginsOnlyAFewAhead() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        Stream<Callable<Integer>> tasks = IntStream.range(0, 1_000).mapToObj(number -> {
            asked.incrementAndGet();
            return () -> number;
        });
        try (ParallelTasks<Integer> parallel = new ParallelTasks<>(tasks.iterator(), 3)) {
            assertThat(parallel.next()).isZero();
            assertThat(asked).hasValueLessThan(10);
        }
    }

    @Test
    void throwsWhatATaskHasThrown() throws IOException {
        List<Callable<Integer>> tasks = List.of(
                () -> {
                    throw new IOException("the disk is gone");
                },
                () -> {
                    throw new IllegalArgumentException("no such column");
                },
                () -> 3);
        try (ParallelTasks<Integer> parallel = new ParallelTasks<>(tasks.iterator(), 1)) {
            assertThatThrownBy(parallel::next).isInstanceOf(IOException.class).hasMessage("the disk is gone");
            assertThatThrownBy(parallel::next)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no such column");
            assertThat(parallel.next()).isEqualTo(3);
            assertThat(parallel.hasNext()).isFalse();
        }
    }

    @Test
    void nothingRunsAnyMoreWhenItIsClosed() throws IOException {
        AtomicInteger running = new AtomicInteger();
        Stream<Callable<Integer>> tasks = IntStream.range(0, 50).mapToObj(number -> () -> {
            running.incrementAndGet();
            Thread.onSpinWait();
            running.decrementAndGet();
            return number;
        });
        try (ParallelTasks<Integer> parallel = new ParallelTasks<>(tasks.iterator(), 4)) {
            parallel.next();
        }
        assertThat(running).hasValue(0);
    }
}
