package dev.weft.awaitlet;

/**
 * The failure of calling from a thread into the async side without a caller there (ER-213): the thread is no worker
 * thread, or the awaitlet it was given has ended.
 */
public final class NoCaller extends WeftException {
    private static final long serialVersionUID = 1L;

    private NoCaller(String problem, String cure) {
        super("ER-213", problem, cure, null);
    }

    static NoCaller noWorker(String operation) {
        return new NoCaller(
                operation + " was called on thread \"" + Thread.currentThread().getName()
                        + "\", which runs no code handed to workers.",
                "Call it in code given to Workers.call(...), or give the thread a FromWorker.token().");
    }

    static NoCaller ended(Awaitlet awaitlet) {
        return new NoCaller(
                "The " + awaitlet + ", on whose behalf a thread called, has ended.",
                "Wait for the thread before the awaitlet ends, or let the thread call through a portal.");
    }
}
