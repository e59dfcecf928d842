package weir.lake.command;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import static org.assertj.core.api.Assertions.assertThat;

@SuppressWarnings("unused")
class GlobalOptionsTest {
    private final Inner inner = new Inner();
    private final CommandLine line = new CommandLine(new Outer()).addSubcommand(inner);

    @Command(name = "outer")
    static final class Outer {
        @Mixin
        private GlobalOptions options;
    }

    @Command(name = "inner")
    static final class Inner {
        @Mixin
        private GlobalOptions options;
    }

    @AfterEach
    void forgetHome() {
        System.clearProperty(GlobalOptions.HOME_PROPERTY);
    }

    @Test
    void fileIsInTheWorkingDirectoryByDefault() {
        line.parseArgs("inner");

        assertThat(inner.options.file()).isEqualTo(Path.of("conf/weir.conf"));
    }

    @Test
    void fileIsInTheInstallationIfThereIsOne() {
        System.setProperty(GlobalOptions.HOME_PROPERTY, "opt/weir");

        line.parseArgs("inner");

        assertThat(inner.options.file()).isEqualTo(Path.of("opt/weir/conf/weir.conf"));
    }

    @Test
    void optionsMayStandBeforeAndAfterTheSubcommand() {
        line.parseArgs("--conf", "a.conf", "-D", "a=1", "-Db=1", "inner", "-D", "b=2", "-D", "c=x=[y]");

        assertThat(inner.options.file()).isEqualTo(Path.of("a.conf"));
        assertThat(inner.options.overrides())
                .containsEntry("a", "1")
                .containsEntry("b", "2")
                .containsEntry("c", "x=[y]");
    }

    @Test
    void innermostFileWins() {
        line.parseArgs("--conf", "a.conf", "inner", "--conf", "b.conf");

        assertThat(inner.options.file()).isEqualTo(Path.of("b.conf"));
    }

    @Test
    void overridesKeepQuotesAndSpaces() {
        line.parseArgs("inner", "-D", "track=[\"#DSD\", \"a b\"]", "-D", "filter=text LIKE '%,%'", "-D", "empty=");

        assertThat(inner.options.overrides())
                .containsEntry("track", "[\"#DSD\", \"a b\"]")
                .containsEntry("filter", "text LIKE '%,%'")
                .containsEntry("empty", "");
    }
}
