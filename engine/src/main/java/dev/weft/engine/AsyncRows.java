package dev.weft.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The rows of a streamed result, as rows, maps or records: {@link AsyncValues} that are never null, of named columns.
 *
 * <p>Calls may come from any thread; it belongs to the task that its connection belongs to.
 *
 * @param <T> what a row is
 */
public interface AsyncRows<T> extends AsyncValues<T> {
    /**
     * The names of the columns, in order, as the query labels them; no I/O, also once it is closed.
     *
     * @return the names; empty if the statement is not a query
     */
    List<String> columns();

    /**
     * Reads the next row.
     *
     * @return a future of the row, empty after the end
     */
    CompletableFuture<Optional<T>> fetchOne();
}
