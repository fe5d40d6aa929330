package dev.weft.engine.internal.face;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.Awaitlet;
import dev.weft.awaitlet.Awaitlets;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a JDBC face after a cancel: if the awaitlet that took it ends without having closed it, it is closed.
 *
 * <ul>
 *   <li>Code that cleans up by more JDBC calls before it closes never comes to its close, since all of them are refused
 *       too; Flyway is such code.
 *   <li>A call that succeeds after the cancel shows that the code goes on, and that the face is still its.
 *   <li>The awaitlet's future completes when the connection is back.
 * </ul>
 *
 * <p>For the task that uses the face.
 */
public final class CancelledFace {
    private static final System.Logger LOGGER = System.getLogger("dev.weft.engine.pool");
    private static final AsyncOptions CLOSING =
            AsyncOptions.defaults().named("weft-close").withoutSite();

    private final String engine;
    private final @Nullable Awaitlet taker = Awaitlets.current().orElse(null);
    private final JdbcIo.SqlAction close;
    private boolean watched;
    private volatile boolean cutShort; // read when the taker has ended

    /**
     * What becomes of a face that the current awaitlet takes.
     *
     * @param engine the engine's name, for the log
     * @param close closes the face; nothing if it is closed already
     */
    public CancelledFace(String engine, JdbcIo.SqlAction close) {
        this.engine = engine;
        this.close = close;
    }

    /**
     * A cancel has stopped a call, or has kept it from being made.
     *
     * @param user whose call it was, or null outside of awaitlets
     */
    public void cancelled(@Nullable Awaitlet user) {
        if (taker == null || user != taker) {
            return; // whom the face was handed down to does not own it
        }
        cutShort = true;
        if (!watched) {
            watched = true;
            var _ = taker.whenEnded().thenRun(this::closeIfCutShort);
        }
    }

    /** A call has succeeded. */
    public void goesOn() {
        if (cutShort) {
            cutShort = false;
        }
    }

    private void closeIfCutShort() {
        if (!cutShort) {
            return;
        }
        try {
            var _ = Awaitlets.async(CLOSING, close::run).join();
        } catch (CompletionException refused) {
            LOGGER.log(Level.WARNING, engine + ": a connection that a cancel left open would not close", refused);
        }
    }
}
