package dev.weft.engine.spi;

import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.Result;
import org.jspecify.annotations.Nullable;

/**
 * Statements that a driver starts without waiting for those before; they share round trips.
 *
 * <p>While it is open, it is the one operation of its connection. Safe for use by many threads.
 */
public interface DriverPipeline {
    /**
     * Starts a statement, behind those that were started before.
     *
     * @param call the statement
     * @return a future of its result; a cancel of it takes it out if it has not been sent, and else stops it on the
     *     server, without reaching another that could go on
     */
    WorkFuture<Result> execute(StatementCall call);

    /**
     * Stops all statements, on the server too.
     *
     * @param reason why
     */
    void cancel(CancelReason reason);

    /**
     * Ends it: no more statement is started.
     *
     * @return a future that completes when every statement has ended, and every cancel request too
     */
    WorkFuture<@Nullable Void> end();
}
