package weir.replay.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

import weir.lake.config.Quantities;
import weir.lake.config.ReportConfig;

/**
 * A report as one HTML page that needs nothing else: no script, no font, no request. The browser is told to load nothing,
 * whatever stands in the cells. The same rows and footnote give the same page.
 */
final class ReportPage {
    private static final int MOST_ROWS = 5_000;

    private final ReportConfig report;
    private final ReportRows rows;
    private final Footnote footnote;
    private final StringBuilder html = new StringBuilder();

    ReportPage(ReportConfig report, ReportRows rows, Footnote footnote) {
        this.report = report;
        this.rows = rows;
        this.footnote = footnote;
    }

    String html() {
        html.setLength(0);
        ChartData data = ChartData.of(rows, footnote.range(), report.grain());
        head();
        header(data);
        html.append("<main>\n<figure>\n").append(new BarChart(data, footnote.gaps()).svg(title(data)));
        legend(data);
        html.append("</figure>\n");
        table();
        html.append("</main>\n<footer>\n<h2>What is behind these numbers</h2>\n");
        html.append(new FootnoteHtml(footnote).html());
        html.append("</footer>\n</body>\n</html>\n");
        return html.toString();
    }

    private String title(ChartData data) {
        return "%s of %s, per %s, %s"
                .formatted(data.measure(), report.name(), Quantities.print(report.grain()), footnote.range());
    }

    private void head() {
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
                + " 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n");
        html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.append("<title>").append(Markup.text(report.name())).append("</title>\n");
        html.append("<style>\n").append(style()).append("</style>\n</head>\n<body>\n");
    }

    private void header(ChartData data) {
        BigDecimal total = data.series().stream().map(ChartData.Series::total).reduce(BigDecimal.ZERO, BigDecimal::add);
        html.append("<header>\n<h1>").append(Markup.text(report.name())).append("</h1>\n<p>");
        html.append(Markup.text("%s per %s, %s to %s, UTC"
                .formatted(
                        data.measure(),
                        Quantities.print(report.grain()),
                        footnote.range().from(),
                        footnote.range().to())));
        html.append("</p>\n<ul class=\"facts\">\n");
        fact("rows", "rows", String.format(Locale.ROOT, "%,d", rows.rows().size()));
        fact("total", data.measure() + " in all", grouped(total));
        fact("gaps", "gaps", String.valueOf(footnote.gaps().size()));
        fact("withheld", "withheld by the source", String.format(Locale.ROOT, "%,d", footnote.withheld()));
        html.append("</ul>\n</header>\n");
    }

    private void fact(String id, String name, String value) {
        html.append("<li id=\"fact-").append(id).append("\"><b>").append(Markup.text(value));
        html.append("</b> ").append(Markup.text(name)).append("</li>\n");
    }

    private static String grouped(BigDecimal number) {
        boolean whole = number.stripTrailingZeros().scale() <= 0;
        return whole ? String.format(Locale.ROOT, "%,d", number.toBigInteger()) : number.toPlainString();
    }

    private void legend(ChartData data) {
        boolean named = data.series().size() > 1 || !data.series().get(0).name().isEmpty();
        if (!named && footnote.gaps().isEmpty()) {
            return;
        }
        html.append("<figcaption><ul class=\"legend\">\n");
        for (int i = 0; named && i < data.series().size(); i++) {
            String name = data.series().get(i).name();
            html.append("<li><span class=\"swatch s").append(i).append("\"></span>");
            html.append(Markup.text(name.isEmpty() ? "(none)" : name)).append("</li>\n");
        }
        if (!footnote.gaps().isEmpty()) {
            html.append("<li><span class=\"swatch missing\"></span>gap: messages may be missing</li>\n");
        }
        html.append("</ul></figcaption>\n");
    }

    private void table() {
        int first = Math.max(0, rows.rows().size() - MOST_ROWS);
        html.append("<div class=\"scroll\"><table class=\"rows\">\n<caption>");
        html.append(
                first == 0
                        ? "All rows"
                        : String.format(
                                Locale.ROOT,
                                "The last %,d of %,d rows; an export as CSV has all",
                                MOST_ROWS,
                                rows.rows().size()));
        html.append("</caption>\n<thead><tr>");
        for (ReportColumn column : rows.columns()) {
            html.append(column.number() ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">");
            html.append(Markup.text(column.name())).append("</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (List<Object> row : rows.rows().subList(first, rows.rows().size())) {
            html.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                html.append(rows.columns().get(i).number() ? "<td class=\"number\">" : "<td>");
                html.append(Markup.text(CellText.of(row.get(i)))).append("</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</tbody>\n</table></div>\n");
    }

    private static String style() {
        try (InputStream style = ReportPage.class.getResourceAsStream("page.css")) {
            return new String(style.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
