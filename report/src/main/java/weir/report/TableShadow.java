package weir.report;

import weir.lake.StreamSpec;
import weir.lake.filter.Filter;

/**
 * The rows of a stream's table that were computed anew and wait for a decision.
 *
 * @param id tells it apart from every other one
 * @param spec how its rows were computed
 * @param plan the number of the last plan whose lines it was computed from
 * @param order the number of the last order about the quarantine that it knows of
 * @param liveVersion the version of the table that it was compared with; -1 if there was none
 */
public record TableShadow(String id, StreamSpec spec, long plan, long order, long liveVersion) {

    /** The same with another identity. */
    public TableShadow named(String other) {
        return new TableShadow(other, spec, plan, order, liveVersion);
    }

    /** Whether its rows are those that a later one has of the same plans, if no message deletes any. */
    public boolean isBeginOf(TableShadow later) {
        return filterHash().equals(later.filterHash())
                && spec.key().equals(later.spec.key())
                && spec.eventTime().equals(later.spec.eventTime())
                && plan <= later.plan
                && order == later.order
                && liveVersion >= 0 == later.liveVersion >= 0
                && liveVersion <= later.liveVersion;
    }

    private String filterHash() {
        return Filter.of(spec.filter(), spec.schema()).hash();
    }
}
