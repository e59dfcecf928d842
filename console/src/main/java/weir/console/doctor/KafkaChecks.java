package weir.console.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import weir.lake.config.ConfigException;
import weir.lake.config.KafkaProperties;
import weir.lake.config.KafkaSourceConfig;

/** Topics of a Kafka cluster: the file with the properties, and whether brokers can be reached. */
final class KafkaChecks implements SourceChecks {

    private final KafkaSourceConfig source;
    private final Probe probe;

    KafkaChecks(KafkaSourceConfig source, Probe probe) {
        this.source = source;
        this.probe = probe;
    }

    @Override
    public boolean spools() {
        return false;
    }

    @Override
    public List<Finding> look(String stream) {
        List<Finding> found = new ArrayList<>();
        source.propertiesFile().ifPresent(file -> found.add(properties(stream + ", properties")));
        List<String> problems = new ArrayList<>();
        for (String server : source.bootstrapServers()) {
            int colon = server.lastIndexOf(':');
            String host = server.substring(0, colon).replaceAll("[\\[\\]]", "");
            try {
                probe.connect(host, Integer.parseInt(server.substring(colon + 1)), false);
            } catch (IOException e) {
                problems.add(server + ": " + e.getMessage());
            }
        }
        found.add(servers(stream + ", brokers", problems));
        return found;
    }

    private Finding properties(String what) {
        try {
            int count = KafkaProperties.load(source).values().size();
            return Finding.ok(what, count + " set; only their owner may read the file");
        } catch (ConfigException e) {
            return Finding.fail(what, String.join("; ", e.problems()), "Kafka is not asked before that is put right.");
        }
    }

    private Finding servers(String what, List<String> problems) {
        int all = source.bootstrapServers().size();
        if (problems.isEmpty()) {
            return Finding.ok(what, all + " of " + all + " can be reached");
        }
        String found = String.join("; ", problems);
        String fix = "Check bootstrap-servers of the source, the network, and that the brokers run.";
        return problems.size() == all
                ? Finding.fail(what, "none of " + all + " can be reached: " + found, fix)
                : Finding.warn(what, problems.size() + " of " + all + " cannot be reached: " + found, fix);
    }
}
