package dev.weft.engine.spi;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The mark of code whose JDBC connections are kept for others: what it takes from {@code engine.dataSource()} goes on
 * to further awaitlets, and is closed by somebody else.
 *
 * <p>Without it, a connection on which a cancel was met and which the awaitlet that took it leaves open is closed when
 * that awaitlet ends. For libraries whose sessions outlive the awaitlets of their operations. Safe for use by many
 * threads.
 */
public final class KeptConnections {
    private static final ScopedValue<Boolean> KEPT = ScopedValue.newInstance();

    private KeptConnections() {}

    /**
     * Runs code with the mark, on the current thread alone.
     *
     * @param code the code
     * @param <T> the type of its result
     * @return the code's result
     * @throws Exception what the code throws
     */
    public static <T extends @Nullable Object> T keeping(Callable<T> code) throws Exception {
        return ScopedValue.where(KEPT, true).call(code::call);
    }

    /**
     * Runs code without a result with the mark, on the current thread alone.
     *
     * @param code the code
     */
    public static void running(Runnable code) {
        ScopedValue.where(KEPT, true).run(code);
    }

    /**
     * Tells whether the current code has the mark.
     *
     * @return true inside {@link #keeping}
     */
    public static boolean inForce() {
        return KEPT.isBound();
    }
}
