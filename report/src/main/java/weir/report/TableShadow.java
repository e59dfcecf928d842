package weir.report;

import weir.lake.StreamSpec;

/**
 * The rows of a stream's table that were computed anew and wait for a decision.
 *
 * @param id tells it apart from every other one
 * @param spec how its rows were computed
 * @param plan the number of the last plan whose lines it was computed from
 * @param order the number of the last order about the quarantine that it knows of
 * @param liveVersion the version of the table that it was compared with; -1 if there was none
 */
public record TableShadow(String id, StreamSpec spec, long plan, long order, long liveVersion) {}
