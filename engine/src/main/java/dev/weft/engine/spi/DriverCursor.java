package dev.weft.engine.spi;

import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.Result;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a running query, fetched a few at a time.
 *
 * <ul>
 *   <li>Neither the driver nor the cursor holds more than about one fetch of rows in memory.
 *   <li>Its operations are operations of its {@link DriverConnection}: the engine calls one at a time, and a cancel of
 *       a fetch obeys the same rules.
 *   <li>A fetch that failed or was cancelled has closed the cursor.
 *   <li>The engine closes it before its transaction ends and before its connection is reset or closed.
 * </ul>
 */
public interface DriverCursor {
    /**
     * The names of the columns, in order, as the query labels them; no I/O.
     *
     * @return the names; empty if the statement was not a query
     */
    List<String> columns();

    /**
     * Reads the next rows.
     *
     * @param max the most rows, 1 or more
     * @return a future of them: fewer than {@code max} only at the end, and none once {@link #exhausted()}; it fails
     *     with {@link dev.weft.engine.ResultClosed} if the cursor has been closed (ER-308)
     */
    WorkFuture<Result> fetch(int max);

    /**
     * Tells whether there are no more rows, as far as that is known; no I/O.
     *
     * @return true once the end has been seen
     */
    boolean exhausted();

    /**
     * Tells whether the connection can run other statements between two fetches; no I/O.
     *
     * @return false if it belongs to this cursor alone until that is closed
     */
    boolean sharesConnection();

    /**
     * Ends the query, stopping it on the server if that is what it takes to end it soon. Later calls do nothing.
     *
     * @return a future that completes when the connection is free for other work; no cancel reaches it
     */
    WorkFuture<@Nullable Void> close();
}
