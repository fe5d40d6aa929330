package dev.weft.awaitlet;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A body run as an awaitlet: from the start of its thread to the delivery of its outcome. */
final class AwaitletRun<T extends @Nullable Object> implements Runnable {
    private final AwaitletTask task;
    private final Callable<T> body;
    private final TaskFuture<T> future;
    private final BiConsumer<T, @Nullable Throwable> whenEnded;

    AwaitletRun(
            AwaitletTask task, Callable<T> body, TaskFuture<T> future, BiConsumer<T, @Nullable Throwable> whenEnded) {
        this.task = task;
        this.body = body;
        this.future = future;
        this.whenEnded = whenEnded;
    }

    @Override
    public void run() {
        T value = Failures.absent();
        Throwable failure = null;
        var event = AwaitletEvent.ifRecording();
        task.begun();
        try {
            value = task.inside(this::inOrder);
            failure = fault(value);
        } catch (Throwable thrown) {
            failure = Failures.endedHere(asCancel(thrown), task);
        }
        task.over();
        try {
            whenEnded.accept(value, failure);
            if (event != null) {
                event.ended(task, failure);
            }
        } finally {
            future.deliver(value, failure);
        }
    }

    /** Runs the body, and closes what it has left open. */
    private T inOrder() throws Exception {
        T value;
        try {
            value = body.call();
        } catch (Throwable failure) {
            var open = task.closeAll();
            if (open != null) {
                failure.addSuppressed(open);
            }
            throw failure;
        }
        var open = task.closeAll();
        if (open != null) {
            throw open;
        }
        return value;
    }

    private @Nullable Throwable fault(@Nullable Object value) {
        if (value instanceof CompletionStage<?> stage) {
            Stages.cancel(stage);
            return new UnawaitedResult(task, stage);
        }
        if (value instanceof Flow.Publisher<?> publisher) {
            return new UnawaitedResult(task, publisher);
        }
        return task.lacksAwait() ? new NoAwaitOccurred(task) : null;
    }

    private Throwable asCancel(Throwable thrown) {
        var why = task.root().pending();
        var cancelled = why == null ? null : task.cancelIn(thrown, why);
        return cancelled == null ? thrown : cancelled;
    }
}
