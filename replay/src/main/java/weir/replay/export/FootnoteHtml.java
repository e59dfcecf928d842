package weir.replay.export;

import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import weir.lake.coverage.Intake;
import weir.lake.quarantine.QuarantineCounts;
import weir.lake.raw.Gap;

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
        Intake intake = footnote.intake();
        term("range", "Range", footnote.range() + ", UTC, by the time of the report");
        term(
                "captured",
                "Captured from " + footnote.stream(),
                "%s messages received, of them %s control messages, in the hours in which records of the range came"
                        .formatted(
                                number(intake.received()),
                                number(intake.judged().controlTotal())));
        term("withheld", "Withheld by the source", withheld());
        term("quarantine", "Malformed", malformed(intake));
        term("gaps", "Gaps", gaps());
        term("filter", "Filter", footnote.filter() + "  (" + footnote.filterHash() + ")");
        term("sql", "SQL", footnote.sql() + "  (" + footnote.sqlHash() + ")");
        CommitMark newest = footnote.commits().get(0);
        term("version", "Table version", newest.version() + ", committed at " + newest.time());
        term("commits", "Written by", commits());
        html.append("</dl>\n");
        gapTable();
        return html.toString();
    }

    private String withheld() {
        long withheld = footnote.withheld();
        return withheld == 0 ? "nothing, as far as it says" : number(withheld) + " messages, as its limit notices say";
    }

    private String malformed(Intake intake) {
        QuarantineCounts counts = footnote.quarantine();
        return "%s lines when they were captured; %s in quarantine, %s sent back since, %s dropped by a person"
                .formatted(
                        number(intake.judged().malformed()),
                        number(counts.held()),
                        number(counts.requeued()),
                        number(counts.dropped()));
    }

    private String gaps() {
        int gaps = footnote.gaps().size();
        return gaps == 0
                ? "none is known"
                : gaps + (gaps == 1 ? " interval" : " intervals") + " in which messages may be missing, below";
    }

    /** Which filter and SQL made the rows of the range: the configured ones or others. */
    private String commits() {
        Set<String> lines = new LinkedHashSet<>();
        for (CommitMark commit : footnote.commits()) {
            for (CommitMark.Written written : commit.writtenInto(footnote.range())) {
                lines.add("version %d: filter %s, SQL %s"
                        .formatted(
                                commit.version(),
                                known(written.filterHash(), footnote.filterHash()),
                                known(written.sqlHash(), footnote.sqlHash())));
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

    private void gapTable() {
        List<Gap> gaps = footnote.gaps();
        if (gaps.isEmpty()) {
            return;
        }
        html.append("<table class=\"gaps\"><caption>Gaps").append(gaps.size() > MOST_GAPS ? ", the first 100" : "");
        html.append(
                "</caption><thead><tr><th scope=\"col\">from</th><th scope=\"col\">until</th>"
                        + "<th scope=\"col\">cause</th><th scope=\"col\">missing</th><th scope=\"col\">detail</th></tr></thead>\n<tbody>\n");
        for (int i = 0; i < Math.min(gaps.size(), MOST_GAPS); i++) {
            Gap gap = gaps.get(i);
            boolean lasts = footnote.open().filter(gap::equals).isPresent();
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
