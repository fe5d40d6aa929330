package dev.weft.awaitlet.spi;

import dev.weft.awaitlet.Awaitlet;
import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.CancelReason.Kind;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A future that stands for running work: cancelling the future cancels the work, as in the JDK's HTTP client.
 *
 * <ul>
 *   <li>{@link #cancel} completes the future at once and asks the work to stop.
 *   <li>{@link #requestCancel} only asks: the future completes when the work has ended. An awaitlet that awaits this
 *       future and is cancelled does that, so it never leaves work of its own behind.
 *   <li>Both pass through dependent stages ({@code thenApply}, {@code thenCompose}, ...) to the work they depend on, of
 *       two stages to both. A {@link #copy} stands for the result alone, and is cancelled without the work.
 * </ul>
 *
 * <p>Safe for use by many threads.
 *
 * @param <T> the type of the result
 */
public class WorkFuture<T extends @Nullable Object> extends CompletableFuture<T> {
    private final Consumer<CancelReason> onCancel;
    private volatile @Nullable Composed<?> composed;

    /**
     * Makes the future of some work.
     *
     * @param onCancel asks the work to stop, from any thread; it must neither block nor throw, and may be called when
     *     the work has ended or more than once
     */
    public WorkFuture(Consumer<CancelReason> onCancel) {
        this.onCancel = onCancel;
    }

    /** Makes the future of work that a subclass knows how to {@link #stop}. */
    protected WorkFuture() {
        this(reason -> {});
    }

    /**
     * Work that has ended already.
     *
     * @param value its result
     * @param <T> the type of the result
     * @return a completed future
     */
    public static <T extends @Nullable Object> WorkFuture<T> completedWork(T value) {
        var completed = new WorkFuture<T>(reason -> {});
        completed.complete(value);
        return completed;
    }

    /**
     * Work that has failed already.
     *
     * @param failure why
     * @param <T> the type of the result
     * @return a failed future
     */
    public static <T extends @Nullable Object> WorkFuture<T> failedWork(Throwable failure) {
        var failed = new WorkFuture<T>(reason -> {});
        failed.completeExceptionally(failure);
        return failed;
    }

    /**
     * The outcome of something that no cancel is to reach, such as a cleanup.
     *
     * @param stage what is followed
     * @param <T> the type of the result
     * @return a future that completes as the stage does, and asks nothing to stop
     */
    public static <T extends @Nullable Object> WorkFuture<T> following(CompletionStage<T> stage) {
        if (stage instanceof CompletableFuture<T> future && future.state() == State.SUCCESS) {
            return completedWork(future.resultNow());
        }
        var following = new WorkFuture<T>(reason -> {});
        var _ = stage.whenComplete(following::completeAs);
        return following;
    }

    /**
     * Completes this future as a stage completed: the two arguments of its {@code whenComplete}.
     *
     * @param value the stage's value, or null if it failed
     * @param failure the stage's failure, or null; out of the wrapper that dependent stages put it in
     */
    @SuppressWarnings("NullAway") // the value is there unless there is a failure
    public final void completeAs(@Nullable T value, @Nullable Throwable failure) {
        if (failure == null) {
            complete(value);
        } else {
            completeExceptionally(cause(failure));
        }
    }

    /**
     * The failure itself.
     *
     * @param failure a failure as a dependent stage tells it
     * @return what it wraps if it is a {@link CompletionException}, or else itself
     */
    public static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException wrapper && wrapper.getCause() != null
                ? wrapper.getCause()
                : failure;
    }

    /**
     * Asks the work to stop, from any thread; it must neither block nor throw, and may be called when the work has
     * ended or more than once.
     *
     * @param reason why
     */
    protected void stop(CancelReason reason) {
        onCancel.accept(reason);
    }

    /**
     * Asks the work to stop, without completing this future.
     *
     * @param reason why
     */
    public final void requestCancel(CancelReason reason) {
        stop(reason);
        var inner = composed;
        if (inner != null) {
            inner.cancel(reason);
        }
    }

    /**
     * The awaitlet that does the work now, where it is one.
     *
     * @return the awaitlet, or empty
     */
    public Optional<Awaitlet> worker() {
        var inner = composed;
        return inner == null ? Optional.empty() : inner.worker();
    }

    @Override
    public final boolean cancel(boolean mayInterruptIfRunning) {
        var cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            requestCancel(new CancelReason(Kind.FUTURE_CANCELLED, ""));
        }
        return cancelled;
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
        return new Dependent<>(this);
    }

    /** As in the JDK; and when the time is up, the work is asked to stop, because nobody waits for it any more. */
    @Override
    public CompletableFuture<T> orTimeout(long timeout, TimeUnit unit) {
        var _ = super.orTimeout(timeout, unit).whenComplete((_, failure) -> {
            if (failure instanceof TimeoutException) {
                requestCancel(new CancelReason(Kind.DEADLINE, ""));
            }
        });
        return this;
    }

    @Override
    public CompletableFuture<T> copy() {
        // By way of a stage that makes no dependents of this class.
        return minimalCompletionStage().toCompletableFuture();
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> thenCompose(
            Function<? super T, ? extends CompletionStage<U>> next) {
        var link = new Composed<U>();
        return link.into(super.thenCompose(value -> link.started(next.apply(value))));
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> thenComposeAsync(
            Function<? super T, ? extends CompletionStage<U>> next) {
        var link = new Composed<U>();
        return link.into(super.thenComposeAsync(value -> link.started(next.apply(value))));
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> thenComposeAsync(
            Function<? super T, ? extends CompletionStage<U>> next, Executor executor) {
        var link = new Composed<U>();
        return link.into(super.thenComposeAsync(value -> link.started(next.apply(value)), executor));
    }

    @Override
    public <U extends @Nullable Object, V extends @Nullable Object> CompletableFuture<V> thenCombine(
            CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> next) {
        return Composed.with(other, super.thenCombine(other, next));
    }

    @Override
    public <U extends @Nullable Object, V extends @Nullable Object> CompletableFuture<V> thenCombineAsync(
            CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> next) {
        return Composed.with(other, super.thenCombineAsync(other, next));
    }

    @Override
    public <U extends @Nullable Object, V extends @Nullable Object> CompletableFuture<V> thenCombineAsync(
            CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> next, Executor executor) {
        return Composed.with(other, super.thenCombineAsync(other, next, executor));
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<Void> thenAcceptBoth(
            CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> next) {
        return Composed.with(other, super.thenAcceptBoth(other, next));
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<Void> thenAcceptBothAsync(
            CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> next) {
        return Composed.with(other, super.thenAcceptBothAsync(other, next));
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<Void> thenAcceptBothAsync(
            CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> next, Executor executor) {
        return Composed.with(other, super.thenAcceptBothAsync(other, next, executor));
    }

    @Override
    public CompletableFuture<Void> runAfterBoth(CompletionStage<?> other, Runnable next) {
        return Composed.with(other, super.runAfterBoth(other, next));
    }

    @Override
    public CompletableFuture<Void> runAfterBothAsync(CompletionStage<?> other, Runnable next) {
        return Composed.with(other, super.runAfterBothAsync(other, next));
    }

    @Override
    public CompletableFuture<Void> runAfterBothAsync(CompletionStage<?> other, Runnable next, Executor executor) {
        return Composed.with(other, super.runAfterBothAsync(other, next, executor));
    }

    @Override
    public CompletableFuture<T> exceptionallyCompose(Function<Throwable, ? extends CompletionStage<T>> next) {
        var link = new Composed<T>();
        return link.into(super.exceptionallyCompose(failure -> link.started(next.apply(failure))));
    }

    @Override
    public CompletableFuture<T> exceptionallyComposeAsync(Function<Throwable, ? extends CompletionStage<T>> next) {
        var link = new Composed<T>();
        return link.into(super.exceptionallyComposeAsync(failure -> link.started(next.apply(failure))));
    }

    @Override
    public CompletableFuture<T> exceptionallyComposeAsync(
            Function<Throwable, ? extends CompletionStage<T>> next, Executor executor) {
        var link = new Composed<T>();
        return link.into(super.exceptionallyComposeAsync(failure -> link.started(next.apply(failure)), executor));
    }

    /** A stage that depends on work: cancelling it cancels the work. */
    private static final class Dependent<U extends @Nullable Object> extends WorkFuture<U> {
        private final WorkFuture<?> origin;

        Dependent(WorkFuture<?> origin) {
            super(origin::requestCancel);
            this.origin = origin;
        }

        @Override
        public Optional<Awaitlet> worker() {
            return super.worker().filter(other -> !other.ended()).or(origin::worker);
        }
    }

    /** The second stage of two: one a composing function has yet to start, or a given one; and whether it is wanted. */
    private static final class Composed<U extends @Nullable Object> {
        private final AtomicReference<@Nullable Object> state = new AtomicReference<>(); // null, a stage or a reason

        static <V extends @Nullable Object> CompletableFuture<V> with(
                CompletionStage<?> other, CompletableFuture<V> dependent) {
            var link = new Composed<V>();
            link.state.set(other);
            return link.into(dependent);
        }

        CompletableFuture<U> into(CompletableFuture<U> dependent) {
            ((WorkFuture<U>) dependent).composed = this;
            return dependent;
        }

        CompletionStage<U> started(CompletionStage<U> stage) {
            var before = state.compareAndExchange(null, stage);
            if (before instanceof CancelReason reason) {
                stop(stage, reason);
            }
            return stage;
        }

        Optional<Awaitlet> worker() {
            return state.get() instanceof WorkFuture<?> work ? work.worker() : Optional.empty();
        }

        void cancel(CancelReason reason) {
            var before = state.compareAndExchange(null, reason);
            if (before instanceof CompletionStage<?> stage) {
                stop(stage, reason);
            }
        }

        private static void stop(CompletionStage<?> stage, CancelReason reason) {
            if (stage instanceof WorkFuture<?> work) {
                work.requestCancel(reason);
            } else {
                stage.toCompletableFuture().cancel(true);
            }
        }
    }
}
