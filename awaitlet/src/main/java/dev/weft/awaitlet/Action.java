package dev.weft.awaitlet;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A piece of blocking-style code without a result, which may throw anything. */
@FunctionalInterface
public interface Action {
    /**
     * Runs the code.
     *
     * @throws Exception whatever the code throws
     */
    void run() throws Exception;

    /**
     * This code as a {@link Callable} whose result is null.
     *
     * @return the same code
     */
    default Callable<@Nullable Void> asCallable() {
        return () -> {
            run();
            return null;
        };
    }
}
