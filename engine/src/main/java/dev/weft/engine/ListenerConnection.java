package dev.weft.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connection at hand inside an {@link EngineListener}, for blocking-style code.
 *
 * <p>Its statements belong to whatever transaction is open, and fire no events. For the listener's awaitlet, until the
 * listener returns.
 */
public interface ListenerConnection {
    /**
     * Runs one statement, and waits for its whole result.
     *
     * @param sql the statement, with a {@code ?} for each parameter
     * @param parameters their values, in order; null is SQL's NULL
     * @return the result
     * @throws DatabaseError if it fails (ER-602)
     */
    Result execute(String sql, @Nullable Object... parameters);

    /**
     * Runs blocking-style code on the JDBC face of this connection, and waits for it.
     *
     * @param work the code; the connection it gets is not to be closed
     * @param <T> the type of its result
     * @return its result
     * @throws FeatureRefused if the driver has no JDBC face (ER-601)
     */
    <T extends @Nullable Object> T runSync(SyncWork<? super java.sql.Connection, T> work);

    /**
     * A place for what belongs to the connection of the driver.
     *
     * @return a map that lives as long as that; safe for use by many threads
     */
    Map<String, Object> info();

    /**
     * The engine that is listened to.
     *
     * @return its name
     */
    String engine();
}
