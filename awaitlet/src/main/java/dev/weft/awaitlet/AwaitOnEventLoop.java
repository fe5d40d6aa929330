package dev.weft.awaitlet;

/**
 * The failure of awaiting, or of blocking-style database work, on the thread of an event loop (ER-102).
 *
 * <p>Waiting there would stop every task of that loop, so it is refused at once, whatever else is set up.
 */
public final class AwaitOnEventLoop extends WeftException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception for the current thread.
     *
     * @param operation what was attempted, such as {@code await(...)}
     */
    public AwaitOnEventLoop(String operation) {
        super(
                "ER-102",
                operation + " was called on the event-loop thread \""
                        + Thread.currentThread().getName() + "\".",
                "Move the call into an awaitlet with async(() -> ...); its future may be composed on the loop.",
                null);
    }
}
