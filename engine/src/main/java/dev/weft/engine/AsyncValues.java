package dev.weft.engine;

import dev.weft.awaitlet.AsyncCloseable;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a streamed result as values of one type, each read once, in order.
 *
 * <ul>
 *   <li>Rows are fetched from the server when they are wanted, as many at a time as the fetch size says; so many wait
 *       in memory at most, however slowly they are read.
 *   <li>{@link #all}, {@link #first}, {@link #one} and {@link #oneOrNone} close the result, and so does cancelling a
 *       subscription, or a fetch that is under way. Reading to the end by any other way frees the server's cursor; what
 *       is read after the end is empty.
 *   <li>Reads queue, first called, first answered. They belong to the task that the connection belongs to.
 *   <li>Cancelling a read stops it on the server; the connection stays usable, or is discarded.
 * </ul>
 *
 * <p>Reading fails with {@link ResultClosed} (ER-308) once the result has been closed, or its transaction or connection
 * has ended, and with {@link ResultInUse} (ER-318) beside a subscriber. Calls may come from any thread.
 *
 * @param <T> the type of the values
 */
public interface AsyncValues<T extends @Nullable Object> extends AsyncCloseable, Iterable<T> {
    /**
     * Reads the next rows.
     *
     * @param size how many rows, 1 or more; any number of fetches may be made for them
     * @return a future of an immutable list: shorter only at the end, and empty after it
     * @throws IllegalArgumentException if {@code size} is below 1
     */
    CompletableFuture<List<T>> fetchMany(int size);

    /**
     * Reads all rows that are left, and closes the result.
     *
     * @return a future of an immutable list; that many rows are held in memory
     */
    CompletableFuture<List<T>> all();

    /**
     * Reads the next row, and closes the result; rows after it are discarded.
     *
     * @return a future of the row, empty if there is none, or if it is a scalar and NULL
     */
    CompletableFuture<Optional<T>> first();

    /**
     * Reads the only row that is left, and closes the result.
     *
     * @return a future of the row; it fails with {@link NoResult} if there is none (ER-309), with
     *     {@link MultipleResults} if there are more (ER-310)
     */
    CompletableFuture<T> one();

    /**
     * Reads the only row that is left, if there is one, and closes the result.
     *
     * @return a future of the row, empty if there is none, or if it is a scalar and NULL; it fails with
     *     {@link MultipleResults} if there are more (ER-310)
     */
    CompletableFuture<Optional<T>> oneOrNone();

    /**
     * The rows that are left, as a publisher with back-pressure.
     *
     * <ul>
     *   <li>Nothing is fetched before it is asked for.
     *   <li>It serves one subscriber, once; another, of any publisher of this result, gets {@link ResultInUse}
     *       (ER-318).
     *   <li>The end, a failure and a cancel close the result.
     *   <li>A NULL among scalars fails it with {@link FeatureRefused} (ER-601): no publisher may deliver null.
     * </ul>
     *
     * @return the publisher; reading it with {@link dev.weft.awaitlet.Awaitlets#iterate} suspends an awaitlet
     */
    Flow.Publisher<T> rows();

    /**
     * The rows that are left, some at a time, as a publisher like {@link #rows}.
     *
     * @param size how many rows an element has; the last may have fewer
     * @return the publisher; its elements are immutable lists, none of them empty
     * @throws IllegalArgumentException if {@code size} is below 1
     */
    Flow.Publisher<List<T>> partitions(int size);

    /**
     * Iterates over the rows that are left, inside an awaitlet: a step suspends it while rows are fetched. Leaving the
     * loop early leaves the result open.
     *
     * @return the iterator; its steps throw what reads fail with, and {@link dev.weft.awaitlet.Cancelled} (ER-204)
     * @throws dev.weft.awaitlet.NoAwaitletContext outside an awaitlet (ER-101)
     */
    @Override
    Iterator<T> iterator();

    /**
     * Tells whether this result has been closed, not only read to its end; no I/O.
     *
     * @return true if reading fails
     */
    boolean isClosed();

    /**
     * Closes the result: the query is ended on the server, and what was not read is discarded. Views of one result
     * close together.
     *
     * @return a future that completes when the connection is free for other work; the same at every call
     */
    @Override
    CompletableFuture<Void> aclose();
}
