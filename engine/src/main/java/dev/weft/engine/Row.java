package dev.weft.engine;

import dev.weft.engine.internal.sql.Conversions;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a {@link Result}.
 *
 * <ul>
 *   <li>Columns are counted from 0, and named as the query labels them, in any case.
 *   <li>Typed access converts only where nothing is lost, else it fails: numbers exactly, text that is a number, a date
 *       or a UUID, an enum by name.
 *   <li>Two rows are equal if their values are, in order.
 * </ul>
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class Row {
    private final Columns columns;
    private final @Nullable Object[] values;

    Row(Columns columns, List<? extends @Nullable Object> values) {
        if (values.size() != columns.names().size()) {
            throw new IllegalArgumentException("a row of " + values.size() + " values has "
                    + columns.names().size() + " columns " + columns.names());
        }
        this.columns = columns;
        this.values = values.toArray();
    }

    private Row(Columns columns, @Nullable Object[] values) {
        this.columns = columns;
        this.values = values;
    }

    Columns columns() {
        return columns;
    }

    /** Some of the values, under other names. */
    Row columns(Columns chosen, int[] indexes) {
        var some = new @Nullable Object[indexes.length];
        for (var i = 0; i < some.length; i++) {
            some[i] = values[indexes[i]];
        }
        return new Row(chosen, some);
    }

    /**
     * The number of columns.
     *
     * @return the number, 1 or more
     */
    public int size() {
        return values.length;
    }

    /**
     * The value of a column.
     *
     * @param index the column, from 0
     * @return the value, null for NULL
     * @throws UnknownColumn if there is no such column (ER-314)
     */
    public @Nullable Object get(int index) {
        return values[columns.checked(index)];
    }

    /**
     * The value of a column.
     *
     * @param column its name, in any case; exactly if two differ only in case
     * @return the value, null for NULL
     * @throws UnknownColumn if there is no such column, or more than one (ER-314)
     */
    public @Nullable Object get(String column) {
        return values[columns.indexOf(column)];
    }

    /**
     * The value of a column as a type.
     *
     * @param index the column, from 0
     * @param type the type to convert it to
     * @param <T> that type
     * @return the value, null for NULL
     * @throws UnknownColumn if there is no such column (ER-314)
     * @throws ConversionFailed if the value is no such type, or NULL and the type is primitive (ER-315)
     */
    public <T> @Nullable T get(int index, Class<T> type) {
        return Conversions.convert(get(index), type, columns.names().get(index));
    }

    /**
     * The value of a column as a type.
     *
     * @param column its name, in any case; exactly if two differ only in case
     * @param type the type to convert it to
     * @param <T> that type
     * @return the value, null for NULL
     * @throws UnknownColumn if there is no such column, or more than one (ER-314)
     * @throws ConversionFailed if the value is no such type, or NULL and the type is primitive (ER-315)
     */
    public <T> @Nullable T get(String column, Class<T> type) {
        return get(columns.indexOf(column), type);
    }

    /**
     * This row as a record; for many rows {@link Result#as} is faster.
     *
     * @param type the record's class; see {@link Result#as}
     * @param <R> the record
     * @return the record
     * @throws UnknownColumn if a component has no column, or more than one (ER-314)
     * @throws ConversionFailed if a value is not of its component's type (ER-315)
     */
    public <R extends Record> R as(Class<R> type) {
        return columns.mapper(type).map(this::get, columns.names());
    }

    /**
     * The values by column name.
     *
     * @return a read-only map in the order of the columns, with null for NULL
     * @throws UnknownColumn if two columns have one name (ER-314)
     */
    public Map<String, @Nullable Object> toMap() {
        columns.requireDistinct();
        var map = LinkedHashMap.<String, @Nullable Object>newLinkedHashMap(values.length);
        for (var i = 0; i < values.length; i++) {
            map.put(columns.names().get(i), values[i]);
        }
        return Collections.unmodifiableMap(map);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row row && Arrays.deepEquals(values, row.values);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(values);
    }

    /**
     * The names and values, for people to read.
     *
     * @return such as {@code Row[id=1, data=a1]}
     */
    @Override
    public String toString() {
        var text = new StringBuilder("Row[");
        for (var i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : ", ").append(columns.names().get(i)).append('=');
            text.append(values[i] instanceof byte[] bytes ? "byte[" + bytes.length + "]" : values[i]);
        }
        return text.append(']').toString();
    }
}
