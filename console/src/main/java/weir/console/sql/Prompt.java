package weir.console.sql;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;

/**
 * Asks a person for statements until they leave. A statement ends with a semicolon and may have many lines; a
 * {@link Shorthand} has one and needs none. Ctrl-C ends what runs, or clears what is typed; Ctrl-D leaves. For one thread.
 */
final class Prompt {

    private static final String HELP =
            """
            A statement ends with ; and may have many lines: SELECT, SHOW, DESCRIBE, EXPLAIN, SET, CREATE TEMPORARY VIEW.
              tables      what can be asked: tables, live views, reports, coverage, quarantine (also \\d)
              \\d NAME     the columns of one of them
              help        this (also \\?)
              quit        leaves (also exit, \\q, Ctrl-D)
            Ctrl-C ends a statement that runs. Nothing here changes the lake.""";

    private final Terminal terminal;
    private final LineReader reader;
    private final Answers answers;

    /**
     * @param answers prints to the terminal
     * @param names what Tab completes
     * @param history the file of statements typed before
     */
    Prompt(Terminal terminal, Answers answers, List<String> names, Path history) {
        this.terminal = terminal;
        this.answers = answers;
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("weir")
                .parser(new StatementParser())
                .completer(new StringsCompleter(names))
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "   -> ")
                .variable(LineReader.INDENTATION, 0)
                .variable(LineReader.HISTORY_FILE, history)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    /** Asks and answers until the person leaves. */
    void run() {
        PrintWriter out = terminal.writer();
        while (true) {
            String line;
            try {
                line = reader.readLine("weir> ").strip();
            } catch (UserInterruptException e) {
                continue;
            } catch (EndOfFileException e) {
                return;
            }
            switch (Shorthand.of(line)) {
                case QUIT -> {
                    return;
                }
                case HELP -> out.println(HELP);
                case TABLES, DESCRIBE -> answer(line);
                case NONE -> Statements.of(line).all().forEach(this::answer);
            }
            out.flush();
        }
    }

    private void answer(String statement) {
        AtomicBoolean cancelled = new AtomicBoolean();
        Thread running = Thread.currentThread();
        Terminal.SignalHandler before = terminal.handle(Terminal.Signal.INT, signal -> {
            cancelled.set(true);
            answers.cancel();
            running.interrupt();
        });
        try {
            answers.answer(statement);
        } catch (IOException | RuntimeException e) {
            terminal.writer().println(cancelled.get() ? "Cancelled." : message(e));
        } finally {
            terminal.handle(Terminal.Signal.INT, before);
            Thread.interrupted(); // a Ctrl-C that came too late is for nobody
        }
    }

    private static String message(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
