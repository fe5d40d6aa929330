package dev.weft.jooq;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jspecify.annotations.Nullable;

/**
 * An engine for those who write their SQL with jOOQ: its async face takes jOOQ's queries, its JDBC face is a
 * {@link DSLContext}.
 *
 * <ul>
 *   <li>jOOQ's dialect follows from the engine's URL.
 *   <li>It holds nothing: it needs no closing, and the engine may be used beside it.
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
public interface JooqEngine {
    /**
     * An engine with jOOQ's default settings.
     *
     * @param engine where the connections come from
     * @return the engine for jOOQ
     * @throws dev.weft.engine.FeatureRefused if jOOQ has no dialect for the engine's database (ER-601)
     */
    static JooqEngine of(AsyncEngine engine) {
        return of(engine, new Settings());
    }

    /**
     * An engine with settings for how jOOQ renders SQL and reads rows.
     *
     * @param engine where the connections come from
     * @param settings jOOQ's settings, of which a copy is kept
     * @return the engine for jOOQ
     * @throws dev.weft.engine.FeatureRefused if jOOQ has no dialect for the engine's database (ER-601)
     */
    static JooqEngine of(AsyncEngine engine, Settings settings) {
        return EngineWithJooq.of(engine, settings);
    }

    /**
     * Runs jOOQ's queries on a connection of its own inside a transaction: {@link AsyncEngine#begin(Function)}.
     *
     * @param work called inside an awaitlet with the started connection; it may compose stages or await them
     * @param <T> the type of its result
     * @return a future of the work's result, complete after the commit; cancelling it cancels the work
     */
    <T extends @Nullable Object> CompletableFuture<T> begin(
            Function<? super JooqConnection, ? extends CompletionStage<T>> work);

    /**
     * A connection that takes jOOQ's queries.
     *
     * @param connection a connection of this engine; the two are used, and closed, as one
     * @return the connection for jOOQ
     */
    JooqConnection on(AsyncConnection connection);

    /**
     * A plain context of jOOQ over {@link AsyncEngine#dataSource()}, for blocking-style code inside awaitlets: all of
     * jOOQ, with its own transactions.
     *
     * <p>Every call suspends the calling awaitlet. Failures are jOOQ's, with what the data source threw as their cause.
     *
     * @return the same context at every call; it needs no closing
     */
    DSLContext dsl();

    /**
     * The dialect in which SQL is rendered.
     *
     * @return jOOQ's name for the engine's database
     */
    SQLDialect dialect();

    /**
     * The engine.
     *
     * @return where the connections come from
     */
    AsyncEngine engine();
}
