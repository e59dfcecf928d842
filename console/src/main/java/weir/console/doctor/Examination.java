package weir.console.doctor;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import weir.lake.LakePlace;
import weir.lake.config.FilesSourceConfig;
import weir.lake.config.KafkaSourceConfig;
import weir.lake.config.SourceConfig;
import weir.lake.config.StreamConfig;
import weir.lake.config.TwitterSourceConfig;
import weir.lake.config.WeirConfig;
import weir.lake.files.LakeFiles;

/**
 * All checks that need a configuration, in the order in which a person would put things right.
 *
 * @param config the configuration
 * @param streams the streams to look at
 * @param environment the variables of the process
 * @param probe touches servers
 */
record Examination(
        WeirConfig config, List<StreamConfig> streams, Map<String, String> environment, Probe probe, Clock clock) {

    Examination {
        streams = List.copyOf(streams);
        environment = Map.copyOf(environment);
    }

    /** Runs them, and hands on what each finds as soon as it has looked. */
    void run(Consumer<Finding> findings) {
        String root = config.lake().root();
        LakeFiles files;
        try {
            files = LakeFiles.of(root);
        } catch (RuntimeException e) {
            findings.accept(
                    Finding.fail("lake", e.getMessage(), "Set lake.root to a path or a URI that Hadoop knows."));
            files = null;
        }
        if (files != null) {
            lake(files, root, findings);
        }
        for (StreamConfig stream : streams) {
            Check.run(stream.name() + ", source", () -> checks(stream.source()).look(stream.name()))
                    .forEach(findings);
        }
        findings.accept(VacuumCheck.look(config));
    }

    private void lake(LakeFiles files, String root, Consumer<Finding> findings) {
        List<Finding> lake = Check.run("lake", new LakeChecks(files, root)::look);
        lake.forEach(findings);
        if (lake.get(0).level() == Level.FAIL) {
            return;
        }
        List<String> names = streams.stream().map(StreamConfig::name).toList();
        List<String> spooled = streams.stream()
                .filter(stream -> checks(stream.source()).spools())
                .map(StreamConfig::name)
                .toList();
        SpaceChecks space = new SpaceChecks(files, config.ingest().spool(), clock);
        Check.run("space", () -> space.look(spooled, names)).forEach(findings);
        StateChecks state = new StateChecks(files);
        Check.run("compaction", state::compaction).forEach(findings);
        for (String name : names) {
            Check.run(name + ", state", () -> state.stream(name, spoolFiles(files)))
                    .forEach(findings);
        }
    }

    private LakeFiles spoolFiles(LakeFiles lake) {
        return LakePlace.spools(config, lake);
    }

    private SourceChecks checks(SourceConfig source) {
        if (source instanceof TwitterSourceConfig twitter) {
            return new TwitterChecks(twitter, environment, probe, clock);
        }
        if (source instanceof KafkaSourceConfig kafka) {
            return new KafkaChecks(kafka, probe);
        }
        if (source instanceof FilesSourceConfig files) {
            return new FilesChecks(files);
        }
        throw new IllegalArgumentException("no checks are known for a source of this type");
    }
}
