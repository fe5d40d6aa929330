package dev.weft.engine;

import dev.weft.awaitlet.WeftException;

/**
 * The failure of asking a method that reads the whole result for a streamed one (ER-304).
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class AsyncMethodRequired extends WeftException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param method the method that was called, such as {@code execute()}
     */
    public AsyncMethodRequired(String method) {
        super(
                "ER-304",
                "The statement has a fetch size, but " + method + " reads its whole result into memory.",
                "Use stream(), which fetches that many rows at a time, or leave the fetch size out.",
                null);
    }
}
