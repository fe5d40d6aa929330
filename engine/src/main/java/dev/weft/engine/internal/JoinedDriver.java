package dev.weft.engine.internal;

import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.spi.Driver;
import dev.weft.engine.spi.DriverConnection;
import org.jspecify.annotations.Nullable;

/**
 * A driver whose one connection is a connection of an engine, inside its transaction.
 *
 * @param outer that connection
 */
record JoinedDriver(EngineConnection outer) implements Driver {
    @Override
    public WorkFuture<DriverConnection> connect() {
        return (WorkFuture<DriverConnection>)
                outer.<DriverConnection>joined("join", driver -> WorkFuture.completedWork(driver))
                        .<DriverConnection>thenApply(driver -> new JoinedConnection(outer));
    }

    /** One: two at a time would have savepoints that do not nest. */
    @Override
    public int poolSize() {
        return 1;
    }

    @Override
    public WorkFuture<@Nullable Void> close() {
        return WorkFuture.completedWork(null);
    }
}
