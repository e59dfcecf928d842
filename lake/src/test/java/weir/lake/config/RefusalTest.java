package weir.lake.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class RefusalTest {
    @TempDir
    private Path folder;

    private ConfigFiles files;

    @BeforeEach
    void writeSchema() {
        files = new ConfigFiles(folder);
    }

    static Stream<Arguments> plainKeys() {
        return Stream.of(
                arguments("ingest.batch-interval = 50ms", "must be at least 100ms, but is 50ms"),
                arguments(
                        "ingest.batch-interval = 5",
                        "\"5\" is no duration; write a number and a unit: ms, s, m, h or d"),
                arguments("ingest.batch-interval = [5s]", "must be one value, but is a list"),
                arguments(
                        "ingest.chunk-interval = 6s",
                        "must be above 0 and at most the batch interval of 5s, but is 6s"),
                arguments(
                        "ingest.chunk-size = 65 sheep",
                        "\"65 sheep\" is no size; write a number and a unit: B, KiB, MiB or GiB"),
                arguments("ingest.chunk-size = 1GiB", "must be between 1KiB and 64MiB, but is 1GiB"),
                arguments(
                        "compaction.schedule = \"0 0/3 * * *\"",
                        "must be a Quartz cron expression of 6 or 7 fields such as \"0 0 0/3 * * ?\","
                                + " but is \"0 0/3 * * *\""),
                arguments("compaction.plan.max-microbatches = 0", "must be at least 1, but is 0"),
                arguments("compaction.plan.max-microbatches = many", "\"many\" is no whole number"),
                arguments("compaction.target-file-size = 0B", "must be above 0, but is 0B"),
                arguments(
                        "compaction.vacuum.retention = 24h",
                        "must be at least 7d, but is 1d: a running reader or writer may still need the files"),
                arguments("serve.port = 65536", "must be between 0 and 65535, but is 65536"),
                arguments(
                        "lake.root = ~/lake",
                        "~ is not the home directory here; write ${HOME}\"/…\" or the whole path"),
                arguments(
                        "lake.root = \"s3a://key:word@bucket\"", "must not carry a user or a password before the host"),
                arguments(
                        "spark.settings = { \"hadoop.tmp\" = x }",
                        "Spark only reads settings whose names start with \"spark.\", and \"hadoop.tmp\" does not"),
                arguments(
                        "spark.settings = { \"spark.hadoop.fs.s3a.secret.key\" = x }",
                        credential("spark.hadoop.fs.s3a.secret.key")),
                arguments(
                        "spark.settings = { \"spark.driver.extraJavaOptions\" = \"-Dtwitter4j.oauth.consumerKey=x\" }",
                        credential("spark.driver.extraJavaOptions")),
                arguments(
                        "spark.settings = { \"spark.master\" = x }",
                        "\"spark.master\" has a key of its own: spark.master"));
    }

    @ParameterizedTest
    @MethodSource("plainKeys")
    void refusesAValue(String line, String reason) {
        String key = line.substring(0, line.indexOf(" ="));

        assertRefused(ConfigFiles.with(line), 2, key, reason);
    }

    static Stream<Arguments> streamKeys() {
        return Stream.of(
                arguments("source.type = rabbit", "must be files or kafka or twitter, but is \"rabbit\""),
                arguments(
                        "source.base-url = \"ftp://host/1.1/\"",
                        "must be an http or https URL with a host and without ? and #, but is \"ftp://host/1.1/\""),
                arguments(
                        "source.base-url = \"http://a:b@host/\"",
                        "must not carry a user or a password before the host"),
                arguments("source.track = [\"\"]", "a phrase has 1 to 60 bytes, but \"\" has 0"),
                arguments("source.track = [\"a,b\"]", "a comma separates phrases: write \"a,b\" as several of them"),
                arguments("source.follow = [0]", "a user id is above 0, but one is 0"),
                arguments("source.follow = [me]", "\"me\" is no whole number"),
                arguments("source.locations = [[1, 2, 3]]", "a box is [west, south, east, north], but has 3 numbers"),
                arguments(
                        "source.locations = [[-181, 0, 1, 1]]",
                        "west must be between -180 and 180 degrees, but is -181.0"),
                arguments(
                        "source.locations = [[170, 0, -170, 1]]",
                        "west must be below east, but they are 170.0 and -170.0;"
                                + " a box across the 180th meridian is written as two"),
                arguments(
                        "source.language = portuguese",
                        "\"portuguese\" is no language tag; write them like \"pt\" or \"zh-tw\""),
                arguments("source.read-timeout = 0s", "must be above 0, but is 0s"),
                arguments("key = [idd]", "the schema has no column \"idd\"; did you mean \"id\"?"),
                arguments(
                        "index = [lnag]",
                        "the schema has no column \"lnag\" of texts, whole numbers, truth values or times; did you mean"
                                + " \"lang\"?"),
                arguments("key = []", "must name at least one column: those that identify a record"),
                arguments(
                        "event-time = text", "column \"text\" is no timestamp; timestamps are: created_at, edited_at"),
                arguments("capture = some", "must be all or kept, but is \"some\""),
                arguments("rate-limit = -1", "is in messages a second, 0 for no limit, and cannot be -1"));
    }

    @ParameterizedTest
    @MethodSource("streamKeys")
    void refusesAValueOfAStream(String line, String reason) {
        String key = line.substring(0, line.indexOf(" ="));

        assertRefused(ConfigFiles.withStream("streams.posts." + line), 3, "streams.posts." + key, reason);
    }

    static Stream<Arguments> reportKeys() {
        return Stream.of(
                arguments("stream = postss", "no stream is called \"postss\"; did you mean \"posts\"?"),
                arguments("grain = 7h", "must divide a day (1m, 15m, 1h, 6h …) or be whole days, but is 7h"),
                arguments("sql = \"\"", "must not be empty"),
                arguments("key = [lang, lang]", "names something twice: [lang, lang]"),
                arguments("join = [postss]", "no stream is called \"postss\"; did you mean \"posts\"?"),
                arguments("join = posts", "names the report's own stream \"posts\", which the SQL reads as kept"));
    }

    @ParameterizedTest
    @MethodSource("reportKeys")
    void refusesAValueOfAReport(String line, String reason) {
        String report = "reports.daily { stream = posts, sql = \"SELECT 1\", time = day, grain = 1d }\n";
        String key = line.substring(0, line.indexOf(" ="));

        assertRefused(ConfigFiles.withStream(report + "reports.daily." + line), 4, "reports.daily." + key, reason);
    }

    @Test
    void refusesAFilterThatDoesNotFitTheSchema() {
        String text = ConfigFiles.withStream("streams.posts.filter = \"txet LIKE '%a%'\"");

        ConfigException refusal = catchThrowableOfType(ConfigException.class, () -> files.load(text));

        assertThat(refusal.problems())
                .singleElement()
                .asString()
                .startsWith(folder.resolve("weir.conf") + ":3: streams.posts.filter: ")
                .contains("txet", "text");
    }

    @Test
    void refusesLanguageWithoutAnythingToNarrow() {
        assertRefused(
                ConfigFiles.withStream("streams.posts.source.language = [pt, es]"),
                2,
                "streams.posts.source",
                "\"language\" narrows track, follow or locations, and none of them is set;"
                        + " for the sample stream use the filter: lang IN ('pt', 'es')");
    }

    @Test
    void refusesANameThatIsNoFolder() {
        assertRefused(
                ConfigFiles.with(
                        "streams.\"My Posts\" { source.type = twitter, schema = posts.conf, key = id, event-time = created_at }"),
                2,
                "streams.\"My Posts\"",
                "the name becomes a folder: it must be made of a-z, 0-9 and _ and start with a letter,"
                        + " but is \"My Posts\"");
    }

    @Test
    void refusesUnknownKeysWithWhatWasMeant() {
        assertRefused(
                ConfigFiles.with("ingest.batch-intervall = 5s"),
                2,
                "ingest.batch-intervall",
                "unknown key; did you mean \"ingest.batch-interval\"?");
        assertRefused(
                ConfigFiles.with("batch-interval = 5s"),
                2,
                "batch-interval",
                "unknown key; did you mean \"ingest.batch-interval\"?");
        assertRefused(ConfigFiles.with("serve.colour = red"), 2, "serve.colour", "unknown key; known here: host, port");
    }

    @Test
    void refusesWhatIsMissing() {
        Path file = folder.resolve("weir.conf");

        assertThatThrownBy(() -> files.load("streams.posts { schema = none.conf }"))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        """
                        Cannot use the configuration:
                          1. %s: lake.root: is missing, and it has no default
                          2. %s: streams.posts.source.type: is missing, and it has no default
                          3. %s:1: streams.posts.schema: there is no schema file %s
                          4. %s:1: streams.posts.key: is missing, and it has no default
                          5. %s:1: streams.posts.event-time: is missing, and it has no default"""
                                .formatted(file, file, file, folder.resolve("none.conf"), file, file));
    }

    @Test
    void refusesCredentialsWithoutPrintingThem() {
        assertRefused(
                ConfigFiles.withStream("streams.posts.source.consumer-key = hush"),
                3,
                "streams.posts.source.consumer-key",
                "a credential does not belong into the configuration: set the environment variable"
                        + " WEIR_TWITTER_CONSUMER_KEY, or write it into a file with mode 600 and name that file with"
                        + " credentials-file");
        assertThatThrownBy(() -> files.load(ConfigFiles.with("twitter { oauth.accessToken = hush }")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("twitter.oauth.accessToken: a credential does not belong into the configuration")
                .message()
                .doesNotContain("hush");
    }

    @Test
    void refusesOverridesByTheirName() {
        assertThatThrownBy(() -> files.load(
                        ConfigFiles.with(""), Map.of("ingest.batchinterval", "1s", "serve.port", "http", "serve", "[")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("Cannot use the options:\n  1. -D serve: ");
        assertThatThrownBy(() ->
                        files.load(ConfigFiles.with(""), Map.of("ingest.batchinterval", "1s", "serve.port", "http")))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        """
                        Cannot use the configuration:
                          1. -D serve.port: "http" is no whole number
                          2. -D ingest.batchinterval: unknown key; did you mean "ingest.batch-interval"?""");
    }

    @Test
    void saysWhichFileCannotBeRead() {
        Path missing = folder.resolve("other.conf");
        Path file = folder.resolve("weir.conf");

        assertThatThrownBy(() -> WeirConfig.load(missing, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Cannot read the configuration %s: there is no such file; name one with --conf FILE"
                        .formatted(missing));
        assertThatThrownBy(() -> files.load("lake.root = x\ningest {"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("Cannot read the configuration " + file + ":2: ");
        assertThatThrownBy(() -> files.load("lake.root = ${NO_SUCH_VARIABLE}"))
                .isInstanceOf(ConfigException.class)
                .hasMessage(("Cannot read the configuration %s:1: Could not resolve substitution to a value:"
                                + " ${NO_SUCH_VARIABLE}; set it, or write ${?…} if it may be missing")
                        .formatted(file));
    }

    private static String credential(String key) {
        return "\"%s\" looks like a credential, and Spark shows its settings to anyone who opens its pages;"
                        .formatted(key)
                + " give it through the environment or through a Hadoop credential provider";
    }

    private void assertRefused(String text, int line, String key, String reason) {
        assertThatThrownBy(() -> files.load(text))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Cannot use the configuration:\n  1. %s:%d: %s: %s"
                        .formatted(folder.resolve("weir.conf"), line, key, reason));
    }
}
