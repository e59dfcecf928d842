package weir.lake.config;

/** Where a stream's messages come from: one record for each value of {@code source.type}. */
public sealed interface SourceConfig permits FilesSourceConfig, KafkaSourceConfig, TwitterSourceConfig {}
