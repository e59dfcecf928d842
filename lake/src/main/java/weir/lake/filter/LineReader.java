package weir.lake.filter;

import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

import weir.lake.StreamSpec;
import weir.lake.deletion.ClearedLine;
import weir.lake.deletion.Deletions;
import weir.lake.schema.RowReader;
import weir.lake.schema.Wanted;

/**
 * Judges lines: the one way from a line to its {@link Verdict}, at ingest, at compaction and at replay. The other
 * accessors speak of the last line read. Not safe for threads: each thread has its own.
 */
public final class LineReader {

    /** The kind of a blank line. */
    public static final String KEEP_ALIVE = "keep-alive";

    /** To interpret the filter for so many takes about as long as to compile it in a process that has just begun. */
    private static final int INTERPRETED_ROWS = 1 << 16;

    private final StreamSpec spec;
    private final List<String> columns;
    private final RowReader rows;
    private final Filter.RowPredicate filter;
    private final int[] keySlots;
    private final int eventTimeSlot;
    private final Deletions.Lookup deletions;
    private final ClearedLine clearing = new ClearedLine();

    private byte[] buffer;
    private int offset;
    private int length;
    private InternalRow row;
    private UTF8String rescued;
    private Malformed malformed;
    private String control;

    private LineReader(StreamSpec spec, Filter filter, Wanted wanted, Deletions deletions, int interpretedRows) {
        this.spec = spec;
        this.columns = wanted.columnNames();
        this.rows = new RowReader(spec.schema(), wanted);
        this.filter = filter.forRows(columns, interpretedRows);
        this.keySlots = spec.key().stream().mapToInt(columns::indexOf).toArray();
        this.eventTimeSlot = columns.indexOf(spec.eventTime());
        this.deletions = deletions.isEmpty() ? null : deletions.lookup(columns);
    }

    /**
     * A reader that judges by the stream's filter and gives rows of the chosen columns first, then of what judging
     * needs besides.
     *
     * @throws IllegalArgumentException if the filter or a column is not of the schema
     */
    public static LineReader of(StreamSpec spec, List<String> chosen) {
        return of(spec, chosen, Deletions.none(spec.schema()));
    }

    /**
     * As {@link #of(StreamSpec, List)}, for a replay: a record that one of these takes back is {@link Verdict#DELETED}, and
     * one of which they clear members is read as if it had never had them.
     */
    public static LineReader of(StreamSpec spec, List<String> chosen, Deletions deletions) {
        return of(spec, Wanted.columns(chosen), deletions);
    }

    /**
     * As {@link #of(StreamSpec, List, Deletions)}; of columns that are chosen in part, fields that neither are chosen nor are
     * needed for judging may be null.
     */
    public static LineReader of(StreamSpec spec, Wanted chosen, Deletions deletions) {
        return of(spec, chosen, deletions, INTERPRETED_ROWS);
    }

    /** As {@link #of(StreamSpec, List)}, with the filter interpreted for so many records and compiled for the rest. */
    static LineReader of(StreamSpec spec, List<String> chosen, int interpretedRows) {
        return of(spec, Wanted.columns(chosen), Deletions.none(spec.schema()), interpretedRows);
    }

    private static LineReader of(StreamSpec spec, Wanted chosen, Deletions deletions, int interpretedRows) {
        Filter filter = Filter.of(spec.filter(), spec.schema());
        Wanted wanted = chosen.and(Wanted.columns(spec.key()))
                .and(Wanted.columns(List.of(spec.eventTime())))
                .and(Wanted.columns(filter.columns()))
                .and(deletions.wanted());
        return new LineReader(spec, filter, wanted, deletions, interpretedRows);
    }

    /**
     * Judges one line.
     *
     * @param line holds the line, without its LF; a CR before the LF is white space to JSON and may be there
     */
    public Verdict read(byte[] line, int from, int bytes) {
        buffer = line;
        offset = from;
        length = bytes;
        row = null;
        rescued = null;
        malformed = null;
        control = null;
        if (isBlank(buffer, offset, length)) {
            control = KEEP_ALIVE;
            return Verdict.CONTROL;
        }
        try {
            Verdict verdict = judge();
            return row == null || deletions == null ? verdict : withoutDeleted(verdict);
        } catch (ParseException e) {
            int invalid = Utf8.firstInvalid(buffer, offset, length);
            return invalid >= 0
                    ? notUtf8(invalid)
                    : malformed(
                            Malformed.INVALID_JSON, e.getMessage() + " (byte " + e.getErrorOffset() + " of the line)");
        }
    }

    private Verdict withoutDeleted(Verdict verdict) throws ParseException {
        if (verdict != Verdict.KEPT && verdict != Verdict.DROPPED) {
            return verdict;
        }
        List<Deletions.Effect> effects = deletions.of(row);
        if (effects.isEmpty()) {
            return verdict;
        }
        row = null;
        rescued = null;
        if (effects.stream().anyMatch(Deletions.Effect::takesAll)) {
            length = 0;
            return Verdict.DELETED;
        }
        List<String> members = effects.stream()
                .flatMap(effect -> effect.clear().stream())
                .distinct()
                .toList();
        buffer = clearing.of(buffer, offset, length, members);
        offset = 0;
        length = buffer.length;
        return judge();
    }

    private Verdict judge() throws ParseException {
        Optional<InternalRow> object = rows.read(buffer, offset, length);
        int invalid = rows.isAscii() ? -1 : Utf8.firstInvalid(buffer, offset, length);
        if (invalid >= 0) {
            return notUtf8(invalid);
        }
        if (object.isEmpty()) {
            return malformed(Malformed.NOT_AN_OBJECT, "the line is a JSON value, but no object");
        }
        row = object.get();
        rescued = rows.rescued();
        for (int slot : keySlots) {
            if (row.isNullAt(slot)) {
                return withoutKey(columns.get(slot));
            }
        }
        try {
            return filter.wants(row) ? Verdict.KEPT : Verdict.DROPPED;
        } catch (Exception e) { // Scala throws the checked SparkException without declaring it
            return malformed(Malformed.FILTER_ERROR, "the filter failed: " + kindOf(e));
        }
    }

    /** What failed, without the message: it may quote the line. */
    private static String kindOf(Exception e) {
        return e instanceof SparkThrowable known && known.getErrorClass() != null
                ? known.getErrorClass()
                : e.getClass().getSimpleName();
    }

    private Verdict withoutKey(String column) throws ParseException {
        if (rows.isRescued(column)) {
            return malformed(
                    Malformed.UNUSABLE_KEY, "the value of the key " + column + " does not fit its column's type");
        }
        Optional<String> kind = rows.control();
        if (kind.isPresent()) {
            control = kind.get();
            return Verdict.CONTROL;
        }
        return malformed(Malformed.MISSING_KEY, "the object has no value for the key " + column);
    }

    private Verdict notUtf8(int invalid) {
        return malformed(Malformed.INVALID_UTF8, "byte " + invalid + " of the line is not UTF-8");
    }

    private Verdict malformed(String reason, String detail) {
        malformed = new Malformed(reason, detail);
        return Verdict.MALFORMED;
    }

    /** Holds the line as it may be shown: without what was taken back; empty if that is the whole record. */
    public byte[] buffer() {
        return buffer;
    }

    /** Where in {@link #buffer()} the line as it may be shown begins. */
    public int offset() {
        return offset;
    }

    /** Bytes of the line as it may be shown. */
    public int length() {
        return length;
    }

    /** The columns of {@link #row()}: the chosen ones first. */
    public List<String> columns() {
        return columns;
    }

    /** The record's row; null unless the verdict is kept or dropped. */
    public InternalRow row() {
        return row;
    }

    /** What did not fit, as a JSON object from JSON Pointer to value; null if all did. Chosen columns only. */
    public UTF8String rescued() {
        return rescued;
    }

    /** Why the line is malformed; null unless the verdict says so. */
    public Malformed malformed() {
        return malformed;
    }

    /** The kind of control message, by the member that marks it; null unless the verdict is control. */
    public String control() {
        return control;
    }

    /** When the record happened, in microseconds since 1970 in UTC; empty if there is no record or it does not say. */
    public OptionalLong eventTime() {
        return row == null || row.isNullAt(eventTimeSlot)
                ? OptionalLong.empty()
                : OptionalLong.of(row.getLong(eventTimeSlot));
    }

    /**
     * The time by which the line lies in a range, in microseconds since 1970: its event time, or its microbatch's time if it
     * has none.
     *
     * @param batchMillis the microbatch's time in milliseconds since 1970; asked only then
     */
    public long micros(LongSupplier batchMillis) {
        return eventTime().orElseGet(() -> batchMillis.getAsLong() * 1_000);
    }

    /** The stream whose lines are read. */
    public StreamSpec spec() {
        return spec;
    }

    private static boolean isBlank(byte[] buffer, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\r' && buffer[i] != '\t') {
                return false;
            }
        }
        return true;
    }
}
