package weir.replay.serve;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MessageTimeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"created_at":"Sat Jul 07 12:06:26 +0000 2018","timestamp_ms":"1530965186661"}                   | 1530965186661
            {"timestamp_ms":1530965186661}                                                                   | 1530965186661
            {"created_at":"Sat Jul 07 12:06:26 +0000 2018","user":{"created_at":"Mon Sep 08 17:06:27 +0000 2008"}} | 1530965186000
            {"user":{"timestamp_ms":"5"},"x":[{"timestamp_ms":"6"}],"timestamp_ms":"7"}                      | 7
            {"delete":{"status":{"id":1},"timestamp_ms":"1530965186661"}}                                    | 1530965186661
            {"limit":{"track":3,"timestamp_ms":"8"}}                                                         | 8
            {"timestamp_ms":"soon","created_at":"Sat Jul 07 12:06:26 +0000 2018"}                            | 1530965186000
            """)
    void isThatOfTheMessage(String line, long millis) {
        assertThat(of(line)).hasValue(millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "",
                "[1]",
                "{\"timestamp_ms\":null,\"created_at\":\"2018-07-07T12:06:26Z\"}",
                "{\"limit\":{\"track\":1}}",
                "{\"text\":\"cut"
            })
    void isMissingWhereThereIsNone(String line) {
        assertThat(of(line)).isEmpty();
    }

    private static OptionalLong of(String line) {
        byte[] padded = ("__" + line + "__").getBytes(StandardCharsets.UTF_8);
        return MessageTime.of(padded, 2, padded.length - 4);
    }
}
