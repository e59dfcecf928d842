package weir.replay;

import java.util.Map;
import java.util.stream.Collectors;

import weir.lake.SparkSessionExtension;
import weir.lake.config.SessionSettings;
import weir.lake.config.SparkConfig;

/** The session of this module's tests: Weir's own settings, on two threads. */
final class DeltaSession extends SparkSessionExtension {

    @Override
    protected Map<String, String> settings() {
        return SessionSettings.of(new SparkConfig("local[2]", Map.of())).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
    }
}
