package dev.weft.awaitlet;

import java.time.Duration;

/**
 * The failure of work that did not end within the time given to {@link CancelScope#failAfter} (ER-204).
 *
 * <p>By the time it is thrown the work has been cancelled and has ended.
 */
public final class ScopeTimeout extends WeftException {
    private static final long serialVersionUID = 1L;

    ScopeTimeout(Duration limit, Cancelled cancelled) {
        super(
                "ER-204",
                "The work did not end within " + limit.toMillis() + " ms and was cancelled.",
                "Give it more time, or look at what it awaited when it was cancelled (the cause).",
                cancelled);
    }
}
