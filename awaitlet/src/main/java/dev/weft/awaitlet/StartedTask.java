package dev.weft.awaitlet;

import org.jspecify.annotations.Nullable;

/**
 * A task that has signalled that it is ready.
 *
 * @param value what it signalled
 * @param task its handle
 * @param <S> the type of what it signalled
 * @param <T> the type of its result
 */
public record StartedTask<S extends @Nullable Object, T extends @Nullable Object>(S value, TaskHandle<T> task) {}
