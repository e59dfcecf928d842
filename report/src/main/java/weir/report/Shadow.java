package weir.report;

import java.util.Map;

import weir.lake.history.TimeRange;

/**
 * A range of a report that was computed anew and waits for a decision.
 *
 * @param id tells it apart from every other one
 * @param report the report's name
 * @param range whole windows
 * @param definition how its rows were computed
 * @param plans the number of the last plan of each stream that it was computed from
 * @param liveVersion the version of the live report that it was compared with; -1 if there was none
 */
public record Shadow(
        String id,
        String report,
        TimeRange range,
        ReportDefinition definition,
        Map<String, Long> plans,
        long liveVersion) {

    public Shadow {
        plans = Map.copyOf(plans);
    }

    Windows windows() {
        return Windows.of(range);
    }
}
