package dev.weft.awaitlet;

/**
 * The failure of a call that blocks its thread until async work has ended, made where a thread must not be blocked: in
 * an awaitlet or on the thread of an event loop (ER-206). The work has not been started.
 */
public final class PortalOnOwnLoop extends WeftException {
    private static final long serialVersionUID = 1L;

    private PortalOnOwnLoop(String problem, String cure) {
        super("ER-206", problem, cure, null);
    }

    /** Refuses an operation that blocks the current thread, unless it is an ordinary one. */
    static void refuse(String operation) {
        var awaitlet = AwaitletTask.currentOrNull();
        if (awaitlet != null) {
            throw new PortalOnOwnLoop(
                    operation + " blocks its thread, and was called in the " + awaitlet + ".",
                    "Call the code itself, or await(...) the future of async(...) or of Portal.startSoon(...).");
        }
        if (EventLoops.isEventLoop(Thread.currentThread())) {
            throw new PortalOnOwnLoop(
                    operation + " blocks its thread, and was called on the event-loop thread \""
                            + Thread.currentThread().getName() + "\".",
                    "Compose the future of async(...) or of Portal.startSoon(...), or call on an ordinary thread.");
        }
    }
}
