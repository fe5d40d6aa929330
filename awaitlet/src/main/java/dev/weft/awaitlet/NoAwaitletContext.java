package dev.weft.awaitlet;

/**
 * The failure of awaiting, or of blocking-style database work, outside any awaitlet (ER-101).
 *
 * <p>A thread that is not an awaitlet cannot suspend, so waiting there would block it. That is never done silently.
 */
public final class NoAwaitletContext extends WeftException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception for the current thread.
     *
     * @param operation what was attempted, such as {@code await(...)}
     */
    public NoAwaitletContext(String operation) {
        super(
                "ER-101",
                operation + " was called on thread \"" + Thread.currentThread().getName()
                        + "\", which is not an awaitlet.",
                "Run the code inside async(() -> ...), or compose the returned future instead of awaiting it.",
                null);
    }
}
