package weir.console.sql;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class StatementsTest {

    @Test
    void cutsAtSemicolons() {
        Statements statements = Statements.of(" SELECT 1 ;\nSELECT\n 2; SELECT 3");

        assertThat(statements.ended()).containsExactly("SELECT 1", "SELECT\n 2");
        assertThat(statements.all()).containsExactly("SELECT 1", "SELECT\n 2", "SELECT 3");
        assertThat(statements.open()).isTrue();
    }

    @Test
    void takesNoStatementFromNothing() {
        assertThat(Statements.of("; ;\n-- only; a comment\n;/* and; /* another; */ */")
                        .all())
                .isEmpty();
        assertThat(Statements.of("SELECT 1; -- done").open()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ';'",
                "SELECT 'it\\'s; \\\\'",
                "SELECT \"a;\\\"b;\"",
                "SELECT `a;b\\`",
                "SELECT 1 -- one; \n + 2",
                "SELECT /* ; /* ; */ ; */ 1",
                "SELECT 'it''s; so'"
            })
    void doesNotCutWithinQuotesAndComments(String statement) {
        assertThat(Statements.of(statement + "; SELECT 2").all()).containsExactly(statement, "SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 'a;", "SELECT `a;", "SELECT 1 /* a;", "SELECT 1 /* /* */ ;", "SELECT 'a\\';"})
    void waitsForTheEndOfQuotesAndComments(String begun) {
        assertThat(Statements.of(begun)).isEqualTo(new Statements(List.of(), begun));
    }
}
