package weir.compaction;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import weir.lake.Lines;
import weir.lake.StreamSpec;

/** Five microbatches of a small stream with everything that can happen to a line, on both sides of a UTC midnight. */
final class MixedLines {

    static final String FILTER = "lang = 'pt'";

    private MixedLines() {}

    static StreamSpec spec() {
        return Lines.events(FILTER);
    }

    /** One microbatch: five rows. */
    static void commitFirst(TestLake lake) throws IOException {
        lake.commit(
                "2026-11-22T20:00:00Z",
                List.of(
                        event(1, "2026-11-22T19:59:56Z", "first"),
                        event(2, "2026-11-22T19:59:57Z", "first"),
                        event(3, "2026-11-22T19:59:58Z", "first"),
                        event(4, "2026-11-22T19:59:59Z", "first"),
                        event(5, "2026-11-22T20:00:00Z", "first")));
    }

    /** Four microbatches of 20 lines: 7 rows, 5 duplicates, 2 dropped, 4 malformed, 2 control. */
    static void commitSecond(TestLake lake) throws IOException {
        lake.commit(
                "2026-11-22T23:59:50Z",
                List.of(
                        event(6, "2026-11-22T23:59:49Z", "captured first"),
                        event(6, "2026-11-22T23:59:48Z", "twice in the microbatch"),
                        event(2, "2026-11-22T23:59:47Z", "in the table already"),
                        dropped(7),
                        Lines.utf8("{\"id\":70,"),
                        Lines.utf8("{\"limit\":{\"track\":3}}"),
                        Lines.utf8("")));
        lake.commit(
                "2026-11-22T23:59:55Z",
                List.of(
                        event(6, "2026-11-22T23:59:46Z", "twice in the plan"),
                        event(8, "2026-11-23T00:00:01Z", "a day ahead of its microbatch"),
                        latin1("{\"id\":71,\"text\":\"\u00ff\"}")));
        lake.commit(
                "2026-11-23T00:00:00Z",
                List.of(
                        event(9, "2026-11-22T23:59:59Z", "a day behind its microbatch"),
                        Lines.utf8("{\"id\":10,\"at\":\"2026-11-23T00:00:00Z\",\"lang\":\"pt\",\"n\":\"many\"}"),
                        Lines.utf8("{\"id\":11,\"lang\":\"pt\",\"text\":\"no time\"}"),
                        Lines.utf8("{\"id\":\"x1\",\"lang\":\"pt\"}"),
                        event(12, "2026-11-23T00:00:00Z", "last of the microbatch")));
        lake.commit(
                "2026-11-23T00:00:05Z",
                List.of(
                        dropped(30),
                        event(30, "2026-11-23T00:00:05Z", "the first that the filter keeps"),
                        Lines.utf8("[1]"),
                        event(8, "2026-11-23T00:00:05Z", "twice in the plan, another day"),
                        event(12, "2026-11-23T00:00:05Z", "twice in the plan")));
    }

    static byte[] event(long id, String at, String text) {
        return Lines.utf8(
                "{\"id\":%d,\"at\":\"%s\",\"lang\":\"pt\",\"text\":\"%s\",\"n\":%d}".formatted(id, at, text, id));
    }

    private static byte[] dropped(long id) {
        return Lines.event(id, "2026-11-22T23:59:44Z", "en");
    }

    private static byte[] latin1(String line) {
        return line.getBytes(StandardCharsets.ISO_8859_1);
    }
}
