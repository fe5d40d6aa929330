package dev.weft.awaitlet;

/**
 * Why a scope was cancelled: the first cause, kept when others follow.
 *
 * @param kind what cancelled it
 * @param message the words given by whoever cancelled it; never null, may be empty
 */
public record CancelReason(Kind kind, String message) {
    /** What cancelled a scope. */
    public enum Kind {
        /** {@link CancelScope#cancel} was called. */
        REQUESTED,
        /** The scope's deadline passed. */
        DEADLINE,
        /** The future that stands for the work was cancelled. */
        FUTURE_CANCELLED,
        /** Foreign code interrupted the thread. */
        INTERRUPTED,
        /** The owner of the work, such as an engine, was closed. */
        ABANDONED,
        /** The group of the task ended: another of its tasks, or its block, failed or was left. */
        GROUP
    }

    /**
     * A cancel by hand.
     *
     * @param message the words of whoever cancels
     * @return the reason
     */
    public static CancelReason requested(String message) {
        return new CancelReason(Kind.REQUESTED, message);
    }

    @Override
    public String toString() {
        var what = switch (kind) {
            case REQUESTED -> "cancelled";
            case DEADLINE -> "deadline passed";
            case FUTURE_CANCELLED -> "its future was cancelled";
            case INTERRUPTED -> "its thread was interrupted";
            case ABANDONED -> "its owner was closed";
            case GROUP -> "its group ended";
        };
        return message.isEmpty() ? what : what + ": " + message;
    }
}
