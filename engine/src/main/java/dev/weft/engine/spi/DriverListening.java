package dev.weft.engine.spi;

import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.DatabaseError;
import dev.weft.engine.Notification;
import org.jspecify.annotations.Nullable;

/**
 * A session's listening on some channels, until it is closed.
 *
 * <ul>
 *   <li>A connection may have several at a time, also on the same channels: each hears all.
 *   <li>A connection that listens, or has listened, is not {@linkplain DriverConnection#clean() clean};
 *       {@link DriverConnection#reset()} ends all listening on it, without a word to the listeners.
 * </ul>
 *
 * <p>Closing is an operation of the connection, one at a time with the others.
 */
public interface DriverListening {
    /** Who hears. It is called by one thread at a time, in the order of the server, and returns soon. */
    interface Listener {
        /**
         * A notification has arrived.
         *
         * @param notification what was told
         */
        void heard(Notification notification);

        /**
         * The connection is lost; nothing is heard any more.
         *
         * @param failure why, never thrown by this connection's operations
         */
        void lost(DatabaseError failure);
    }

    /**
     * Ends it. The listener hears nothing more, whatever becomes of the future.
     *
     * @return a future that completes when the server has been told, where nobody else listens on these channels
     */
    WorkFuture<@Nullable Void> close();
}
