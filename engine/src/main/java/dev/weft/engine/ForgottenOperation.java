package dev.weft.engine;

import dev.weft.awaitlet.WeftException;

/**
 * The failure of a block that ended while an operation of its connection was still running or queued (ER-316): a stage
 * was left out of the chain. The operation is cancelled and the transaction rolled back.
 *
 * <p>As thread-safe as any {@link Throwable}.
 */
public final class ForgottenOperation extends WeftException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param operation what was still running
     */
    public ForgottenOperation(String operation) {
        super(
                "ER-316",
                "A block ended while its connection was still running: " + SqlText.shortened(operation) + ".",
                "Chain every operation with thenCompose, or await it, before the block's stage completes.",
                null);
    }
}
