package dev.weft.awaitlet;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The signal that the current scope is cancelled, thrown at a checkpoint (ER-204).
 *
 * <ul>
 *   <li>It is thrown again at every checkpoint until the scope is left; catching it does not undo the cancel.
 *   <li>The scope that was cancelled absorbs it at its end; code in between only cleans up.
 *   <li>It is a {@link CancellationException}, so a future that ends with it {@code isCancelled()}, and Kotlin, Reactor
 *       and others take it for a cancellation.
 * </ul>
 *
 * <p>It is not an application error and not a {@link WeftException}: {@code catch (WeftException e)} lets it pass.
 */
public final class Cancelled extends CancellationException implements Coded {
    private static final long serialVersionUID = 1L;

    private final transient CancelReason reason;

    /**
     * Makes the signal.
     *
     * @param reason why the scope was cancelled
     */
    public Cancelled(CancelReason reason) {
        super("[ER-204] " + reason);
        this.reason = reason;
    }

    @Override
    public String code() {
        return "ER-204";
    }

    /**
     * Why the scope was cancelled.
     *
     * @return the first cause
     */
    public CancelReason reason() {
        return reason;
    }

    /** The same signal, with what failed while it was on its way. */
    Cancelled alongside(@Nullable Throwable failure) {
        if (failure != null) {
            addSuppressed(failure);
        }
        return this;
    }
}
