package weir.console.sql;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

import weir.console.PrintableLine;
import weir.lake.files.LakeFiles;
import weir.lake.quarantine.Quarantine;
import weir.lake.quarantine.QuarantineFile;
import weir.lake.quarantine.QuarantineReader;
import weir.lake.quarantine.QuarantinedLine;

/**
 * The lines of a stream in quarantine as rows of Spark SQL, one task a file.
 *
 * @param spark where they are read
 * @param files the lake
 * @param stream whose lines
 */
record QuarantineRows(SparkSession spark, LakeFiles files, String stream) {

    private static final StructType TYPE = StructType.fromDDL(
            "reason STRING, detail STRING, microbatch STRING, time TIMESTAMP, line BIGINT, plan BIGINT, bytes STRING");

    /** The lines as of now; {@code time} is that of the microbatch, and of the bytes what cannot be printed is {@code \xHH}. */
    Dataset<Row> rows() throws IOException {
        List<QuarantineFile> all = new Quarantine(files, stream).files();
        if (all.isEmpty()) {
            return spark.createDataFrame(List.of(), TYPE);
        }
        String lake = files.uri("");
        return spark.createDataFrame(
                JavaSparkContext.fromSparkContext(spark.sparkContext())
                        .parallelize(all, all.size())
                        .flatMap(file -> read(lake, file)),
                TYPE);
    }

    private static Iterator<Row> read(String lake, QuarantineFile file) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (QuarantineReader reader = new Quarantine(LakeFiles.of(lake), file.stream()).open(file)) {
            for (Optional<QuarantinedLine> line = reader.next(); line.isPresent(); line = reader.next()) {
                rows.add(row(line.get(), file.plan()));
            }
        }
        return rows.iterator();
    }

    private static Row row(QuarantinedLine line, long plan) {
        return RowFactory.create(
                line.malformed().reason(),
                line.malformed().detail(),
                line.microbatch().name(),
                line.microbatch().time(),
                line.line(),
                plan,
                PrintableLine.of(line.bytes()));
    }
}
