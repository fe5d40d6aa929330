package dev.weft.testing.server;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A server that is started once, when it is first asked for.
 *
 * <ul>
 *   <li>It starts on a thread of its own, so an interrupted caller does not take it from the others.
 *   <li>A failed start is not repeated: every caller gets the same failure at once.
 * </ul>
 *
 * <p>Safe for use by many threads at once.
 */
final class SharedServer<S> {
    /** The time a server has to accept its first connection. */
    static final Duration START_DEADLINE = Duration.ofSeconds(60);

    private final String name;
    private final FutureTask<S> start;
    private final AtomicBoolean asked = new AtomicBoolean();

    SharedServer(String name, Callable<S> start) {
        this.name = name;
        this.start = new FutureTask<>(start);
    }

    S get() {
        if (asked.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("weft-start-" + name).start(start);
        }
        try {
            // Twice, because the start itself ends by its deadline and can tell more.
            return start.get(2 * START_DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof ServerStartFailed reason) {
                throw reason;
            }
            throw new ServerStartFailed(name + " did not start: " + failed.getCause(), failed.getCause());
        } catch (TimeoutException failed) {
            throw new ServerStartFailed(name + " did not start in " + START_DEADLINE.multipliedBy(2), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServerStartFailed("Interrupted while waiting for " + name + " to start", interrupted);
        }
    }
}
