package dev.weft.awaitlet;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One send or receive: complete once it has ended, one way or another.
 *
 * <p>Cancelling it takes it out of its line. If it was served before that, the cancel does nothing and the turn is
 * complete when {@link #cancel} returns, so that nobody who waits for it gives up an item that is already his.
 */
final class ChannelTurn<T> extends CompletableFuture<ChannelTurn.End> {
    /** How a turn ended. */
    enum End {
        /** The item has changed hands. */
        DONE,
        /** It must not wait, and would have to. */
        WOULD_BLOCK,
        /** Its own half is closed. */
        CLOSED,
        /** No half of the other kind is open. */
        OVER
    }

    final ChannelState.Door<T> door;
    private final ChannelState<T> state;
    private @Nullable T item; // published by end
    private volatile @Nullable End end; // set once, under the lock of the channel

    ChannelTurn(ChannelState<T> state, ChannelState.Door<T> door, @Nullable T item) {
        this.state = state;
        this.door = door;
        this.item = item;
    }

    /** The item that is sent, or was received. */
    T item() {
        return Objects.requireNonNull(item, "a turn that was not served has no item");
    }

    /** Decides that the item changes hands; called under the lock. */
    void serve(T what) {
        item = what;
        end = End.DONE;
    }

    /** Decides that it never will; called under the lock. */
    void refuse(End how) {
        end = how;
    }

    /** Tells what was decided, if it was; called without the lock. */
    void settle() {
        var decided = end;
        if (decided != null) {
            complete(decided);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (state.leave(this)) {
            return super.cancel(mayInterruptIfRunning);
        }
        settle();
        return false;
    }

    /**
     * Suspends the current awaitlet until this turn has ended; its end is answered even if a cancel arrived with it.
     */
    End await() {
        var decided = end;
        if (decided != null) {
            return decided;
        }
        try {
            return Awaitlets.await(this);
        } catch (Cancelled cancelled) {
            if (isCancelled()) {
                throw cancelled;
            }
            return join(); // served since it got in line, when the scope was not yet cancelled
        }
    }
}
