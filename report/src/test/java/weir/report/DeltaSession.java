package weir.report;

import java.util.HashMap;
import java.util.Map;

import weir.lake.SparkSessionExtension;
import weir.lake.config.SessionSettings;
import weir.lake.config.SparkConfig;
import weir.lake.delta.DurableLogStore;

/** The session of this module's tests: Weir's own settings, on two threads, for a handful of rows. */
final class DeltaSession extends SparkSessionExtension {

    @Override
    protected Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        SessionSettings.of(new SparkConfig("local[2]", Map.of()))
                .forEach((name, value) -> settings.put(name, String.valueOf(value)));
        settings.put("spark.sql.shuffle.partitions", "1");
        settings.put("spark.databricks.delta.snapshotPartitions", "1");
        // a handful of rows is not worth compiling Java for
        settings.put("spark.sql.codegen.wholeStage", "false");
        settings.put("spark.sql.codegen.factoryMode", "NO_CODEGEN");
        settings.put("spark.delta.logStore.fault.impl", DurableLogStore.class.getName());
        return settings;
    }
}
