package dev.weft.engine.spi;

import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.PoolKind;
import org.jspecify.annotations.Nullable;

/**
 * What makes the connections of one engine.
 *
 * <p>Safe for use by many threads.
 */
public interface Driver {
    /**
     * Makes a connection.
     *
     * @return a future of the connection, within the connect timeout; it fails with a
     *     {@link dev.weft.engine.DatabaseError}. Cancelled, it leaves no connection behind
     */
    WorkFuture<DriverConnection> connect();

    /**
     * The most connections at a time.
     *
     * @return the number asked for in the settings, or the driver's own choice
     */
    int poolSize();

    /**
     * The kind of pool that suits it.
     *
     * @return {@link PoolKind#STATIC} if the database ends with its one connection: no other kind may then be asked for
     */
    default PoolKind poolKind() {
        return PoolKind.QUEUE;
    }

    /**
     * Frees what the driver itself holds, once all connections are closed. An in-memory database ends here.
     *
     * @return a future that completes when that is done
     */
    WorkFuture<@Nullable Void> close();
}
