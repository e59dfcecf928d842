package weir.lake.schema;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

/** The JSON that lines are written in: RFC 8259, nested at most 1,000 deep, strings and numbers of any length. */
final class LineJson {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1_000)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private LineJson() {}

    /** A parser over bytes that are known to be UTF-8. */
    static JsonParser parser(byte[] buffer, int offset, int length) throws IOException {
        return FACTORY.createParser(buffer, offset, length);
    }
}
