package weir.compaction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.spark.sql.SparkSession;

import weir.lake.Lines;
import weir.lake.config.SessionSettings;
import weir.lake.config.SparkConfig;

/** A process that compacts one microbatch into a table that it creates, with a checkpoint. */
final class OneAppend {

    private OneAppend() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, Object> settings = new HashMap<>(SessionSettings.of(new SparkConfig("local[1]", Map.of())));
        settings.put("spark.databricks.delta.properties.defaults.checkpointInterval", "1");
        TestLake lake = TestLake.of(Path.of(arguments[0]), Lines.events("true"));
        lake.commit("2026-11-22T10:00:00Z", List.of(Lines.event(1, "2026-11-22T10:00:00Z", "pt")));
        try (SparkSession spark = SparkSession.builder().config(settings).getOrCreate()) {
            lake.compact(spark);
        }
    }
}
