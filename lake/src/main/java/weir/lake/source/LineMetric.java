package weir.lake.source;

import org.apache.spark.sql.connector.metric.CustomSumMetric;

/** A number of lines that the user interface of Spark shows for a scan; public, as Spark makes them by their names. */
public abstract class LineMetric extends CustomSumMetric {

    private final String name;
    private final String description;

    private LineMetric(String name, String description) {
        this.name = name;
        this.description = description;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    /** The lines that were captured where the tasks have read. */
    public static final class Captured extends LineMetric {

        static final String NAME = "capturedLines";

        /** The metric of a scan. */
        public Captured() {
            super(NAME, "captured lines");
        }
    }

    /** Those of them that were parsed: the others have none of the needles. */
    public static final class Parsed extends LineMetric {

        static final String NAME = "parsedLines";

        /** The metric of a scan. */
        public Parsed() {
            super(NAME, "parsed lines");
        }
    }
}
