package weir.console.sql;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

import org.apache.spark.sql.SparkSession;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import weir.compaction.LazySession;
import weir.lake.LakePlace;
import weir.lake.command.ExitCode;
import weir.lake.command.GlobalOptions;
import weir.lake.command.Terminal;
import weir.lake.config.WeirConfig;
import weir.lake.parallel.Concurrent;

/** {@code bin/lake sql}: answers questions in Spark SQL. */
@Command(
        name = "sql",
        description =
                "Answers questions in Spark SQL to the lake. For a stream tweets there are tweets (what is compacted),"
                        + " tweets_live (as of now), tweets_coverage and tweets_quarantine, and each report has its name. Changes"
                        + " nothing.",
        footer = {
            "",
            "Without -e it reads statements from standard input, or asks for them if that is a terminal.",
            "Exits 0, or 1 with the first statement that fails."
        })
public final class SqlCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions options;

    @Option(names = "-e", paramLabel = "SQL", description = "Statements to run, separated by ;. May be repeated.")
    private List<String> statements = new ArrayList<>();

    @Option(
            names = "--output",
            paramLabel = "FORM",
            description =
                    "table (default; long values are cut), csv (RFC 4180, with a header) or json (one object a line). Times are ISO-8601 in"
                            + " UTC.")
    private OutputForm form = OutputForm.TABLE;

    @Option(
            names = "--max-rows",
            paramLabel = "N",
            description = "Rows that a table shows at most, 1000 by default; the other forms give all.")
    private int maxRows = 1000;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        if (maxRows < 1 || maxRows == Integer.MAX_VALUE) {
            throw new ParameterException(
                    command.commandLine(), "--max-rows must be from 1 to 2147483646, but is " + maxRows);
        }
        WeirConfig config = options.load();
        try (LazySession spark = new LazySession(config.spark())) {
            Relations relations = new Relations(config, LakePlace.existing(config), spark);
            if (statements.isEmpty() && Terminal.interactive()) {
                ask(spark, relations, config.lake().root());
            } else {
                answer(spark, relations);
            }
        }
        return ExitCode.DONE.code();
    }

    private void answer(LazySession spark, Relations relations) throws IOException {
        Answers answers = new Answers(
                spark::get,
                relations,
                form.output(maxRows),
                command.commandLine().getOut());
        List<String> texts = statements.isEmpty()
                ? List.of(new String(System.in.readAllBytes(), StandardCharsets.UTF_8))
                : statements;
        for (String text : texts) {
            for (String statement : Statements.of(text).all()) {
                answers.answer(statement);
            }
        }
    }

    /** The person sees the prompt while Spark starts. */
    private void ask(LazySession spark, Relations relations, String root) throws IOException {
        Future<SparkSession> starting = Concurrent.begin(spark::get);
        try (org.jline.terminal.Terminal terminal =
                TerminalBuilder.builder().name("weir").system(true).build()) {
            PrintWriter out = terminal.writer();
            out.println("SQL over " + root + ". tables shows what there is, help how to ask, quit leaves.");
            Answers answers = new Answers(() -> Concurrent.result(starting), relations, form.output(maxRows), out);
            List<String> names =
                    relations.all().stream().map(Relations.Relation::name).toList();
            new Prompt(terminal, answers, names, historyFile()).run();
        }
    }

    /** Where programs keep such a thing by the custom of XDG. */
    private static Path historyFile() {
        String state = System.getenv("XDG_STATE_HOME");
        Path folder = state == null || state.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".local", "state")
                : Path.of(state);
        return folder.resolve("weir").resolve("sql-history");
    }
}
