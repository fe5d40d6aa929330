package dev.weft.micrometer;

import dev.weft.awaitlet.spi.ContextCarrier;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The carrier of every thread-local that is registered with Micrometer's {@link ContextRegistry#getInstance()}: spans,
 * observations, security contexts, and your own.
 *
 * <ul>
 *   <li>Found by the {@link java.util.ServiceLoader}: to have this module on the class or module path is enough.
 *   <li>The awaitlet, or the code on a worker thread, sees what its starter saw: what the starter did not have is not
 *       there either, whoever used the thread before.
 *   <li>The thread gets its own values back when the code has ended, also by a failure or a cancel.
 *   <li>An accessor counts from the moment of its registration, for what is started later.
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
public final class RegisteredContext implements ContextCarrier {
    private final ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder()
            .contextRegistry(ContextRegistry.getInstance())
            .clearMissing(true)
            .build();

    /** For the service loader. */
    public RegisteredContext() {}

    @Override
    public Captured capture() {
        var snapshot = snapshots.captureAll();
        return new Captured() {
            @Override
            public <T extends @Nullable Object> T call(Callable<T> body) throws Exception {
                try (var _ = snapshot.setThreadLocals()) {
                    return body.call();
                }
            }
        };
    }
}
