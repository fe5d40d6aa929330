package dev.weft.engine.internal;

import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.EngineOptions;
import dev.weft.engine.IsolationLevel;
import dev.weft.engine.spi.DriverConnection;

/** The isolation of a transaction that was begun to be asked for it. */
final class IsolationAsked {
    private IsolationAsked() {}

    /**
     * Asks, and rolls back whatever the answer is; a connection that does not get out of the transaction is cut off.
     */
    static WorkFuture<IsolationLevel> andRolledBack(DriverConnection connection, EngineOptions options) {
        var asked = connection.isolation();
        var answer = new WorkFuture<IsolationLevel>(asked::requestCancel);
        var _ = asked.whenComplete((level, failure) -> {
            if (connection.broken()) {
                answer.completeAs(level, failure);
                return;
            }
            var timer = options.time().schedule(options.closeTimeout().toNanos(), connection::abort);
            var _ = connection.rollback().whenComplete((nothing, second) -> {
                timer.cancel();
                if (second != null) {
                    connection.abort();
                }
                answer.completeAs(level, failure == null ? second : failure);
            });
        });
        return answer;
    }
}
