package weir.lake.deletion;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

import weir.lake.schema.ColumnPath;
import weir.lake.schema.ColumnValues;
import weir.lake.schema.Schema;
import weir.lake.schema.Wanted;

/**
 * Some deletions, to be looked up by the records that they take back. A whole number takes some 20 bytes of memory. Immutable,
 * serialisable and safe for threads.
 */
public final class Deletions implements Serializable {

    private final Schema schema;
    private final List<Alike> groups;

    private Deletions(Schema schema, List<Alike> groups) {
        this.schema = schema;
        this.groups = groups;
    }

    /** None at all. */
    public static Deletions none(Schema schema) {
        return new Deletions(schema, List.of());
    }

    /** All of these, each known by its number in the list. */
    public static Deletions of(Schema schema, List<Deletion> deletions) {
        Map<List<Object>, List<Integer>> alike = new LinkedHashMap<>();
        for (int i = 0; i < deletions.size(); i++) {
            Deletion deletion = deletions.get(i);
            alike.computeIfAbsent(
                            List.of(deletion.column(), deletion.upTo().map(Deletion.UpTo::column), deletion.clear()),
                            unused -> new ArrayList<>())
                    .add(i);
        }
        List<Alike> groups = new ArrayList<>();
        alike.values().forEach(numbers -> groups.add(Alike.of(schema, deletions, numbers)));
        return new Deletions(schema, groups);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return groups.isEmpty();
    }

    /** The same for the same deletions, in whatever order and by whatever message; others share it once in 2^64. */
    public long fingerprint() {
        return groups.stream().mapToLong(Alike::fingerprint).sum();
    }

    /** The columns by which records are looked up. */
    public List<String> columns() {
        return wanted().columnNames();
    }

    /** What of a record is needed to look it up. */
    public Wanted wanted() {
        return groups.stream()
                .flatMap(group -> Stream.concat(Stream.of(group.column), group.upToColumn().stream()))
                .map(Wanted::of)
                .reduce(Wanted.columns(List.of()), Wanted::and);
    }

    /**
     * What a deletion does to a record.
     *
     * @param deletion its number
     * @param clear the members that go; the whole record if empty
     */
    public record Effect(int deletion, List<String> clear) {

        /** Whether nothing of the record stays. */
        public boolean takesAll() {
            return clear.isEmpty();
        }
    }

    /** Looks up records that are rows of some columns. For one thread. */
    public final class Lookup {

        private final ColumnValues[] values;
        private final ColumnValues[] bounds;

        private Lookup(List<String> columns) {
            values = groups.stream()
                    .map(group -> new ColumnValues(schema, group.column, columns))
                    .toArray(ColumnValues[]::new);
            bounds = groups.stream()
                    .map(group -> group.upToColumn()
                            .map(path -> new ColumnValues(schema, path, columns))
                            .orElse(null))
                    .toArray(ColumnValues[]::new);
        }

        /** What the deletions do to a record; of several by one value of a record the first is named. */
        public List<Effect> of(InternalRow record) {
            List<Effect> effects = new ArrayList<>(0);
            for (int i = 0; i < values.length; i++) {
                Alike group = groups.get(i);
                ColumnValues bound = bounds[i];
                values[i].of(record, value -> {
                    int found = group.first(value, bound == null ? Long.MIN_VALUE : least(bound, record));
                    if (found >= 0) {
                        effects.add(new Effect(found, group.clear));
                    }
                });
            }
            return effects;
        }

        /** The least value of a bound's column; no bound is so great that it holds a record without one. */
        private static long least(ColumnValues bound, InternalRow record) {
            long[] least = {Long.MAX_VALUE};
            bound.of(record, value -> least[0] = Math.min(least[0], ((Number) value).longValue()));
            return least[0];
        }
    }

    /**
     * Looks up records that are rows of these columns, with all of {@link #columns()} among them.
     *
     * @param columns in the order of the rows
     */
    public Lookup lookup(List<String> columns) {
        return new Lookup(columns);
    }

    /** Deletions that differ in their values only, sorted by these. */
    private static final class Alike implements Serializable {

        private final ColumnPath column;
        private final ColumnPath upTo;
        private final List<String> clear;
        private final long[] whole;
        private final String[] texts;
        private final long[] greatest;
        private final int[] numbers;

        private Alike(Deletion one, boolean isText, int size) {
            column = one.column();
            upTo = one.upTo().map(Deletion.UpTo::column).orElse(null);
            clear = one.clear();
            whole = isText ? null : new long[size];
            texts = isText ? new String[size] : null;
            greatest = upTo == null ? null : new long[size];
            numbers = new int[size];
        }

        Optional<ColumnPath> upToColumn() {
            return Optional.ofNullable(upTo);
        }

        static Alike of(Schema schema, List<Deletion> deletions, List<Integer> some) {
            Deletion one = deletions.get(some.get(0));
            boolean isText = schema.typeOf(one.column()).equals(DataTypes.StringType);
            Comparator<Integer> byValue = isText
                    ? Comparator.comparing(number -> deletions.get(number).value())
                    : Comparator.comparing(
                            number -> Long.parseLong(deletions.get(number).value()));
            List<Integer> sorted = some.stream().sorted(byValue).toList();
            Alike group = new Alike(one, isText, sorted.size());
            for (int i = 0; i < sorted.size(); i++) {
                Deletion deletion = deletions.get(sorted.get(i));
                group.numbers[i] = sorted.get(i);
                if (isText) {
                    group.texts[i] = deletion.value();
                } else {
                    group.whole[i] = Long.parseLong(deletion.value());
                }
                if (group.greatest != null) {
                    group.greatest[i] = deletion.upTo().orElseThrow().value();
                }
            }
            return group;
        }

        /** The sum of the hashes of all, each value with each bound once. */
        long fingerprint() {
            String kind = column + "\n" + upTo + "\n" + clear + "\n";
            Set<String> sameValue = new HashSet<>();
            long sum = 0;
            for (int i = 0; i < numbers.length; i++) {
                if (i > 0 && !isSame(i - 1, i)) {
                    sameValue.clear();
                }
                String bound = greatest == null ? "" : "\n" + greatest[i];
                String one = kind + (whole == null ? texts[i] : String.valueOf(whole[i])) + bound;
                if (sameValue.add(one)) {
                    UTF8String text = UTF8String.fromString(one);
                    sum += XXH64.hashUnsafeBytes(text.getBaseObject(), text.getBaseOffset(), text.numBytes(), 0);
                }
            }
            return sum;
        }

        /** The number of the first deletion of a value whose bound is not less; -1 if there is none. */
        int first(Object value, long atLeast) {
            int any = whole != null
                    ? Arrays.binarySearch(whole, ((Number) value).longValue())
                    : Arrays.binarySearch(texts, value.toString());
            if (any < 0) {
                return -1;
            }
            int begin = any;
            while (begin > 0 && isSame(begin - 1, any)) {
                begin--;
            }
            for (int i = begin; i < numbers.length && isSame(i, any); i++) {
                if (greatest == null || greatest[i] >= atLeast) {
                    return numbers[i];
                }
            }
            return -1;
        }

        private boolean isSame(int i, int j) {
            return whole != null ? whole[i] == whole[j] : texts[i].equals(texts[j]);
        }
    }
}
