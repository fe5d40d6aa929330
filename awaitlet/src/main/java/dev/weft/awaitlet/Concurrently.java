package dev.weft.awaitlet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of work done at the same time, each a task of a {@link TaskGroup} of their own; after anyio's and asyncio's
 * functions of these names.
 *
 * <ul>
 *   <li>When a function returns or throws, no task is left: the first failure cancels the others, and is thrown when
 *       they have ended.
 *   <li>A cancel of the current scope reaches the tasks.
 * </ul>
 *
 * <p>Safe for use by many awaitlets.
 */
public final class Concurrently {
    private Concurrently() {}

    /**
     * Runs pieces of work at the same time, and answers their results when all have ended.
     *
     * @param bodies the work
     * @param <T> the type of the results
     * @return the results in the order of the bodies
     * @throws TaskGroupFailed if one failed; the others were cancelled (ER-209)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public static <T extends @Nullable Object> List<T> gather(Collection<? extends Callable<? extends T>> bodies) {
        var handles = new ArrayList<TaskHandle<T>>(bodies.size());
        try (var group = TaskGroup.open()) {
            for (var body : bodies) {
                handles.add(group.fork(body::call));
            }
            group.join();
        }
        return values(handles);
    }

    /**
     * Runs pieces of work at the same time, and answers their results when all have ended.
     *
     * @param bodies the work
     * @param <T> the type of the results
     * @return the results in the order of the bodies
     * @throws TaskGroupFailed if one failed; the others were cancelled (ER-209)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T extends @Nullable Object> List<T> gather(Callable<? extends T>... bodies) {
        return gather(List.of(bodies));
    }

    /**
     * Applies a function to items, several at the same time, and answers the results when all have ended.
     *
     * @param items the items
     * @param atMost how many to work on at the same time, at least 1
     * @param function what to apply, each time as a task of its own
     * @param <A> the type of the items
     * @param <T> the type of the results
     * @return the results in the order of the items
     * @throws IllegalArgumentException if {@code atMost} is below 1
     * @throws TaskGroupFailed if one failed; the others were cancelled, and no more are started (ER-209)
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public static <A extends @Nullable Object, T extends @Nullable Object> List<T> map(
            Iterable<? extends A> items, int atMost, Function<? super A, ? extends T> function) {
        return Completions.<A, T>map(items, atMost, function);
    }

    /**
     * A function that may throw anything.
     *
     * @param <A> the type of its argument
     * @param <T> the type of its result
     */
    @FunctionalInterface
    public interface Function<A extends @Nullable Object, T extends @Nullable Object> {
        /**
         * Applies it.
         *
         * @param argument the argument
         * @return the result
         * @throws Exception whatever it throws
         */
        T apply(A argument) throws Exception;
    }

    /**
     * Runs pieces of work at the same time, and answers their results one by one as they come.
     *
     * @param bodies the work, at least one
     * @param <T> the type of the results
     * @return the results in the order of completion; to be closed, which cancels what still runs
     * @throws IllegalArgumentException if there are none
     * @throws NoAwaitletContext outside an awaitlet (ER-101)
     */
    public static <T extends @Nullable Object> Completions<T> asCompleted(
            Collection<? extends Callable<? extends T>> bodies) {
        return Completions.of(bodies);
    }

    /** The values of tasks that have ended with one. */
    static <T extends @Nullable Object> List<T> values(List<TaskHandle<T>> handles) {
        var values = new ArrayList<T>(handles.size());
        handles.forEach(handle -> values.add(handle.value()));
        return values;
    }
}
