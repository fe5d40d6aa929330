package dev.weft.engine.spi;

import dev.weft.awaitlet.Awaitlet;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Who holds the JDBC face of a connection, and hears what becomes of it; called on the holder's task. */
public interface JdbcHolder {
    /**
     * Hears which statement is about to run.
     *
     * @param sql its text, without the values of its parameters
     */
    void running(String sql);

    /**
     * Tells whether it wants to hear how long the statement took that is about to run.
     *
     * @return true if {@link #ran} does anything
     */
    default boolean times() {
        return false;
    }

    /**
     * Hears that a statement has ended.
     *
     * @param sql its text, as {@link #running} was told
     * @param duration how long it took
     * @param failure why it failed, or null
     */
    default void ran(String sql, Duration duration, @Nullable Throwable failure) {}

    /** Hears that a transaction has been committed. */
    default void committed() {}

    /** Hears that a transaction has been rolled back. */
    default void rolledBack() {}

    /**
     * Hears that another awaitlet uses the face from now on, or the first.
     *
     * @param user the awaitlet
     */
    default void usedBy(Awaitlet user) {}

    /**
     * Tells whether the face is wanted inside the transaction that is open or due, which is somebody else's: its holder
     * neither commits it nor rolls it back.
     *
     * @return false: the face has its transactions, and begins with auto-commit
     */
    default boolean joins() {
        return false;
    }

    /** Hears that the face has been closed, once. */
    void closed();
}
