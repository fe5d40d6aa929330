package dev.weft.jooq;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.SyncWork;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.ResultQuery;
import org.jspecify.annotations.Nullable;

/**
 * A connection for async code that takes jOOQ's queries and answers jOOQ's records.
 *
 * <ul>
 *   <li>jOOQ renders the SQL and reads the rows; the statement runs on the connection's async face, as
 *       {@link AsyncConnection#execute} does: same queue, same transaction, same failures.
 *   <li>Cancelling an operation's future stops the statement on the server.
 *   <li>Values become what the query's fields say: enums, converters, bindings, JSON, {@code multiset}, table records.
 *       Columns of plain SQL that jOOQ knows nothing of keep the values of {@link dev.weft.engine.Row}.
 *   <li>A query is one statement, also where jOOQ would add others for it: to read what a trigger of SQLite changed, or
 *       to let MariaDB's {@code group_concat}, and so a {@code multiset} there, grow beyond its limit of 1 MiB.
 *   <li>Records are detached: their {@code store()} and {@code refresh()} are for {@link #runSync}.
 *   <li>A query is not changed, so one may be run many times, also at once. Its own JDBC settings (fetch size, maximum
 *       of rows, timeout) and jOOQ's listeners are for {@link #runSync} too.
 * </ul>
 *
 * <p>Calls may come from any thread; it belongs to the task its connection belongs to.
 */
public interface JooqConnection {
    /**
     * A connection with jOOQ's default settings.
     *
     * @param connection the connection; the two are used, and closed, as one
     * @return the connection for jOOQ
     * @throws dev.weft.engine.FeatureRefused if jOOQ has no dialect for the engine's database (ER-601)
     */
    static JooqConnection of(AsyncConnection connection) {
        return JooqEngine.of(connection.engine()).on(connection);
    }

    /**
     * Runs a statement.
     *
     * @param query the statement
     * @return a future of the number of rows it affected, or returned; 0 if the driver cannot tell, or if jOOQ takes it
     *     for not executable, such as an insert without rows. It fails as {@link AsyncConnection#execute} does
     */
    CompletableFuture<Integer> execute(Query query);

    /**
     * Runs a query.
     *
     * @param query the query, or a statement with {@code returning}
     * @param <R> the type of its records
     * @return a future of all its records, in order, none if it is no query; it fails as
     *     {@link AsyncConnection#execute} does, and with jOOQ's {@link org.jooq.exception.DataTypeException} if a value
     *     is not what its field says
     */
    <R extends Record> CompletableFuture<Result<R>> fetch(ResultQuery<R> query);

    /**
     * Runs a query that has at most one record.
     *
     * @param query the query, or a statement with {@code returning}
     * @param <R> the type of its records
     * @return a future of its record, or of null if there is none; it fails as {@link #fetch} does, and with
     *     {@link dev.weft.engine.MultipleResults} (ER-310) if there are more
     */
    <R extends Record> CompletableFuture<@Nullable R> fetchOne(ResultQuery<R> query);

    /**
     * Runs a query that has at most one record.
     *
     * @param query the query, or a statement with {@code returning}
     * @param <R> the type of its records
     * @return a future of its record, empty if there is none; it fails as {@link #fetchOne} does
     */
    <R extends Record> CompletableFuture<Optional<R>> fetchOptional(ResultQuery<R> query);

    /**
     * Runs a query, and maps its records by jOOQ's own rules: to records, beans, or the one value of a single column.
     *
     * @param query the query, or a statement with {@code returning}
     * @param type the type to map a record to
     * @param <E> that type
     * @return a future of all of them, in order; it fails as {@link #fetch} does, and with jOOQ's
     *     {@link org.jooq.exception.MappingException}
     */
    <E> CompletableFuture<List<E>> fetchInto(ResultQuery<?> query, Class<E> type);

    /**
     * Runs blocking-style code on a plain context of jOOQ over this connection, in its transaction and in an awaitlet
     * of its own: all of jOOQ.
     *
     * @param work the code; the context is valid until it returns
     * @param <T> the type of its result
     * @return a future of the code's result; cancelling it cancels the code
     */
    <T extends @Nullable Object> CompletableFuture<T> runSync(SyncWork<? super DSLContext, T> work);

    /**
     * The connection.
     *
     * @return what the statements run on
     */
    AsyncConnection connection();
}
