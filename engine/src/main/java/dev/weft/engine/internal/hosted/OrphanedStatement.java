package dev.weft.engine.internal.hosted;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * What the server may still run for a connection that was lost on this side: an interrupt closes the socket of a
 * virtual thread, of which the server learns only when it has an answer.
 *
 * <p>It is stopped by requests on connections of their own, with growing pauses until the time is up: none is heard by
 * a server that has not begun the statement, and nobody answers whether one was. Late ones reach nobody, because the
 * session has ended with its statement.
 */
final class OrphanedStatement {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);

    private OrphanedStatement() {}

    static void stop(String engine, CancelRequest.Target target, Duration budget) {
        Thread.ofVirtual().name("weft-cancel").start(() -> {
            var end = System.nanoTime() + budget.toNanos();
            var pause = FIRST_PAUSE.toNanos();
            try {
                for (target.cancel(); System.nanoTime() + pause < end; target.cancel()) {
                    LockSupport.parkNanos(pause);
                    pause *= 2;
                }
            } catch (SQLException | RuntimeException refused) {
                System.getLogger("dev.weft.engine")
                        .log(
                                System.Logger.Level.DEBUG,
                                engine + ": a statement of a lost connection may run on",
                                refused);
            }
        });
    }
}
