package weir.lake.schema;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TimesTest {

    private static Read read(String format, String json) {
        Schema schema = Schema.parse(
                "format = 1\ntime-format = \"" + format + "\"\ncolumns = [{name = at, type = timestamp}]", "times");
        return Read.line(schema, "{\"at\":" + json + "}");
    }

    private static Instant instant(Read read) {
        assertThat(read.rescued()).isNull();
        return Instant.EPOCH.plus(read.micros("at"), ChronoUnit.MICROS);
    }

    @ParameterizedTest
    @CsvSource({
        "Wed Sep 05 01:01:01 +0000 1985, 1985-09-05T01:01:01Z",
        "Thu Sep 05 01:01:01 +0000 1985, 1985-09-05T01:01:01Z",
        "THU sep 05 01:01:01 +0000 1985, 1985-09-05T01:01:01Z",
        "Thu Sep 05 01:01:01 +0530 1985, 1985-09-04T19:31:01Z",
        "Sat Feb 29 23:59:59 -0300 2020, 2020-03-01T02:59:59Z",
        "Fri Dec 31 23:59:59 +0000 9999, 9999-12-31T23:59:59Z",
        "Mon Jan 01 00:00:00 +0000 0001, 0001-01-01T00:00:00Z",
    })
    void readsTwitterTimesWhateverTheDayOfTheWeek(String text, Instant expected) {
        assertThat(instant(read("EEE MMM dd HH:mm:ss Z yyyy", '"' + text + '"')))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Sun Feb 30 10:00:00 +0000 2020",
        "Fri Feb 29 10:00:00 +0000 2019",
        "Sat Dec 31 23:59:60 +0000 2016",
        "Sat Dec 31 24:00:00 +0000 2016",
        "Sat Dec 31 23:59:59 +0000 10000",
        "Sat Dec 31 23:59:59 +0000 +10000",
        "Fri Dec 31 23:59:59 -0100 9999",
        "Sat Dez 31 23:59:59 +0000 2016",
        "Sat Dec 31 23:59:59 2016",
        "not a date",
        "''",
    })
    void rescuesWhatIsNoTwitterTime(String text) {
        Read read = read("EEE MMM dd HH:mm:ss Z yyyy", '"' + text + '"');

        assertThat(read.isNull("at")).isTrue();
        assertThat(read.rescued()).isEqualTo("{\"/at\":\"" + text + "\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "2020-02-29T10:11:12Z, 2020-02-29T10:11:12Z",
        "2020-02-29T10:11:12.123456Z, 2020-02-29T10:11:12.123456Z",
        "2020-02-29T10:11:12.123456789Z, 2020-02-29T10:11:12.123456Z",
        "2020-02-29T10:11:12, 2020-02-29T10:11:12Z",
        "2020-02-29 10:11:12, 2020-02-29T10:11:12Z",
        "2020-02-29T10:11, 2020-02-29T10:11:00Z",
        "2020-02-29, 2020-02-29T00:00:00Z",
        "2020-02-29T10:11:12+01:30, 2020-02-29T08:41:12Z",
        "2020-02-29T10:11:12+0130, 2020-02-29T08:41:12Z",
        "2020-02-29T10:11:12-03, 2020-02-29T13:11:12Z",
        "2020-02-29t10:11:12z, 2020-02-29T10:11:12Z",
        "1969-12-31T23:59:59.999999Z, 1969-12-31T23:59:59.999999Z",
    })
    void readsIsoTimes(String text, Instant expected) {
        assertThat(instant(read("iso", '"' + text + '"'))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2020-02-30T10:11:12Z",
        "2020-02-29T10:11:60Z",
        "2020-02-29T24:00:00Z",
        "2020-02-29T10:11:12ZZ",
        "2020-02-29T10:11:12+01:00Z",
        "2020-02-2910:11:12",
        "2020-02-29T 10:11:12",
        "2020-02-29T",
        "'2020-02-29 '",
        "20200229",
        "2020-2-9",
        "10:11:12",
        "0000-12-31",
        "-0001-12-31",
        "+10000-01-01T00:00:00Z",
        "2020-02-29T10:11:12+19:00",
    })
    void rescuesWhatIsNoIsoTime(String text) {
        assertThat(read("iso", '"' + text + '"').rescued()).isEqualTo("{\"/at\":\"" + text + "\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "epoch-seconds, 1582971072, 2020-02-29T10:11:12Z",
        "epoch-seconds, -1, 1969-12-31T23:59:59Z",
        "epoch-millis, 1582971072345, 2020-02-29T10:11:12.345Z",
        "epoch-millis, \"1582971072345\", 2020-02-29T10:11:12.345Z",
        "epoch-micros, 1582971072345678, 2020-02-29T10:11:12.345678Z",
        "epoch-seconds, 253402300799, 9999-12-31T23:59:59Z",
        "iso, 1582971072, 2020-02-29T10:11:12Z",
    })
    void readsNumbersAsTimes(String format, String json, Instant expected) {
        assertThat(instant(read(format, json))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "epoch-seconds, 253402300800",
        "epoch-seconds, 9223372036854775807",
        "epoch-seconds, -9223372036854775808",
        "epoch-seconds, 1.5",
        "epoch-seconds, \"\"",
        "epoch-seconds, \" 1\"",
        "epoch-millis, 9223372036854775808",
        "epoch-millis, \"2020-01-01\"",
        "epoch-micros, true",
    })
    void rescuesNumbersThatAreNoTimes(String format, String json) {
        assertThat(read(format, json).rescued()).isEqualTo("{\"/at\":" + json + "}");
    }

    @ParameterizedTest
    @CsvSource({
        "yyyy-MM-dd hh:mm a, 2020-02-29 03:04 PM, 2020-02-29T15:04:00Z",
        "yyyy-MM-dd hh:mm a, 2020-02-29 12:04 am, 2020-02-29T00:04:00Z",
        "yyyy-MM-dd kk:mm, 2020-02-29 24:04, 2020-02-29T00:04:00Z",
        "yyyy-DDD HH:mm, 2020-060 05:06, 2020-02-29T05:06:00Z",
        "yyyy/MM/dd, 2020/02/29, 2020-02-29T00:00:00Z",
        "'yyyy ''day'' MM dd', 2020 day 02 29, 2020-02-29T00:00:00Z",
        "uuuu-MM-dd HH:mm:ss VV, 2020-02-29 10:00:00 America/Sao_Paulo, 2020-02-29T13:00:00Z",
        "dd.MM.yyyy HH:mm:ss.SSS, 29.02.2020 10:00:00.250, 2020-02-29T10:00:00.250Z",
    })
    void readsTimesOfAnyPattern(String pattern, String text, Instant expected) {
        assertThat(instant(read(pattern, '"' + text + '"'))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2020-02-29, 2020-02-29",
        "1969-12-31, 1969-12-31",
        "2020-02-29T23:00:00-05:00, 2020-03-01",
    })
    void readsDatesInUtc(String text, String expected) {
        Schema schema = Schema.parse("format = 1\ncolumns = [{name = d, type = date}]", "dates");

        Read read = Read.line(schema, "{\"d\":\"" + text + "\"}");

        assertThat(read.shown("d")).isEqualTo(expected);
    }
}
