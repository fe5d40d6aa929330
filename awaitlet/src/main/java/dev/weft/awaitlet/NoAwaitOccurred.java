package dev.weft.awaitlet;

/**
 * The failure of an awaitlet that was required to await and returned without doing so (ER-103).
 *
 * <p>Asked for with {@link AsyncOptions#requireAwaitToOccur()}. It tells that code taken for asynchronous blocked
 * instead, or never reached its driver.
 */
public final class NoAwaitOccurred extends WeftException {
    private static final long serialVersionUID = 1L;

    NoAwaitOccurred(Awaitlet awaitlet) {
        super(
                "ER-103",
                awaitlet + " returned without a single await.",
                "Check that the code reaches an async driver, or start it without requireAwaitToOccur().",
                null);
    }
}
