package dev.weft.awaitlet;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Something held until the end of a try-with-resources block: a lock, a token, a permit, or the use of a resource.
 *
 * <ul>
 *   <li>{@link #close()} gives it back, as {@code release()} of the primitive does and under the same rules.
 *   <li>Closing it a second time does nothing.
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
public final class Held implements AutoCloseable {
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final Runnable release;

    Held(Runnable release) {
        this.release = release;
    }

    /** Runs a body, and gives the thing back however the body ends. */
    static <T extends @Nullable Object> T during(Held held, Callable<T> body) {
        try (var _ = held) {
            return body.call();
        } catch (Throwable failure) {
            throw Failures.sneak(failure);
        }
    }

    /** The same for a body without a result. */
    static void during(Held held, Action body) {
        var _ = during(held, body.asCallable());
    }

    /**
     * Gives it back.
     *
     * @throws PrimitiveMisuse if the caller must not give it back, or it was given back behind this object's back
     *     (ER-208)
     * @throws NoAwaitletContext if only its task may give it back, and this is no awaitlet (ER-101)
     */
    @Override
    public void close() {
        if (open.compareAndSet(true, false)) {
            try {
                release.run();
            } catch (WeftException refused) {
                open.set(true); // still held: its owner can close it
                throw refused;
            }
        }
    }

    @Override
    public String toString() {
        return "Held[" + (open.get() ? "open" : "closed") + "]";
    }
}
