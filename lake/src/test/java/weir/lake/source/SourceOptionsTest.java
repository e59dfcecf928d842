package weir.lake.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.history.PlanRange;
import weir.lake.history.TimeRange;
import weir.lake.raw.Microbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SourceOptionsTest {

    private static final StreamSpec EVENTS = Lines.events("text LIKE '%,;\\n%'");

    private static SourceOptions parsed(SourceOptions options) {
        return SourceOptions.parse(new CaseInsensitiveStringMap(options.toMap()));
    }

    @Test
    void survivesTheWayThroughSpark() {
        SourceOptions all = SourceOptions.of("lake", EVENTS);
        StreamSpec twoKeys = new StreamSpec("events", EVENTS.schema(), List.of("lang", "id"), "at", "true");

        for (SourceOptions options : List.of(
                all,
                all.keptOnly(),
                all.throughPlan(7),
                all.consumedThrough(7),
                all.within(TimeRange.parse("2026-11-22", null)),
                all.within(TimeRange.parse("2026-11-22T00:00:00.000001", "2026-11-23")),
                all.inTasks(1L << 40, 3),
                all.inTasks(1, 3),
                all.throughPlan(7),
                all.withDeleted(),
                all.takenBackBy(new PlanRange(3, 7)),
                all.of(List.of()),
                all.of(List.of(new Microbatch("events", 2), new Microbatch("events", 1))),
                SourceOptions.of("file:///a b/c", twoKeys))) {
            assertThat(parsed(options)).isEqualTo(options);
        }
    }

    @Test
    void takesEveryLineAndEveryTimeIfNothingElseIsSaid() {
        Map<String, String> options =
                new HashMap<>(SourceOptions.of("lake", EVENTS).toMap());
        options.keySet().removeAll(List.of("from", "to", "rows", "filter", "task-bytes"));

        assertThat(SourceOptions.parse(options)).isEqualTo(SourceOptions.of("lake", EVENTS.withFilter("true")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lake", "stream", "schema", "key", "event-time"})
    void saysWhatIsMissing(String name) {
        Map<String, String> options =
                new HashMap<>(SourceOptions.of("lake", EVENTS).toMap());
        options.remove(name);

        assertThatThrownBy(() -> SourceOptions.parse(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("format(\"weir\") needs the option " + name);
    }
}
