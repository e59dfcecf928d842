package weir.ingest.feed;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.hadoop.conf.Configuration;

/**
 * Settings of Hadoop's file systems, as they travel to executors with each batch: those that differ from what Hadoop brings,
 * which every executor has. All of them are more than a thousand, and to pack and unpack them takes longer than to write a
 * small batch. Safe for threads, as long as nobody changes the configuration.
 */
public final class HadoopSettings implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String DEFAULTS = "-default.xml";
    private static final Map<Map<String, String>, Configuration> KNOWN = new ConcurrentHashMap<>();

    @SuppressWarnings("serial") // a TreeMap
    private final Map<String, String> own;

    private HadoopSettings(Map<String, String> own) {
        this.own = own;
    }

    /** The settings of a configuration. */
    public static HadoopSettings of(Configuration configuration) {
        Map<String, String> own = new TreeMap<>();
        configuration.forEach(setting -> {
            String[] sources = configuration.getPropertySources(setting.getKey());
            if (sources == null || !Arrays.stream(sources).allMatch(source -> source.endsWith(DEFAULTS))) {
                own.put(setting.getKey(), setting.getValue());
            }
        });
        KNOWN.put(own, configuration);
        return new HadoopSettings(own);
    }

    /** The configuration; in one process it is the same each time. */
    public Configuration value() {
        return KNOWN.computeIfAbsent(own, unused -> made());
    }

    /** As a process makes it that has not had these settings before. */
    Configuration made() {
        Configuration configuration = new Configuration();
        own.forEach(configuration::set);
        return configuration;
    }
}
