package dev.weft.engine.internal;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.WeftException;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.internal.face.Turns;
import dev.weft.engine.spi.DriverConnection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The turns of a JDBC face among the operations of the connection that it joins.
 *
 * @param outer that connection
 */
record JoinedTurns(EngineConnection outer) implements Turns {
    private static final String NAME = "a JDBC call that joins";

    @Override
    public Turn take() throws SQLException {
        return taken(Awaitlets::<DriverConnection>await);
    }

    @Override
    public Turn takeShielded() throws SQLException {
        return taken(Awaitlets::<DriverConnection>awaitShielded);
    }

    @Override
    public boolean over() {
        return outer.isClosed();
    }

    private Turn taken(Function<CompletableFuture<DriverConnection>, DriverConnection> wait) throws SQLException {
        var begun = new CompletableFuture<DriverConnection>();
        var end = new WorkFuture<@Nullable Void>(_ -> {}); // the call in it hears of a cancel itself
        var operation = outer.<@Nullable Void>joined(NAME, connection -> {
            begun.complete(connection);
            return end;
        });
        var _ = operation.whenComplete((_, failure) -> {
            if (failure != null) {
                begun.completeExceptionally(failure);
            }
        });
        try {
            return new Taken(wait.apply(begun), end);
        } catch (Cancelled cancelled) {
            end.complete(null);
            operation.requestCancel(cancelled.reason());
            throw new SQLException(cancelled.getMessage(), "57014", cancelled);
        } catch (WeftException refused) {
            throw new SQLNonTransientConnectionException(refused.getMessage(), "08003", refused);
        }
    }

    private record Taken(DriverConnection connection, WorkFuture<@Nullable Void> end) implements Turn {
        @Override
        public void close() {
            end.complete(null);
        }
    }
}
