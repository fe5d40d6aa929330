package dev.weft.awaitlet;

import dev.weft.awaitlet.spi.WorkFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How a task tells the one who {@link TaskGroup#start starts} it that it is ready, with a value such as the port it
 * listens on.
 *
 * <p>Signalled once. Safe for use by many threads.
 *
 * @param <S> the type of the value
 */
public final class Readiness<S extends @Nullable Object> {
    private final CancelScope group;
    private final AtomicReference<@Nullable AwaitletTask> starting = new AtomicReference<>();
    private final WorkFuture<S> signalled = new WorkFuture<>(_ -> {
        var task = task();
        if (task != null) {
            task.wakeAll(); // it looks outwards to the scope of its starter, which is cancelled
        }
    });

    Readiness(CancelScope group) {
        this.group = group;
    }

    /**
     * Tells that the task is ready: its starter goes on, and from now on a failure is the group's.
     *
     * @param value what the starter gets
     * @throws ReadinessMisuse if it has been told before, or after the task ended (ER-212)
     */
    public void signal(S value) {
        var task = starting.getAndSet(null);
        if (task == null) {
            throw ReadinessMisuse.twice();
        }
        task.root().moveInto(group);
        task.wakeLater();
        signalled.complete(value);
    }

    void of(AwaitletTask task) {
        starting.set(task);
    }

    /** Ends the wait of the starter with a failure, and tells whether it was still waiting. */
    boolean never(Throwable failure) {
        return starting.getAndSet(null) != null && signalled.completeExceptionally(failure);
    }

    WorkFuture<S> signalled() {
        return signalled;
    }

    private @Nullable AwaitletTask task() {
        return starting.get();
    }
}
