package weir.lake.deletion;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;

import weir.lake.Lines;
import weir.lake.StreamSpec;
import weir.lake.filter.LineReader;
import weir.lake.filter.Verdict;
import weir.lake.schema.ColumnPath;
import weir.lake.schema.Schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeletionsTest {

    private static final long SEED = Long.getLong("weir.test.seed", 20261126);
    private static final StreamSpec SPEC = Lines.notes("id % 2 = 0 OR place IS NULL");

    private static Deletion delete(long id) {
        return new Deletion("delete", ColumnPath.parse("id"), String.valueOf(id), Optional.empty(), List.of(), 0, 0);
    }

    private static Deletion forget(long author, long upTo) {
        return new Deletion(
                "forget",
                ColumnPath.parse("author.id"),
                String.valueOf(author),
                Optional.of(new Deletion.UpTo(ColumnPath.parse("id"), upTo)),
                List.of("place"),
                0,
                0);
    }

    private static List<Deletion> asked(String line) {
        byte[] bytes = Lines.utf8(line);
        LineReader reader = LineReader.of(SPEC, List.of());
        assertThat(reader.read(bytes, 0, bytes.length)).isEqualTo(Verdict.CONTROL);
        return new DeletionReader(SPEC.schema()).read(reader.control(), bytes, 0, bytes.length, 0, 0);
    }

    @Test
    void areReadFromMessages() {
        assertThat(asked("{\"delete\":{\"id\":2}}")).containsExactly(delete(2));
        assertThat(asked("{\"delete\":{\"id\":\"2\"}}")).containsExactly(delete(2));
        assertThat(asked("{\"forget\":{\"author\":7,\"up_to\":3}}")).containsExactly(forget(7, 3));
        assertThat(asked("{\"delete\":{\"id\":-9223372036854775808}}")).containsExactly(delete(Long.MIN_VALUE));
    }

    @Test
    void ofMessagesWithoutAUsableValueThereAreNone() {
        for (String message : List.of(
                "{\"delete\":{}}",
                "{\"delete\":{\"id\":null}}",
                "{\"delete\":{\"id\":2.5}}",
                "{\"delete\":{\"id\":\"two\"}}",
                "{\"delete\":{\"id\":9223372036854775808}}",
                "{\"delete\":{\"direct_message\":{\"id\":2}}}",
                "{\"delete\":7}",
                "{\"forget\":{\"author\":7}}")) {
            assertThat(asked(message)).as(message).isEmpty();
        }
    }

    @Test
    void takeBackExactlyTheRecordsThatTheyAreAbout() {
        System.out.println("DeletionsTest seed " + SEED);
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            List<Deletion> deletions = new ArrayList<>();
            for (int i = random.nextInt(12); i > 0; i--) {
                deletions.add(
                        random.nextBoolean()
                                ? delete(random.nextInt(30))
                                : forget(random.nextInt(5), random.nextInt(30)));
            }
            LineReader reader = LineReader.of(SPEC, List.of("text", "place"), Deletions.of(SPEC.schema(), deletions));
            for (int i = 0; i < 50; i++) {
                long id = random.nextInt(30);
                long author = random.nextInt(5);
                byte[] line = Lines.note(id, "2026-11-22T10:00:00Z", author);
                boolean gone = deletions.contains(delete(id));
                boolean cleared = deletions.stream()
                        .anyMatch(one -> one.message().equals("forget")
                                && one.value().equals(String.valueOf(author))
                                && id <= one.upTo().orElseThrow().value());

                Verdict verdict = reader.read(line, 0, line.length);

                Verdict expected = id % 2 == 0 || cleared ? Verdict.KEPT : Verdict.DROPPED;
                assertThat(verdict).isEqualTo(gone ? Verdict.DELETED : expected);
                String shown = new String(reader.buffer(), reader.offset(), reader.length(), StandardCharsets.UTF_8);
                assertThat(shown)
                        .isEqualTo(
                                gone
                                        ? ""
                                        : cleared
                                                ? new String(line, StandardCharsets.UTF_8)
                                                        .replace("\"place-of-" + id + "\"", "null")
                                                : new String(line, StandardCharsets.UTF_8));
                if (!gone) {
                    assertThat(reader.row().isNullAt(1)).isEqualTo(cleared);
                }
            }
        }
    }

    @Test
    void clearedLinesAreAsTheyWereButForTheValues() {
        ClearedLine clearing = new ClearedLine();
        byte[] line = Lines.utf8(
                "  { \"pl\\u0061ce\" : {\"a\":[1,\"}\"]} ,\"text\":\"place\", \"x\":{\"place\":1},\"place\":2,\"geo\":null } ");

        assertThat(new String(clearing.of(line, 0, line.length, List.of("place", "geo")), StandardCharsets.UTF_8))
                .isEqualTo(
                        "  { \"pl\\u0061ce\" : null ,\"text\":\"place\", \"x\":{\"place\":1},\"place\":null,\"geo\":null } ");
    }

    @Test
    void rulesThatCannotWorkAreRefused() {
        String schema =
                """
                format = 1
                control = [delete]
                columns = [ { name = id, type = bigint }, { name = at, type = timestamp }, { name = x, type = double } ]
                deletions = [ %s ]
                """;
        assertThatThrownBy(() -> Schema.parse(
                        schema.formatted("{ message = remove, column = id, value = remove.id }"), "test.conf"))
                .hasMessage(
                        "Cannot read the schema test.conf: deletions: the message remove is none of control; those are"
                                + " delete");
        assertThatThrownBy(() -> Schema.parse(
                        schema.formatted("{ message = delete, column = uid, value = delete.id }"), "test.conf"))
                .hasMessageContaining("there is no column uid of texts or whole numbers");
        assertThatThrownBy(() -> Schema.parse(
                        schema.formatted("{ message = delete, column = at, value = delete.at }"), "test.conf"))
                .hasMessageContaining("the column at has neither texts nor whole numbers");
        assertThatThrownBy(() -> Schema.parse(
                        schema.formatted("{ message = delete, column = id, value = delete.id, clears = [x] }"),
                        "test.conf"))
                .hasMessageContaining("unknown key clears");
    }
}
