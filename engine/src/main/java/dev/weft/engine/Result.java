package dev.weft.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The result of a statement, read into memory: rows, or a number of affected rows.
 *
 * <ul>
 *   <li>It holds no connection and needs no closing; it may be read again and again.
 *   <li>Values are the driver's, with dates and times as {@code java.time}, large objects as strings and byte arrays,
 *       SQL arrays as lists. Byte arrays are not copied.
 * </ul>
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class Result implements Iterable<Row> {
    private static final long NO_COUNT = -1;

    private final Columns columns;
    private final List<Row> rows;
    private final List<Row> generatedKeys;
    private final long rowCount;

    private Result(Columns columns, List<Row> rows, List<Row> generatedKeys, long rowCount) {
        this.columns = columns;
        this.rows = rows;
        this.generatedKeys = generatedKeys;
        this.rowCount = rowCount;
    }

    /**
     * The result of a query, for drivers.
     *
     * @param columns the names of the columns, as the query labels them
     * @param rows the values of each row, one for each column
     * @return the result
     * @throws IllegalArgumentException if there are no columns, or a row has more or fewer values than there are
     *     columns
     */
    public static Result of(List<String> columns, List<? extends List<? extends @Nullable Object>> rows) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a query's result has columns; use ofCount for other statements");
        }
        var shared = new Columns(columns);
        var copies = new ArrayList<Row>(rows.size());
        for (var values : rows) {
            copies.add(new Row(shared, values));
        }
        return new Result(shared, Collections.unmodifiableList(copies), List.of(), NO_COUNT);
    }

    /**
     * The result of a statement that is not a query, for drivers.
     *
     * @param rowCount how many rows it affected, -1 if the driver cannot tell
     * @return the result
     */
    public static Result ofCount(long rowCount) {
        return new Result(Columns.NONE, List.of(), List.of(), Math.max(rowCount, NO_COUNT));
    }

    /**
     * The result of an insert with the keys the database made, for drivers.
     *
     * @param rowCount how many rows it affected, -1 if the driver cannot tell
     * @param generatedKeys the keys, a row for each inserted row
     * @return the result
     */
    public static Result ofCount(long rowCount, Result generatedKeys) {
        return new Result(Columns.NONE, List.of(), generatedKeys.rows(), Math.max(rowCount, NO_COUNT));
    }

    /**
     * The names of the columns, in order, as the query labels them.
     *
     * @return the names; empty if the statement is not a query
     */
    public List<String> columns() {
        return columns.names();
    }

    /**
     * The rows, in order.
     *
     * @return an immutable list; empty if there are none or the statement is not a query
     */
    public List<Row> rows() {
        return rows;
    }

    /**
     * The number of rows.
     *
     * @return the number of rows read, not of those affected
     */
    public int size() {
        return rows.size();
    }

    /**
     * Tells whether the statement is a query.
     *
     * @return true if it returns rows, even if there are none
     */
    public boolean returnsRows() {
        return columns != Columns.NONE;
    }

    /**
     * The number of rows the statement inserted, updated or deleted.
     *
     * @return the number; -1 for a query, or if the driver cannot tell
     */
    public long rowCount() {
        return rowCount;
    }

    /**
     * The keys the database made for inserted rows.
     *
     * @return a row for each, where the driver gives them; else empty
     */
    public List<Row> generatedKeys() {
        return generatedKeys;
    }

    /**
     * The only row.
     *
     * @return the row
     * @throws NoResult if there is none (ER-309)
     * @throws MultipleResults if there are more (ER-310)
     */
    public Row one() {
        return oneOrNone().orElseThrow(() -> new NoResult(returnsRows()));
    }

    /**
     * The only row, if there is one.
     *
     * @return the row; empty if there is none
     * @throws MultipleResults if there are more (ER-310)
     */
    public Optional<Row> oneOrNone() {
        if (rows.size() > 1) {
            throw new MultipleResults(rows.size());
        }
        return first();
    }

    /**
     * The first row, if there is one; others are ignored.
     *
     * @return the row; empty if there is none
     */
    public Optional<Row> first() {
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
    }

    /**
     * The first column of the first row.
     *
     * @return the value; empty if there is no row or the value is NULL
     */
    public Optional<Object> scalar() {
        return first().map(row -> row.get(0));
    }

    /**
     * The first column of the first row.
     *
     * @param type the type to convert the value to
     * @param <T> that type
     * @return the value; empty if there is no row or the value is NULL
     * @throws ConversionFailed if the value is no such type (ER-315)
     */
    public <T> Optional<T> scalar(Class<T> type) {
        return first().flatMap(row -> Optional.ofNullable(row.get(0, type)));
    }

    /**
     * The first column of the only row.
     *
     * @param type the type to convert the value to
     * @param <T> that type
     * @return the value, null for NULL
     * @throws NoResult if there is no row (ER-309)
     * @throws MultipleResults if there are more (ER-310)
     * @throws ConversionFailed if the value is no such type (ER-315)
     */
    public <T> @Nullable T scalarOne(Class<T> type) {
        return one().get(0, type);
    }

    /**
     * The first column of every row.
     *
     * @param type the type to convert the values to
     * @param <T> that type
     * @return an immutable list, with null for NULL
     * @throws ConversionFailed if a value is no such type (ER-315)
     */
    public <T> List<@Nullable T> scalars(Class<T> type) {
        var values = new ArrayList<@Nullable T>(rows.size());
        for (var row : rows) {
            values.add(row.get(0, type));
        }
        return Collections.<@Nullable T>unmodifiableList(values);
    }

    /**
     * Every row as a record, by the names of its components: {@code createDate} takes the column {@code create_date},
     * {@code createDate} or {@code CREATEDATE}. Columns without a component are left out.
     *
     * @param type the record's class; in a module, its package is open to {@code dev.weft.engine}, or the class is
     *     public and exported
     * @param <R> the record
     * @return an immutable list
     * @throws UnknownColumn if a component has no column, or more than one (ER-314)
     * @throws ConversionFailed if a value is not of its component's type (ER-315)
     */
    public <R extends Record> List<R> as(Class<R> type) {
        if (rows.isEmpty()) {
            return List.of();
        }
        var mapper = columns.mapper(type);
        return rows.stream().map(row -> mapper.map(row::get, columns.names())).toList();
    }

    /**
     * Every row as a map by column name.
     *
     * @return an immutable list of read-only maps, in the order of the columns
     * @throws UnknownColumn if two columns have one name (ER-314)
     */
    public List<Map<String, @Nullable Object>> mappings() {
        return rows.stream().map(Row::toMap).toList();
    }

    /**
     * The rows, some at a time.
     *
     * @param size how many rows a partition has, 1 or more; the last may have fewer
     * @return an immutable list of immutable lists, none of them empty
     * @throws IllegalArgumentException if {@code size} is below 1
     */
    public List<List<Row>> partitions(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("size must be at least 1, but was " + size);
        }
        var partitions = new ArrayList<List<Row>>(rows.size() / size + 1);
        for (var from = 0; from < rows.size(); ) {
            var to = (int) Math.min((long) from + size, rows.size());
            partitions.add(rows.subList(from, to));
            from = to;
        }
        return Collections.unmodifiableList(partitions);
    }

    /**
     * Some columns of every row.
     *
     * @param first the name of a column, in any case
     * @param more the names of more; the new result has them in this order
     * @return a new result
     * @throws UnknownColumn if there is no such column, or more than one (ER-314)
     */
    public Result columns(String first, String... more) {
        var names = Stream.concat(Stream.of(first), Arrays.stream(more)).toList();
        var indexes = names.stream().mapToInt(columns::indexOf).toArray();
        var chosen = new Columns(
                Arrays.stream(indexes).mapToObj(columns.names()::get).toList());
        return with(
                chosen, rows.stream().map(row -> row.columns(chosen, indexes)).toList());
    }

    /**
     * The rows without those that are equal to an earlier one.
     *
     * @return a new result
     */
    public Result unique() {
        return unique(row -> row);
    }

    /**
     * The rows without those whose key is equal to that of an earlier one.
     *
     * @param key makes the key of a row, such as {@code row -> row.get("id")}
     * @return a new result
     */
    public Result unique(Function<? super Row, ? extends @Nullable Object> key) {
        var seen = new HashSet<@Nullable Object>();
        return with(
                columns, rows.stream().filter(row -> seen.add(key.apply(row))).toList());
    }

    /**
     * The rows of this result and then those of others, such as the results of one query on several databases.
     *
     * @param others results with columns of the same names
     * @return a new result
     * @throws IllegalArgumentException if the columns differ
     */
    public Result merge(Result... others) {
        var all = new ArrayList<>(rows);
        for (var other : others) {
            if (!other.columns().equals(columns())) {
                throw new IllegalArgumentException(
                        "results of the columns " + columns() + " and " + other.columns() + " cannot be merged");
            }
            all.addAll(other.rows);
        }
        return with(columns, Collections.unmodifiableList(all));
    }

    private Result with(Columns others, List<Row> chosen) {
        return new Result(others, chosen, generatedKeys, rowCount);
    }

    /** Iterates over {@link #rows()}. */
    @Override
    public Iterator<Row> iterator() {
        return rows.iterator();
    }

    /**
     * A summary without values.
     *
     * @return the number of rows and the columns, or the number of affected rows
     */
    @Override
    public String toString() {
        return returnsRows() ? "Result[" + size() + " rows of " + columns() + "]" : "Result[rowCount=" + rowCount + "]";
    }
}
