package weir.lake.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TwitterCredentialsTest {
    @TempDir
    private Path folder;

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "WEIR_TWITTER_CONSUMER_KEY", "a",
            "WEIR_TWITTER_CONSUMER_SECRET", "b",
            "WEIR_TWITTER_ACCESS_TOKEN", "c",
            "WEIR_TWITTER_ACCESS_TOKEN_SECRET", "d");

    @Test
    void comeFromTheEnvironment() {
        TwitterCredentials credentials = TwitterCredentials.load(Optional.empty(), ENVIRONMENT);

        assertThat(credentials).isEqualTo(new TwitterCredentials("a", "b", "c", "d"));
        assertThat(credentials).hasToString("TwitterCredentials[REDACTED]");
    }

    @Test
    void comeFromTheFileIfThereIsOne() throws IOException {
        Path file =
                write("rw-------", "consumer-key=e\nconsumer-secret=f\naccess-token=12-g\naccess-token-secret=0012");

        TwitterCredentials credentials = TwitterCredentials.load(Optional.of(file), ENVIRONMENT);

        assertThat(credentials).isEqualTo(new TwitterCredentials("e", "f", "12-g", "0012"));
    }

    @Test
    void namesEveryMissingVariable() {
        assertThatThrownBy(() -> TwitterCredentials.load(
                        Optional.empty(), Map.of("WEIR_TWITTER_CONSUMER_KEY", "a", "WEIR_TWITTER_ACCESS_TOKEN", "c")))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        """
                        Cannot sign in to Twitter, credentials are missing:
                          1. set the environment variable WEIR_TWITTER_CONSUMER_SECRET, or name a file with credentials-file
                          2. set the environment variable WEIR_TWITTER_ACCESS_TOKEN_SECRET, or name a file with credentials-file""");
    }

    @Test
    void refusesAFileThatOthersCanRead() throws IOException {
        Path file = write("rw-r-----", "consumer-key = hush");

        assertThatThrownBy(() -> TwitterCredentials.load(Optional.of(file), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "Cannot use the credentials file %s: others may read or change it (rw-r-----); run: chmod 600 %s"
                                .formatted(file, file));
    }

    @Test
    void namesWhatIsMissingInTheFile() throws IOException {
        Path file = write(
                "rw-------", "consumer-key = e\nconsumer-secret = \"\"\naccess-tokn = g\naccess-token-secret = h");

        assertThatThrownBy(() -> TwitterCredentials.load(Optional.of(file), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        """
                        Cannot use the credentials file:
                          1. %s: consumer-secret is missing
                          2. %s: access-token is missing
                          3. %s: unknown key access-tokn; did you mean "access-token"?"""
                                .formatted(file, file, file));
    }

    @Test
    void neverQuotesAFileItCannotRead() throws IOException {
        Path file = write("rw-------", "consumer-key = hush{hush");

        assertThatThrownBy(() -> TwitterCredentials.load(Optional.of(file), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasNoCause()
                .hasMessageStartingWith("Cannot read the credentials file " + file + ": line ")
                .message()
                .doesNotContain("hush");
    }

    private Path write(String permissions, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("keys.conf"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
