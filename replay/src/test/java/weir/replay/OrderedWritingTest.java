package weir.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class OrderedWritingTest {

    private static final int MIB = 1 << 20;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void givesWhatEachTaskWritesInTheOrderOfTheTasks(int threads) throws IOException {
        Random random = new Random(threads);
        List<byte[]> contents = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            byte[] content = new byte[random.nextInt(10) == 0 ? 9 * MIB : random.nextInt(1_000)];
            random.nextBytes(content);
            contents.add(content);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        new OrderedWriting(out, threads)
                .run(contents.stream().map(this::inParts).iterator());

        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (byte[] content : contents) {
            expected.write(content);
        }
        assertThat(Arrays.equals(out.toByteArray(), expected.toByteArray())).isTrue();
    }

    private OrderedWriting.Task inParts(byte[] content) {
        return target -> {
            for (int from = 0; from < content.length; from += MIB) {
                target.write(content, from, Math.min(MIB, content.length - from));
            }
        };
    }

    @Test
    void runsTasksAtTheSameTime() throws IOException {
        CountDownLatch both = new CountDownLatch(2);
        OrderedWriting.Task meeting = target -> {
            both.countDown();
            try {
                both.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        };

        new OrderedWriting(new ByteArrayOutputStream(), 2)
                .run(List.of(meeting, meeting).iterator());

        assertThat(both.getCount()).isZero();
    }

    @Test
    void endsWithWhatATaskThrowsAndWritesNothingBehindIt() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Iterator<OrderedWriting.Task> tasks = List.<OrderedWriting.Task>of(
                        target -> target.write('a'),
                        target -> {
                            throw new IOException("no such segment");
                        },
                        target -> target.write(new byte[9 * MIB]))
                .iterator();

        assertThatThrownBy(() -> new OrderedWriting(out, 2).run(tasks))
                .isInstanceOf(IOException.class)
                .hasMessage("no such segment");
        assertThat(out).hasToString("a");
    }

    @Test
    void stopsSoonWhenNobodyReadsAnyMore() {
        AtomicInteger run = new AtomicInteger();
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        Iterator<OrderedWriting.Task> tasks = IntStream.range(0, 1_000)
                .<OrderedWriting.Task>mapToObj(i -> target -> {
                    run.incrementAndGet();
                    target.write('x');
                })
                .iterator();

        assertThatThrownBy(() -> new OrderedWriting(closed, 2).run(tasks)).hasMessage("Broken pipe");
        assertThat(run.get()).isLessThan(10);
    }
}
