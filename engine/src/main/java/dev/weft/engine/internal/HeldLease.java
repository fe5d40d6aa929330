package dev.weft.engine.internal;

import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.NotStarted;
import dev.weft.engine.internal.events.AtHand;
import dev.weft.engine.internal.pool.ConnectionPool;
import dev.weft.engine.internal.pool.Lease;
import dev.weft.engine.spi.DriverConnection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The lease of a connection of the async face: taken from the pool when first needed, and again after a loss.
 *
 * <p>Changed by the connection's one operation at a time, read from anywhere.
 */
final class HeldLease {
    private final EngineConnection holder;
    private final ConnectionPool pool;
    private final ConnectionEvents events;
    private final TransactionState transaction;
    private final OpenCursors cursors;
    private final List<StackTraceElement> site;
    private volatile @Nullable Lease lease;
    private volatile boolean invalidated;

    /** @param site where the connection was asked for, or nothing */
    HeldLease(
            EngineConnection holder,
            ConnectionPool pool,
            ConnectionEvents events,
            TransactionState transaction,
            OpenCursors cursors,
            List<StackTraceElement> site) {
        this.holder = holder;
        this.pool = pool;
        this.events = events;
        this.transaction = transaction;
        this.cursors = cursors;
        this.site = site;
    }

    /** The connection held, or null if none is. */
    @Nullable
    DriverConnection connection() {
        var held = lease;
        return held == null ? null : held.connection();
    }

    Map<String, Object> info() {
        var held = lease;
        if (held == null) {
            throw new NotStarted("This connection");
        }
        return held.info();
    }

    boolean invalidated() {
        var held = connection();
        return invalidated || (held != null && held.broken());
    }

    AtHand hand(DriverConnection connection) {
        return events.hand(lease, connection);
    }

    /** Runs an operation on the connection held, or on a new one of the pool. */
    <T extends @Nullable Object> WorkFuture<T> on(Function<DriverConnection, WorkFuture<T>> operation) {
        var held = lease;
        if (held == null) {
            return takeAndRun(operation);
        }
        if (!held.connection().broken()) {
            return operation.apply(held.connection());
        }
        if (transaction.open()) {
            transaction.lost(null);
            transaction.refuseIfLost();
        }
        lease = null;
        cursors.lost("its connection was lost", null);
        return Completion.work(WorkFuture.following(held.giveBack()).thenCompose(nothing -> takeAndRun(operation)));
    }

    private <T extends @Nullable Object> WorkFuture<T> takeAndRun(Function<DriverConnection, WorkFuture<T>> operation) {
        var caller = transaction.block() ? Callers.waiting(site) : Callers.here(site);
        return Completion.work(events.acquire(pool, caller).thenCompose(taken -> {
            lease = taken;
            taken.heldBy(holder);
            invalidated = false;
            return events.unheard()
                    ? operation.apply(taken.connection())
                    : Completion.work(toldCheckOut(taken).thenCompose(nothing -> operation.apply(taken.connection())));
        }));
    }

    /** Tells that a connection is taken; one that a listener will not have is not used. */
    private WorkFuture<@Nullable Void> toldCheckOut(Lease taken) {
        return Completion.work(events.checkedOut(taken).whenComplete((nothing, failure) -> {
            if (failure != null) {
                lease = null;
                var _ = taken.discard();
            }
        }));
    }

    /** Ends the connection without a word to the server, and what runs on it; from any thread. */
    void cutOff() {
        var held = connection();
        if (held != null) {
            held.abort();
        }
    }

    /** Closes the connection, at the wish of its holder. */
    WorkFuture<@Nullable Void> invalidate(@Nullable Throwable cause, @Nullable StackTraceElement site) {
        transaction.lost(cause);
        invalidated = lease != null;
        if (invalidated) {
            events.watch().listeners().after("invalidated", listener -> listener.invalidated(cause));
        }
        return drop("its connection was invalidated", site);
    }

    /** Ends the hold of a connection that was lost or invalidated, and is closed. */
    WorkFuture<@Nullable Void> drop(String how, @Nullable StackTraceElement site) {
        var held = lease;
        lease = null;
        cursors.lost(how, site);
        if (held == null) {
            return WorkFuture.completedWork(null);
        }
        return WorkFuture.following(invalidated ? held.discard() : held.giveBack());
    }

    /** Gives the connection back to the pool; one whose open results do not end well is closed. */
    WorkFuture<@Nullable Void> giveBack() {
        var held = lease;
        lease = null;
        transaction.ended();
        if (held == null) {
            return WorkFuture.completedWork(null);
        }
        if (cursors.none()) {
            return WorkFuture.following(events.giveBack(held));
        }
        CompletableFuture<@Nullable Void> ended = cursors.end("its connection went back to the pool", null);
        return WorkFuture.following(Completion.anyway(ended, whole -> whole ? events.giveBack(held) : held.discard()));
    }
}
