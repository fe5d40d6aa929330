package dev.weft.engine.internal;

import dev.weft.awaitlet.spi.WorkFuture;
import org.jspecify.annotations.Nullable;

/**
 * The end of a connection's transaction, which ends its open results first.
 *
 * @param connection the connection
 * @param lease what it holds of the pool
 */
record TransactionEnd(EngineConnection connection, HeldLease lease) {
    /** By commit; nothing if none is open. */
    WorkFuture<@Nullable Void> commit(@Nullable StackTraceElement site) {
        var transaction = connection.transaction();
        var held = lease.connection();
        if (held == null || !transaction.open()) {
            transaction.refuseIfLost();
            return WorkFuture.completedWork(null);
        }
        var ended = connection.cursors().end("its transaction was committed", site);
        return connection.around(
                held,
                (listener, hand) -> listener.committing(hand),
                () -> (WorkFuture<@Nullable Void>) connection
                        .decide(held, () -> OpenCursors.afterResults(ended, held::commit))
                        .whenComplete((nothing, failure) -> {
                            if (failure == null || held.broken()) {
                                transaction.ended(failure == null ? "committed" : "unknown");
                            }
                        }),
                (listener, hand) -> listener.committed(hand));
    }

    /** By rollback; nothing if none is open. The server has rolled back what was open on a lost connection. */
    WorkFuture<@Nullable Void> rollback(@Nullable StackTraceElement site) {
        var transaction = connection.transaction();
        var held = lease.connection();
        if (held == null || held.broken()) {
            transaction.ended();
            return lease.drop("its connection was lost", site);
        }
        if (!transaction.open()) {
            return WorkFuture.completedWork(null);
        }
        var ended = connection.cursors().end("its transaction was rolled back", site);
        return connection.around(
                held,
                null,
                () -> Completion.work(
                        OpenCursors.afterResultsAnyway(ended, held::rollback).whenComplete((nothing, failure) -> {
                            if (failure == null || held.broken()) {
                                transaction.ended();
                            }
                        })),
                (listener, hand) -> listener.rolledBack(hand));
    }
}
