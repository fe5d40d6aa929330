package dev.weft.awaitlet.spi;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What carries one context value, such as a scoped value or a logging context, from the code that starts an awaitlet
 * into that awaitlet.
 *
 * <p>Carriers are given in {@link dev.weft.awaitlet.AsyncOptions} or found by the {@link java.util.ServiceLoader}. The
 * value is copied in: what the awaitlet sets later stays its own. Implementations are safe for use by many threads.
 */
@FunctionalInterface
public interface ContextCarrier {
    /**
     * Reads the value on the thread that starts an awaitlet.
     *
     * @return what puts the value in place around the awaitlet's body
     */
    Captured capture();

    /** A captured value. */
    @FunctionalInterface
    interface Captured {
        /**
         * Runs a body with the captured value in place.
         *
         * @param body what to run
         * @param <T> the type of its result
         * @return the body's result
         * @throws Exception whatever the body throws
         */
        <T extends @Nullable Object> T call(Callable<T> body) throws Exception;
    }

    /**
     * A carrier for a scoped value: bound in the awaitlet if it was bound at its start.
     *
     * @param value the scoped value
     * @param <V> its type
     * @return the carrier
     */
    static <V> ContextCarrier of(ScopedValue<V> value) {
        return () -> {
            if (!value.isBound()) {
                return Callable::call;
            }
            var captured = value.get();
            return new Captured() {
                @Override
                public <T extends @Nullable Object> T call(Callable<T> body) throws Exception {
                    return ScopedValue.where(value, captured).call(body::call);
                }
            };
        };
    }

    /**
     * A carrier for a value that lives with a thread: read by one function, written by another, and written back to
     * what it was after the body.
     *
     * @param read reads the value on the current thread
     * @param write sets the value on the current thread
     * @param <V> its type
     * @return the carrier
     */
    static <V extends @Nullable Object> ContextCarrier of(Supplier<V> read, Consumer<V> write) {
        return () -> {
            var captured = read.get();
            return new Captured() {
                @Override
                public <T extends @Nullable Object> T call(Callable<T> body) throws Exception {
                    var before = read.get();
                    write.accept(captured);
                    try {
                        return body.call();
                    } finally {
                        write.accept(before);
                    }
                }
            };
        };
    }
}
