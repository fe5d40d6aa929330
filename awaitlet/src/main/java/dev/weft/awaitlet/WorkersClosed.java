package dev.weft.awaitlet;

/** The failure of handing work to {@link Workers} that have been closed (ER-207). The work has not been started. */
public final class WorkersClosed extends WeftException {
    private static final long serialVersionUID = 1L;

    WorkersClosed(String workers, Throwable refused) {
        super(
                "ER-207",
                "The workers \"" + workers + "\" are closed and take no more work.",
                "Close them after their last use, or create new ones.",
                refused);
    }
}
