package weir.lake.filter;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClausesTest {

    private static Clauses clauses(String filter) {
        return Clauses.of(RandomPredicate.SPEC.withFilter(filter));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id = 5 | id",
                "5 = ID | id",
                "id <=> 5 | id",
                "id = '5' | id",
                "n = 5 | n",
                "n = 5L | n",
                "n = 2 + 3 | n",
                "lang IN ('pt', 'es', 'pt') | lang lang",
                "text LIKE 'a' | text",
                "lang = 'pt' AND id = 5 | lang, id",
                "lang = 'pt' OR id = 5 | lang id",
                "(lang = 'pt' AND n = 1) OR id = 5 | lang id, n id",
                "(lang = 'pt' AND text LIKE '%x%') OR (id = 5 AND n > 1) | lang id",
                "lang = 'pt' AND text LIKE '%x%' | lang",
                "user.id = 7 | user.id",
                "USER.Name = 'a' | user.name",
                "at = timestamp'2020-02-29 10:11:12' | at",
                "at = '2020-02-29' | at",
                "array_contains(tags, 'a') | tags",
                "tags[0] = 'a' | tags",
                "exists(tags, t -> t = 'a') | tags",
                "array_contains(people.name, 'a') | people.name",
                "people[0].id = 3 | people.id",
                "exists(people, p -> p.name = 'a' AND p.id IN (1, 2)) | people.name, people.id people.id",
                "exists(people, p -> p.name = 'a' AND lang = 'pt') | people.name, lang"
            })
    void areValuesThatEveryKeptLineHas(String filter, String expected) {
        assertThat(clauses(filter)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "id <> 5",
                "NOT (id = 5)",
                "id > 5",
                "id = n",
                "id = 5 OR text LIKE '%x%'",
                "id IS NULL OR id = 5",
                "coalesce(id = 5, true)",
                "id IN (5, NULL)",
                "id = NULL",
                "id <=> NULL",
                "id = 5.0",
                "id + 0 = 5",
                "big = 1000.0",
                "ratio = 1000.0",
                "text = 1000",
                "upper(lang) = 'PT'",
                "tags = array('a')",
                "people.name = array('a')",
                "date(at) = '2020-02-29'",
                "NOT exists(tags, t -> t = 'a')",
                "forall(tags, t -> t = 'a')",
                "exists(tags, t -> t <> 'a')",
                "exists(array('a'), t -> t = lang)"
            })
    void areNoneWhereAKeptLineMayHaveOtherValues(String filter) {
        assertThat(clauses(filter).isEmpty()).describedAs("%s", clauses(filter)).isTrue();
    }

    @Test
    void areNoneForMoreValuesThanAnIndexCanTellApart() {
        String many = IntStream.range(0, 257).mapToObj(String::valueOf).collect(Collectors.joining(", "));

        assertThat(clauses("id IN (" + many + ")").isEmpty()).isTrue();
    }
}
