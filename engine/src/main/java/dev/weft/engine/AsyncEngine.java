package dev.weft.engine;

import dev.weft.awaitlet.AsyncCloseable;
import dev.weft.engine.internal.Engines;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database behind a URL: one pool of connections with two faces, one asynchronous, one for blocking-style code.
 *
 * <ul>
 *   <li>Creating it does no I/O and starts no thread; the first connection is made when the first is needed.
 *   <li>It may be used from any thread, any event loop and any awaitlet.
 *   <li>{@link #connect()} and {@link #begin(Function) begin} are the async face; {@link #dataSource()} is the JDBC
 *       face, for unmodified blocking-style code inside awaitlets. Both draw on the same pool, first come first served.
 *   <li>{@link #dispose()} drops the pool's connections and leaves the engine usable; {@link #aclose()} ends it.
 * </ul>
 *
 * <p>Safe for use by many threads. After SQLAlchemy's class of that name.
 */
public interface AsyncEngine extends AsyncCloseable {
    /**
     * An engine with the default options.
     *
     * @param url the database, such as {@code postgresql://user:secret@host/db}, {@code sqlite:///./app.db} or any
     *     {@code jdbc:} URL
     * @return the engine
     * @throws InvalidUrl if the URL is malformed, or names an unknown dialect or driver (ER-406)
     * @throws DriverMissing if the driver's jar is not on the class or module path (ER-407)
     */
    static AsyncEngine create(String url) {
        return create(url, EngineOptions.defaults());
    }

    /**
     * An engine.
     *
     * @param url the database, such as {@code postgresql://user:secret@host/db}, {@code sqlite:///./app.db} or any
     *     {@code jdbc:} URL
     * @param options the size of the pool, deadlines, logging
     * @return the engine
     * @throws InvalidUrl if the URL is malformed, or names an unknown dialect or driver (ER-406)
     * @throws DriverMissing if the driver's jar is not on the class or module path (ER-407)
     * @throws IllegalPoolForDriver if the driver cannot work with such a pool (ER-405)
     */
    static AsyncEngine create(String url, EngineOptions options) {
        return Engines.create(EngineUrl.parse(url), options);
    }

    /**
     * An engine.
     *
     * @param url the database
     * @param options the size of the pool, deadlines, logging
     * @return the engine
     * @throws InvalidUrl if the URL names an unknown dialect or driver (ER-406)
     * @throws DriverMissing if the driver's jar is not on the class or module path (ER-407)
     * @throws IllegalPoolForDriver if the driver cannot work with such a pool (ER-405)
     */
    static AsyncEngine create(EngineUrl url, EngineOptions options) {
        return Engines.create(url, options);
    }

    /**
     * An engine whose connections somebody else makes.
     *
     * @param url the database, for its dialect, and for logs and errors; its user and password are not used
     * @param options the size of the pool, deadlines, logging
     * @param factory makes the connections
     * @return the engine
     * @throws InvalidUrl if the URL names an unknown dialect or driver (ER-406)
     * @throws IllegalPoolForDriver if the driver cannot work with such a pool (ER-405)
     * @throws FeatureRefused if the driver is not one that hosts JDBC connections (ER-601)
     */
    static AsyncEngine create(EngineUrl url, EngineOptions options, ConnectionFactory factory) {
        return Engines.create(url, options, factory);
    }

    /**
     * An engine from settings as text, such as those of a file of properties: {@code url}, and the options by their
     * names. Durations are written {@code 500ms}, {@code 30s}, {@code 5min}, {@code 1h}, or as ISO 8601 has them.
     *
     * @param settings the settings; only those with the prefix are looked at
     * @param prefix what their names begin with, such as {@code weft.}
     * @return the engine
     * @throws IllegalArgumentException if there is no URL, a name is unknown, or a value is none of its type or out of
     *     its range; the message names the setting
     * @throws InvalidUrl if the URL is malformed, or names an unknown dialect or driver (ER-406)
     * @throws DriverMissing if the driver's jar is not on the class or module path (ER-407)
     */
    static AsyncEngine create(Map<String, String> settings, String prefix) {
        return Engines.create(settings, prefix);
    }

    /**
     * A connection that is not yet started: it takes a connection of the pool when {@link AsyncConnection#start()} is
     * called, or at its first operation.
     *
     * @return a new connection, to be closed by the caller
     */
    AsyncConnection connect();

    /**
     * Runs work on a connection inside a transaction: commits when the stage it answers completes, rolls back when that
     * fails or is cancelled, and gives the connection back in every case.
     *
     * <p>The commit and the return of the connection are one unit that a cancel cannot split.
     *
     * @param work called inside an awaitlet with the started connection; it may compose stages or await them. An
     *     operation still running when its stage completes is cancelled, the transaction rolled back, and the block
     *     fails with {@link ForgottenOperation} (ER-316)
     * @param <T> the type of its result
     * @return a future of the work's result, complete after the commit; cancelling it cancels the work
     */
    <T extends @Nullable Object> CompletableFuture<T> begin(
            Function<? super AsyncConnection, ? extends CompletionStage<T>> work);

    /**
     * The JDBC face: connections for blocking-style code inside awaitlets, such as Hibernate ORM, jOOQ, Flyway, Spring.
     *
     * <p>Their calls suspend the calling awaitlet; closing one gives it back to the pool. Outside an awaitlet every
     * call that could wait throws {@link dev.weft.awaitlet.NoAwaitletContext} (ER-101) at once. Failures are
     * {@link java.sql.SQLException}s: a cancel has SQLState 57014, and Weft's own failures are the cause.
     *
     * @return the same object at every call; it needs no closing
     */
    DataSource dataSource();

    /**
     * Tells a listener of what happens on this engine from now on, through whichever view.
     *
     * <p>An engine is listened to, never a connection, a transaction or a result: those come and go, and a listener is
     * told which of them it hears of.
     *
     * @param listener the listener
     * @return its registration; closing it ends it
     */
    ListenerRegistration listen(EngineListener listener);

    /**
     * A look at the pool.
     *
     * @return its sizes and its holders, as of now
     */
    EngineStatus status();

    /**
     * The database.
     *
     * @return the URL; its string form hides the password
     */
    EngineUrl url();

    /**
     * This engine with other defaults for what runs on its connections: a view that shares the pool, the name and
     * everything else.
     *
     * <ul>
     *   <li>Making one costs nothing; it needs no closing. {@link #dispose()}, {@link #aclose()} and {@link #status()}
     *       are those of the one pool, through whichever view they are called.
     *   <li>Connections of its {@link #dataSource()} have its isolation and are read-only as JDBC has that.
     *   <li>Two views are equal if they share a pool and have equal options.
     * </ul>
     *
     * @param options what is to be different; what it leaves out stays as it is here
     * @return a view, or an equal of this engine if nothing is different
     * @throws IllegalArgumentException if the options do not agree with those here: read-only without transactions
     */
    AsyncEngine withOptions(ExecutionOptions options);

    /**
     * What statements and transactions run with on connections of this view.
     *
     * @return the options
     */
    ExecutionOptions executionOptions();

    /**
     * The isolation of transactions that ask for none, as the database has it.
     *
     * @return a future of the level; the database is asked once, at the first call that it answers
     */
    CompletableFuture<IsolationLevel> defaultIsolationLevel();

    /**
     * The kind of database.
     *
     * @return the dialect of the URL, such as {@code postgresql}
     */
    String dialect();

    /**
     * The driver that was chosen, by the name with which a URL could have asked for it.
     *
     * @return such as {@code pgjdbc}
     */
    String driver();

    /**
     * The options this engine was made with.
     *
     * @return the options
     */
    EngineOptions options();

    /**
     * The name of this engine in logs and errors.
     *
     * @return the name given in the options, or one made from the dialect and a number
     */
    String name();

    /**
     * Drops the connections of the pool: idle ones are closed now, those in use when they come back. The engine remains
     * usable and makes new connections. An in-memory database ends with its last connection.
     *
     * @return a future that completes when the idle connections are closed
     */
    CompletableFuture<Void> dispose();

    /**
     * Ends this engine: waiting and later callers get {@link EngineClosed} (ER-404), idle connections are closed, those
     * in use are awaited for {@link EngineOptions#closeTimeout()} and then cut off.
     *
     * @return a future that completes when every connection is closed; the same at every call
     */
    @Override
    CompletableFuture<Void> aclose();

    /**
     * Ends this engine, as {@link #aclose()}, and waits until it has ended: suspending an awaitlet, or blocking a plain
     * thread for at most little longer than {@link EngineOptions#closeTimeout()}. So an engine can be a resource of
     * try-with-resources in {@code main}.
     *
     * @throws dev.weft.awaitlet.AwaitOnEventLoop on an event-loop thread (ER-102), which must not wait; the engine is
     *     closing then
     */
    @Override
    void close();
}
