package dev.weft.engine;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The result of a query whose rows stay on the server until they are read.
 *
 * <ul>
 *   <li>It is closed by its block, by {@link #aclose()}, by the reads that say so, and by the end of its transaction or
 *       connection, whichever comes first.
 *   <li>{@link #scalars}, {@link #mappings}, {@link #as} and {@link #map} are views: they read the same rows, so that a
 *       row is met in one of them only.
 *   <li>While it is open, other statements of the connection run between its reads, except with MariaDB and MySQL:
 *       their driver keeps the rows on the wire, and the connection refuses everything else with
 *       {@link ConnectionStreaming} (ER-317). The end of a transaction and of a connection is never refused.
 * </ul>
 *
 * <p>Made by {@link AsyncConnection#stream(String, Object...)}. Calls may come from any thread; it belongs to the task
 * that its connection belongs to. After SQLAlchemy's class of that name.
 */
public interface AsyncResult extends AsyncRows<Row> {
    /** How many rows are fetched at a time unless the statement says otherwise: {@value}. */
    int DEFAULT_FETCH_SIZE = 100;

    /**
     * Reads the first column of the next row, and closes the result.
     *
     * @return a future of the value; empty if there is no row or the value is NULL
     */
    default CompletableFuture<Optional<Object>> scalar() {
        return first().thenApply(row -> row.map(it -> it.get(0)));
    }

    /**
     * Reads the first column of the next row, and closes the result.
     *
     * @param type the type to convert the value to
     * @param <T> that type
     * @return a future of the value; empty if there is no row or the value is NULL; it fails with
     *     {@link ConversionFailed} if the value is no such type (ER-315)
     */
    default <T> CompletableFuture<Optional<T>> scalar(Class<T> type) {
        return first().thenApply(row -> row.flatMap(it -> Optional.ofNullable(it.get(0, type))));
    }

    /**
     * Reads the first column of the only row that is left, and closes the result.
     *
     * @param type the type to convert the value to
     * @param <T> that type
     * @return a future of the value, null for NULL; it fails with {@link NoResult} if there is no row (ER-309), with
     *     {@link MultipleResults} if there are more (ER-310), with {@link ConversionFailed} if the value is no such
     *     type (ER-315)
     */
    default <T> CompletableFuture<@Nullable T> scalarOne(Class<T> type) {
        return one().thenApply(row -> row.get(0, type));
    }

    /**
     * The first column of every row.
     *
     * @param type the type to convert the values to; {@link ConversionFailed} where a value is no such type (ER-315)
     * @param <T> that type
     * @return a view of this result, with null for NULL
     */
    default <T> AsyncValues<@Nullable T> scalars(Class<T> type) {
        return this.<@Nullable T>values(row -> row.get(0, type));
    }

    /**
     * The first column of every row, or whatever else a function makes of a row.
     *
     * @param function called once for each row that is read, on the thread that delivers it; what it throws fails the
     *     read
     * @param <T> the type it answers, null included
     * @return a view of this result
     */
    <T extends @Nullable Object> AsyncValues<T> values(Function<? super Row, ? extends T> function);

    /**
     * Every row as whatever a function makes of it.
     *
     * @param function called once for each row that is read, on the thread that delivers it; what it throws fails the
     *     read
     * @param <T> the type it answers, never null
     * @return a view of this result
     */
    <T> AsyncRows<T> map(Function<? super Row, ? extends T> function);

    /**
     * Every row as a read-only map by column name, in the order of the columns.
     *
     * @return a view of this result; reading it fails with {@link UnknownColumn} if two columns have one name (ER-314)
     */
    default AsyncRows<Map<String, @Nullable Object>> mappings() {
        return map(Row::toMap);
    }

    /**
     * Every row as a record, by the names of its components, as {@link Result#as}.
     *
     * @param type the record's class
     * @param <R> the record
     * @return a view of this result; reading it fails with {@link UnknownColumn} if a component has no column, or more
     *     than one (ER-314), with {@link ConversionFailed} if a value is not of its component's type (ER-315)
     */
    default <R extends Record> AsyncRows<R> as(Class<R> type) {
        return map(new RowRecords<>(type));
    }
}
