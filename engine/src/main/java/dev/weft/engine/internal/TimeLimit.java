package dev.weft.engine.internal;

import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.spi.TimeSource;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.DatabaseError;
import dev.weft.engine.StatementTimeout;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time limit of statements, kept for all drivers alike: when it has passed, the statement is cancelled as if its
 * caller had, so the connection is as usable after as after a cancel.
 *
 * @param engine the engine's name
 * @param time the clock
 * @param hideParameters whether errors leave the values of parameters out
 */
record TimeLimit(String engine, TimeSource time, boolean hideParameters) {
    /** The work with a limit; work that ends in time, or has ended when the cancel arrives, ends as it would. */
    <T extends @Nullable Object> WorkFuture<T> on(
            WorkFuture<T> work, Duration limit, String sql, List<? extends @Nullable Object> parameters) {
        var reason = new CancelReason(CancelReason.Kind.DEADLINE, "the statement's limit of " + words(limit));
        var timer = time.schedule(limit.toNanos(), () -> work.requestCancel(reason));
        return (WorkFuture<T>) work.whenComplete((value, failure) -> timer.cancel())
                .exceptionallyCompose(failure -> WorkFuture.failedWork(
                        WorkFuture.cause(failure) instanceof Cancelled cancelled
                                        && cancelled.reason().equals(reason)
                                ? timeout(limit, sql, parameters, cancelled)
                                : WorkFuture.cause(failure)));
    }

    private StatementTimeout timeout(
            Duration limit, String sql, List<? extends @Nullable Object> parameters, Cancelled cancelled) {
        var told = Arrays.stream(cancelled.getSuppressed())
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .findFirst();
        return new StatementTimeout(
                new DatabaseError.Report(
                        engine,
                        "The statement took longer than its limit of " + words(limit) + ", and was stopped",
                        told.map(SQLException::getSQLState).orElse(null),
                        told.map(SQLException::getErrorCode).orElse(0),
                        sql,
                        hideParameters ? null : parameters),
                cancelled);
    }

    private static String words(Duration limit) {
        return limit.toMillis() + " ms";
    }
}
