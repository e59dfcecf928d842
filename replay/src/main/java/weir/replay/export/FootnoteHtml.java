package weir.replay.export;

import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import weir.lake.coverage.Intake;
import weir.lake.quarantine.QuarantineCounts;
import weir.lake.raw.Gap;
import weir.report.ReportDefinition;

/** A footnote as HTML: a list of terms, and a table of gaps if there are some. */
final class FootnoteHtml {
    private static final int MOST_GAPS = 100;
    private static final int MOST_COMMITS = 20;

    private final Footnote footnote;
    private final StringBuilder html = new StringBuilder();

    FootnoteHtml(Footnote footnote) {
        this.footnote = footnote;
    }

    String html() {
        html.append("<dl>\n");
        term("range", "Range", footnote.range() + ", UTC, by the time of the report");
        for (StreamNote note : footnote.streams()) {
            captured(note);
        }
        term("filter", "Filter", filters());
        ReportDefinition definition = footnote.definition();
        term("sql", "SQL", definition.sql() + "  (" + definition.sqlHash() + ")");
        CommitMark newest = footnote.commits().get(0);
        term("version", "Table version", newest.version() + ", committed at " + newest.time());
        term("commits", "Written by", commits());
        html.append("</dl>\n");
        footnote.streams().forEach(this::gapTable);
        return html.toString();
    }

    /** The first stream's terms have the plain names, those of a joined one its own. */
    private void captured(StreamNote note) {
        boolean first = note.equals(footnote.streams().get(0));
        String id = first ? "" : "-" + note.stream();
        String of = footnote.streams().size() == 1 ? "" : ", " + note.stream();
        Intake intake = note.intake();
        term(
                "captured" + id,
                "Captured from " + note.stream(),
                "%s messages received, of them %s control messages, in the hours in which records of the range came"
                        .formatted(
                                number(intake.received()),
                                number(intake.judged().controlTotal())));
        term("withheld" + id, "Withheld by the source" + of, withheld(note));
        term("quarantine" + id, "Malformed" + of, malformed(intake, note.quarantine()));
        term("gaps" + id, "Gaps" + of, gaps(note));
    }

    private static String withheld(StreamNote note) {
        long withheld = note.withheld();
        return withheld == 0 ? "nothing, as far as it says" : number(withheld) + " messages, as its limit notices say";
    }

    private static String malformed(Intake intake, QuarantineCounts counts) {
        return "%s lines when they were captured; %s in quarantine, %s sent back since, %s dropped by a person"
                .formatted(
                        number(intake.judged().malformed()),
                        number(counts.held()),
                        number(counts.requeued()),
                        number(counts.dropped()));
    }

    private static String gaps(StreamNote note) {
        int gaps = note.gaps().size();
        return gaps == 0
                ? "none is known"
                : gaps + (gaps == 1 ? " interval" : " intervals") + " in which messages may be missing, below";
    }

    /** That of the records, those of joined streams with their names, and the identity of all. */
    private String filters() {
        ReportDefinition definition = footnote.definition();
        return Stream.concat(
                                Stream.of(definition.kept().filter()),
                                definition.joined().stream().map(spec -> spec.name() + ": " + spec.filter()))
                        .collect(Collectors.joining("; "))
                + "  (" + definition.filterHash() + ")";
    }

    /** Which filter and SQL made the rows of the range: the configured ones or others. */
    private String commits() {
        Set<String> lines = new LinkedHashSet<>();
        for (CommitMark commit : footnote.commits()) {
            for (CommitMark.Written written : commit.writtenInto(footnote.range())) {
                lines.add("version %d: filter %s, SQL %s"
                        .formatted(
                                commit.version(),
                                known(
                                        written.filterHash(),
                                        footnote.definition().filterHash()),
                                known(written.sqlHash(), footnote.definition().sqlHash())));
            }
        }
        String more = lines.size() > MOST_COMMITS ? "; and %d older ones".formatted(lines.size() - MOST_COMMITS) : "";
        return lines.isEmpty()
                ? "commits that do not say by which filter"
                : lines.stream().limit(MOST_COMMITS).collect(Collectors.joining("; ")) + more;
    }

    private static String known(String hash, String configured) {
        return hash.equals(configured) ? hash + " (as above)" : hash + " (another one)";
    }

    private void gapTable(StreamNote note) {
        List<Gap> gaps = note.gaps();
        if (gaps.isEmpty()) {
            return;
        }
        html.append("<table class=\"gaps\"><caption>Gaps of ")
                .append(Markup.text(note.stream()))
                .append(gaps.size() > MOST_GAPS ? ", the first 100" : "");
        html.append(
                "</caption><thead><tr><th scope=\"col\">from</th><th scope=\"col\">until</th>"
                        + "<th scope=\"col\">cause</th><th scope=\"col\">missing</th><th scope=\"col\">detail</th></tr></thead>\n<tbody>\n");
        for (int i = 0; i < Math.min(gaps.size(), MOST_GAPS); i++) {
            Gap gap = gaps.get(i);
            boolean lasts = note.open().filter(gap::equals).isPresent();
            row(
                    gap.from().truncatedTo(ChronoUnit.SECONDS).toString(),
                    lasts
                            ? "still open"
                            : gap.until().truncatedTo(ChronoUnit.SECONDS).toString(),
                    gap.cause().text(),
                    gap.messages() == Gap.UNKNOWN ? "" : number(gap.messages()) + " messages",
                    gap.detail());
        }
        html.append("</tbody></table>\n");
    }

    private void row(String... cells) {
        html.append("<tr>");
        for (String cell : cells) {
            html.append("<td>").append(Markup.text(cell)).append("</td>");
        }
        html.append("</tr>\n");
    }

    private void term(String id, String term, String text) {
        html.append("<dt>")
                .append(Markup.text(term))
                .append("</dt><dd id=\"note-")
                .append(id)
                .append("\">");
        html.append(Markup.text(text)).append("</dd>\n");
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
