package dev.weft.awaitlet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The results of work done at the same time, one by one in the order of completion; made by
 * {@link Concurrently#asCompleted}.
 *
 * <ul>
 *   <li>The first failure cancels the rest; when all have ended, it is thrown as {@link TaskGroupFailed} (ER-209).
 *   <li>Closing it cancels what still runs, and waits for its end.
 *   <li>It is iterated over once.
 * </ul>
 *
 * <p>Belongs to the awaitlet that made it.
 *
 * @param <T> the type of the results
 */
public final class Completions<T extends @Nullable Object> implements Iterable<T>, AutoCloseable {
    private final TaskGroup group = TaskGroup.open();
    private final ConcurrentLinkedQueue<TaskHandle<T>> ended = new ConcurrentLinkedQueue<>();
    private final AtomicReference<CompletableFuture<@Nullable Void>> ending;
    private int awaited; // how many are started and not yet answered

    private Completions() {
        CompletableFuture<@Nullable Void> first = new CompletableFuture<>();
        ending = new AtomicReference<>(first);
    }

    static <T extends @Nullable Object> Completions<T> of(Collection<? extends Callable<? extends T>> bodies) {
        if (bodies.isEmpty()) {
            throw new IllegalArgumentException("bodies must not be empty: no result would ever come");
        }
        var completions = new Completions<T>();
        bodies.forEach(completions::fork);
        return completions;
    }

    static <A extends @Nullable Object, T extends @Nullable Object> List<T> map(
            Iterable<? extends A> items, int atMost, Concurrently.Function<? super A, ? extends T> function) {
        if (atMost < 1) {
            throw new IllegalArgumentException("atMost must be at least 1, but was " + atMost);
        }
        var handles = new ArrayList<TaskHandle<T>>();
        try (var completions = new Completions<T>()) {
            for (var item : items) {
                if (completions.awaited == atMost) {
                    var _ = completions.take();
                }
                handles.add(completions.fork(() -> function.apply(item)));
            }
            completions.group.join();
        }
        return Concurrently.values(handles);
    }

    private TaskHandle<T> fork(Callable<? extends T> body) {
        TaskHandle<T> handle = group.fork(body::call);
        awaited++;
        var _ = handle.ended().thenRun(() -> {
            ended.add(handle);
            ending.get().complete(null);
        });
        return handle;
    }

    /**
     * These results. Whoever asks again goes on with those not yet answered.
     *
     * @return an iterator; its {@code next} waits for the next result, and throws {@link TaskGroupFailed} if one failed
     *     (ER-209), an error as it is, and {@link Cancelled} if the current scope is cancelled (ER-204)
     */
    @Override
    public Iterator<T> iterator() {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return awaited > 0;
            }

            @Override
            public T next() {
                return take();
            }
        };
    }

    private T take() {
        if (awaited == 0) {
            throw new NoSuchElementException("all results have been answered");
        }
        Awaitlets.checkpointIfCancelled();
        var signal = ending.get();
        var first = ended.poll();
        while (first == null) {
            Awaitlets.await(signal.copy());
            signal = new CompletableFuture<>();
            ending.set(signal);
            first = ended.poll();
        }
        awaited--;
        return switch (first.outcome()) {
            case TaskOutcome.Finished<T>(var value) -> value;
            case TaskOutcome.Failed<T> _, TaskOutcome.Stopped<T> _, TaskOutcome.Running<T> _ -> {
                group.join(); // which throws what has failed
                yield first.value();
            }
        };
    }

    @Override
    public void close() {
        awaited = 0;
        if (group.running() > 0) {
            group.cancel("the rest is not wanted");
        }
        group.join();
    }
}
