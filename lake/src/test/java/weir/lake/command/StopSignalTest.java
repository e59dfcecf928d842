package weir.lake.command;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StopSignalTest {
    private final List<Integer> halts = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final StopSignal stop = new StopSignal(halts::add);

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void hearsTheOperatingSystem() throws IOException, InterruptedException {
        StopSignal installed = StopSignal.install(halts::add);
        try {
            long self = ProcessHandle.current().pid();
            new ProcessBuilder("kill", "-TERM", Long.toString(self)).start().waitFor(10, TimeUnit.SECONDS);

            assertThat(installed.await(Duration.ofSeconds(10))).isTrue();
        } finally {
            installed.uninstall();
        }
    }

    @Test
    void waitsNoLongerThanAsked() throws InterruptedException {
        assertThat(stop.await(Duration.ofMillis(1))).isFalse();
        assertThat(stop.raised()).isFalse();
    }

    @Test
    void callsBackOnceAndAtOnceAfterwards() {
        stop.onStop(() -> calls.add("before"));
        stop.receive("TERM");
        stop.receive("TERM");
        stop.onStop(() -> calls.add("after"));

        assertThat(calls).containsExactly("before", "after");
        assertThat(stop.raised()).isTrue();
    }

    @Test
    void aFailingCallbackDoesNotStopTheOthers() {
        stop.onStop(() -> {
            throw new IllegalStateException("broken");
        });
        stop.onStop(() -> calls.add("second"));

        assertThatThrownBy(() -> stop.receive("TERM"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
        assertThat(calls).containsExactly("second");
    }

    @Test
    void onlyASecondInterruptEndsTheProcessAtOnce() {
        stop.receive("INT");
        stop.receive("TERM");
        assertThat(halts).isEmpty();

        stop.receive("INT");

        assertThat(halts).containsExactly(130);
    }
}
