package weir.lake.schema;

import java.util.List;

import org.junit.jupiter.api.Test;

import weir.lake.Lines;

import static org.assertj.core.api.Assertions.assertThat;

class PathsTest {

    private static final Schema TWEET = Lines.tweets("true").schema();

    private static Schema schema(String columns) {
        return Schema.parse("format = 1\ncolumns = [" + columns + "]", "paths");
    }

    @Test
    void takesTheWholeTextBehindTheShortOne() {
        Read read = Read.line(TWEET, "{\"text\":\"sho…\",\"extended_tweet\":{\"full_text\":\"short and long\"}}");

        assertThat(read.shown("text")).isEqualTo("short and long");
    }

    @Test
    void takesTheWholeTextBeforeTheShortOne() {
        Read read = Read.line(TWEET, "{\"extended_tweet\":{\"full_text\":\"short and long\"},\"text\":\"sho…\"}");

        assertThat(read.shown("text")).isEqualTo("short and long");
    }

    @Test
    void takesFullTextBeforeTextWhenNoExtendedTweetIsThere() {
        assertThat(Read.line(TWEET, "{\"text\":\"a\",\"full_text\":\"b\"}").shown("text"))
                .isEqualTo("b");
        assertThat(Read.line(TWEET, "{\"full_text\":\"b\",\"text\":\"a\"}").shown("text"))
                .isEqualTo("b");
    }

    @Test
    void takesTheTextWhenItIsAlone() {
        assertThat(Read.line(TWEET, "{\"text\":\"a\"}").shown("text")).isEqualTo("a");
    }

    @Test
    void fallsBackWhenABetterPlaceIsNull() {
        String line = "{\"extended_tweet\":{\"full_text\":null},\"text\":\"a\",\"full_text\":null}";

        assertThat(Read.line(TWEET, line).shown("text")).isEqualTo("a");
        assertThat(Read.line(TWEET, "{\"extended_tweet\":null,\"text\":\"a\"}").shown("text"))
                .isEqualTo("a");
    }

    @Test
    void fallsBackWhenABetterPlaceDoesNotFitAndKeepsWhatStoodThere() {
        Read read = Read.line(TWEET, "{\"quoted_status_id\":\"no\",\"quoted_status\":{\"id\":7}}");

        assertThat(read.shown("quoted_status_id")).isEqualTo("7");
        assertThat(read.rescued()).isEqualTo("{\"/quoted_status_id\":\"no\"}");
    }

    @Test
    void countsTheLastOfMembersThatStandTwice() {
        Schema schema = schema("{name=a,type=int},{name=s,type=\"struct<x:int,y:int>\"}");

        Read read = Read.line(schema, "{\"a\":1,\"s\":{\"x\":1},\"a\":2,\"s\":{\"y\":2,\"y\":3}}");

        assertThat(read.shown("a")).isEqualTo("2");
        assertThat(read.shown("s")).isEqualTo("[null,3]");
    }

    @Test
    void countsALastNullToo() {
        Schema schema = schema("{name=a,type=int}");

        assertThat(Read.line(schema, "{\"a\":1,\"a\":null}").isNull("a")).isTrue();
    }

    @Test
    void fallsBackToAnEarlierMemberWhenTheLastOfABetterPlaceIsNull() {
        String line = "{\"text\":\"a\",\"full_text\":\"b\",\"full_text\":null}";

        assertThat(Read.line(TWEET, line).shown("text")).isEqualTo("a");
    }

    @Test
    void forgetsTheFlatColumnsOfAnObjectThatIsReplaced() {
        Schema schema = schema("{name=uid,type=int,from=[user.id]},{name=uname,type=string,from=[user.name]}");

        Read read = Read.line(schema, "{\"user\":{\"id\":1},\"user\":{\"name\":\"x\"}}");

        assertThat(read.isNull("uid")).isTrue();
        assertThat(read.shown("uname")).isEqualTo("x");
    }

    @Test
    void takesOneValueOfEachElement() {
        Read read = Read.line(
                TWEET, "{\"entities\":{\"hashtags\":[{\"text\":\"DSD\",\"indices\":[1,2]},{},null,{\"text\":\"é\"}]}}");

        assertThat(read.shown("hashtags")).isEqualTo("WrappedArray(DSD, null, null, é)");
        assertThat(read.rescued()).isNull();
    }

    @Test
    void rescuesElementsThatDoNotFit() {
        Read read = Read.line(TWEET, "{\"entities\":{\"hashtags\":[{\"text\":\"a\"},\"b\",7]}}");

        assertThat(read.shown("hashtags")).isEqualTo("WrappedArray(a, null, null)");
        assertThat(read.rescued()).isEqualTo("{\"/entities/hashtags/1\":\"b\",\"/entities/hashtags/2\":7}");
    }

    @Test
    void readsAMemberForAStructAndForFlatColumns() {
        String line = "{\"user\":{\"id\":5,\"screen_name\":\"ana\",\"followers_count\":3}}";

        Read read = Read.line(TWEET, List.of("user_id", "screen_name", "user"), line);

        assertThat(read.shown("user_id")).isEqualTo("5");
        assertThat(read.shown("screen_name")).isEqualTo("ana");
        assertThat(read.shown("user"))
                .isEqualTo("[5,ana,null,null,null,null,null,null,null,null,3,null,null,null,null,null]");
    }

    @Test
    void pointsToTheSamePlaceFromAStructAndFromAFlatColumn() {
        Read read =
                Read.line(TWEET, List.of("user", "user_id"), "{\"a\":[{}],\"user\":{\"name\":\"é\",\"id\": 1.50 }}");

        assertThat(read.isNull("user_id")).isTrue();
        assertThat(read.rescued()).isEqualTo("{\"/user/id\":1.50}");
    }

    @Test
    void pointsIntoArraysOfAMemberThatIsReadTwice() {
        Schema schema = schema("{name=a,type=\"array<struct<x:int>>\"},{name=b,type=\"array<int>\",from=[\"a[].x\"]}");

        Read read = Read.line(schema, "{\"é\":1,\"a\":[{\"x\":1},{\"x\":\"no\"}]}");

        assertThat(read.shown("a")).isEqualTo("WrappedArray([1], [null])");
        assertThat(read.shown("b")).isEqualTo("WrappedArray(1, null)");
        assertThat(read.rescued()).isEqualTo("{\"/a/1/x\":\"no\"}");
    }

    @Test
    void rescuesWhatStandsInTheWayOfAPath() {
        Read read = Read.line(TWEET, List.of("user_id", "hashtags"), "{\"user\":\"bob\",\"entities\":[ 1, 2]}");

        assertThat(read.isNull("user_id")).isTrue();
        assertThat(read.rescued()).isEqualTo("{\"/user\":\"bob\",\"/entities\":[ 1, 2]}");
    }

    @Test
    void spellsPointersByTheirRule() {
        Schema schema = schema("{name=\"a/b~c\",type=int},{name=\"q\\\"\",type=int}");

        Read read = Read.line(schema, "{\"a/b~c\":\"x\",\"q\\\"\":\"y\"}");

        assertThat(read.rescued()).isEqualTo("{\"/a~1b~0c\":\"x\",\"/q\\\"\":\"y\"}");
    }

    @Test
    void readsOnlyTheColumnsThatWereAskedFor() {
        Read read = Read.line(TWEET, List.of("lang", "id"), "{\"id\":1,\"lang\":\"pt\",\"retweet_count\":\"no\"}");

        assertThat(read.row().numFields()).isEqualTo(2);
        assertThat(read.shown("lang")).isEqualTo("pt");
        assertThat(read.shown("id")).isEqualTo("1");
        assertThat(read.rescued()).isNull();
    }

    @Test
    void readsALineInTheMiddleOfABuffer() throws Exception {
        byte[] buffer = Lines.utf8("xxxx{\"user\":{\"id\":\"no\"},\"lang\":\"pt\"}yyyy");
        RowReader reader = new RowReader(TWEET, List.of("user", "user_id", "lang"));

        var row = reader.read(buffer, 4, buffer.length - 8).orElseThrow();

        assertThat(row.getString(2)).isEqualTo("pt");
        assertThat(reader.rescued()).hasToString("{\"/user/id\":\"no\"}");
    }
}
