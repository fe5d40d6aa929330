package dev.weft.engine.internal;

import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.Result;
import dev.weft.engine.TransactionInactive;
import dev.weft.engine.TwoPhase;
import dev.weft.engine.spi.DriverConnection;
import dev.weft.engine.spi.PostgresNames;
import dev.weft.engine.spi.StatementCall;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The two phases by the statements that PostgreSQL has for them, so on every driver of it.
 *
 * @param connection the connection
 * @param dialect its database
 */
record TwoPhaseSql(EngineConnection connection, String dialect) implements TwoPhase {
    private static final int LONGEST_ID = 199;

    @Override
    public CompletableFuture<Void> prepare(String id) {
        var sql = "prepare transaction " + quoted(id);
        var state = connection.transaction();
        return Completion.of(connection.<@Nullable Void>owned("prepare", () -> {
            refuseElsewhere();
            state.refuseIfLost();
            if (!state.open()) {
                throw new TransactionInactive(
                        "No transaction is open to be prepared.", "Begin one, and use it, first.");
            }
            return connection.on(driver -> OpenCursors.afterResults(
                    connection.cursors().end("its transaction was prepared", null),
                    () -> Completion.work(decide(driver, sql)
                            .thenCompose(prepared -> driver.rollback()) // of nothing; the driver learns that it is over
                            .whenComplete((nothing, failure) -> {
                                if (failure == null || driver.broken()) {
                                    state.ended(failure == null ? "prepared" : "unknown");
                                }
                            }))));
        }));
    }

    @Override
    public CompletableFuture<Void> commit(String id) {
        return end("commit prepared " + quoted(id));
    }

    @Override
    public CompletableFuture<Void> rollback(String id) {
        return end("rollback prepared " + quoted(id));
    }

    private CompletableFuture<Void> end(String sql) {
        return outside("end prepared", driver -> decide(driver, sql)).thenAccept(ended -> {});
    }

    /** Runs what decides about a transaction: like a commit, it is not undone by a cancel. */
    private WorkFuture<Result> decide(DriverConnection driver, String sql) {
        return connection.decide(driver, () -> driver.execute(StatementCall.of(sql, List.of())));
    }

    @Override
    public CompletableFuture<List<String>> prepared() {
        var sql = "select gid from pg_prepared_xacts where database = current_database() order by prepared, gid";
        return outside("prepared", driver -> driver.execute(StatementCall.of(sql, List.of())))
                .thenApply(result -> result.scalars(String.class));
    }

    /** Runs a statement in no transaction. */
    private <T> WorkFuture<T> outside(String name, Function<DriverConnection, WorkFuture<T>> operation) {
        return connection.owned(name, () -> {
            refuseElsewhere();
            connection.transaction().refuseIfLost();
            if (connection.transaction().open()) {
                throw new TransactionInactive(
                        "A transaction is open, inside of which no prepared one can be ended.",
                        "Commit, roll back or prepare it first, or use another connection.");
            }
            return connection.on(operation);
        });
    }

    private void refuseElsewhere() {
        if (!dialect.equals("postgresql")) {
            throw new FeatureRefused(
                    "Weft has no two-phase transactions on " + dialect + ".",
                    "Use PostgreSQL, or make the steps repeatable and keep them in an outbox table.");
        }
    }

    private static String quoted(String id) {
        if (id.isEmpty() || id.length() > LONGEST_ID) {
            throw new IllegalArgumentException(
                    "id must have 1 to " + LONGEST_ID + " characters, but has " + id.length());
        }
        return PostgresNames.literal(id);
    }
}
