package dev.weft.awaitlet;

import org.jspecify.annotations.Nullable;

/**
 * How a task of a group stands: running, or ended in one of three ways. Immutable.
 *
 * @param <T> the type of its result
 */
public sealed interface TaskOutcome<T extends @Nullable Object> {
    /**
     * It has not ended.
     *
     * @param <T> the type of its result
     */
    record Running<T extends @Nullable Object>() implements TaskOutcome<T> {}

    /**
     * It has ended with a result.
     *
     * @param value the result
     * @param <T> the type of its result
     */
    record Finished<T extends @Nullable Object>(T value) implements TaskOutcome<T> {
        /** Without the result, which is the user's. */
        @Override
        public String toString() {
            return "Finished[]";
        }
    }

    /**
     * It has failed.
     *
     * @param failure what it threw
     * @param <T> the type of its result
     */
    record Failed<T extends @Nullable Object>(Throwable failure) implements TaskOutcome<T> {}

    /**
     * It was cut short by a cancel, of the task or of a scope around it.
     *
     * @param cancel the cancel, with what failed in the cleanup behind it among its suppressed exceptions
     * @param <T> the type of its result
     */
    record Stopped<T extends @Nullable Object>(Cancelled cancel) implements TaskOutcome<T> {}
}
