package dev.weft.engine.internal.face;

import dev.weft.engine.spi.DriverConnection;
import java.sql.SQLException;

/** The turns of one user of a connection among its others; for one awaitlet at a time. */
public interface Turns {
    /**
     * Waits for a turn.
     *
     * @return the turn, to be closed soon: everybody else waits
     * @throws SQLException if the connection refuses it; with SQLState 57014 if the scope is cancelled
     */
    Turn take() throws SQLException;

    /**
     * Waits for a turn that a cancelled scope must not keep from being taken, because something is undone or freed in
     * it.
     *
     * @return the turn
     * @throws SQLException if the connection refuses it
     */
    Turn takeShielded() throws SQLException;

    /**
     * Tells whether the connection has been closed, and with it what was open on it.
     *
     * @return true if there are no more turns
     */
    boolean over();

    /** A turn: nobody else uses the connection until it is closed. */
    interface Turn extends AutoCloseable {
        /**
         * The connection.
         *
         * @return the driver's
         */
        DriverConnection connection();

        @Override
        void close();
    }
}
