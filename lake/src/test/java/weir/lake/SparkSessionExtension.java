package weir.lake;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one small local Spark session of their JVM, in UTC, as a parameter. A subclass adds settings, and so
 * does the system property {@code weir.test.spark}: {@code name=value;name=value}.
 */
public class SparkSessionExtension implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(SparkSessionExtension.class);

    /** Settings besides those that every test has; they win over these. */
    protected Map<String, String> settings() {
        return Map.of();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SparkSession.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(getClass(), unused -> new Shared(session()), Shared.class)
                .session();
    }

    private SparkSession session() {
        Map<String, String> all = new HashMap<>(Map.of(
                "spark.master", "local[1]",
                // plans are described for a page that nobody opens
                "spark.sql.ui.explainMode", "simple",
                // in UTC, where Weir runs, Delta does not read a table's log again after each commit
                "spark.databricks.delta.allFilesInCrc.verificationMode.forceOnNonUTC.enabled", "false",
                "spark.app.name", "weir tests",
                "spark.ui.enabled", "false",
                "spark.driver.host", "127.0.0.1",
                "spark.driver.bindAddress", "127.0.0.1",
                "spark.sql.shuffle.partitions", "2",
                "spark.sql.session.timeZone", "UTC",
                "spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/weir-warehouse"));
        all.putAll(settings());
        Arrays.stream(System.getProperty("weir.test.spark", "").split(";", -1))
                .map(setting -> setting.split("=", 2))
                .filter(setting -> setting.length == 2)
                .forEach(setting -> all.put(setting[0], setting[1]));
        SparkSession.Builder builder = SparkSession.builder();
        all.forEach(builder::config);
        SparkSession session = builder.getOrCreate();
        session.sparkContext().setLogLevel("WARN");
        return session;
    }

    /** Closed by JUnit behind the last test. */
    private record Shared(SparkSession session) implements AutoCloseable {
        @Override
        public void close() {
            session.stop();
        }
    }
}
