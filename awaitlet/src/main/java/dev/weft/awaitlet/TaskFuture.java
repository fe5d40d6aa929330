package dev.weft.awaitlet;

import dev.weft.awaitlet.spi.WorkFuture;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The future of an awaitlet: cancelling it cancels the awaitlet. */
final class TaskFuture<T extends @Nullable Object> extends WorkFuture<T> {
    private final AwaitletTask task;
    private final Executor delivery;

    TaskFuture(AwaitletTask task, Executor delivery) {
        super(task::cancel);
        this.task = task;
        this.delivery = delivery;
    }

    /** Completes where results are delivered, or here and now if that place is no more. */
    void deliver(T value, @Nullable Throwable failure) {
        Runnable outcome = failure == null ? () -> complete(value) : () -> fail(failure);
        try {
            delivery.execute(outcome);
        } catch (RejectedExecutionException shutDown) {
            outcome.run();
        } catch (Throwable broken) {
            outcome.run();
            throw broken;
        }
    }

    /** Fails, or adds the failure to the cancel of a future that did not wait for it. */
    private void fail(Throwable failure) {
        if (!completeExceptionally(failure) && !(failure instanceof Cancelled)) {
            var _ = whenComplete((_, earlier) -> {
                if (earlier != null && !earlier.equals(failure)) {
                    earlier.addSuppressed(failure);
                }
            });
        }
    }

    @Override
    public Optional<Awaitlet> worker() {
        return Optional.of(task);
    }
}
