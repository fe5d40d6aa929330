package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Awaitlets.awaitShielded;

import dev.weft.awaitlet.Action;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.CancelScope;
import dev.weft.awaitlet.WeftException;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.SyncWork;
import dev.weft.engine.spi.KeptConnections;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hibernate.JDBCException;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * A plain Hibernate session of either kind, opened by its first operation, and the queue of those operations.
 *
 * <p>The plain session and what is kept about it are touched by the queue's one operation at a time, and by nothing
 * else; the fields are volatile because the operations run on different threads.
 */
final class SessionCore<S extends SharedSessionContractImplementor> {
    private static final String CLOSE = "close";

    private final String name;
    private final SessionKind<S> kind;
    private final SessionSlot<S> slot;
    private final Duration finishTimeout;
    private final SessionQueue queue;
    private final AtomicReference<@Nullable CompletableFuture<Void>> closing = new AtomicReference<>();
    private final AtomicReference<@Nullable Operation> held = new AtomicReference<>();
    private final SessionUses uses;
    private final SessionTransaction transaction;
    private final OpenSessions.Place place;
    private volatile @Nullable CoreSession<S> face;

    SessionCore(
            String name,
            SessionKind<S> kind,
            OrmSource source,
            SessionOpening opening,
            Duration finishTimeout,
            OpenSessions siblings) {
        this.name = name;
        this.kind = kind;
        this.slot = new SessionSlot<>(kind, source, opening);
        this.finishTimeout = finishTimeout;
        this.queue = new SessionQueue(name);
        this.uses = new SessionUses(queue);
        this.transaction = new SessionTransaction(name);
        this.place = siblings.placeOf(this);
    }

    /** Where its maker knows it. */
    OpenSessions.Place place() {
        return place;
    }

    /** Keeps the session that its user has, and answers it. */
    <A extends CoreSession<S>> A shownAs(A session) {
        face = session;
        return session;
    }

    /** The session that its user has. */
    @Nullable
    CoreSession<S> face() {
        return face;
    }

    SessionKind<S> kind() {
        return kind;
    }

    // Operations of the owner.

    <T extends @Nullable Object> CompletableFuture<T> operate(String operation, SyncWork<? super S, T> body) {
        return submit(operation, CallSite.find(), SessionQueue.EVER, usingSession(body));
    }

    /** An operation that only reads: outside of a transaction it needs none. */
    <T extends @Nullable Object> CompletableFuture<T> read(String operation, SyncWork<? super S, T> body) {
        return submit(operation, CallSite.find(), SessionQueue.EVER, usingSession(session -> {
            reads();
            return body.apply(session);
        }));
    }

    /** Tells, in an operation, that from here on it only reads. */
    void reads() {
        slot.reads();
    }

    /** An operation that a block may end before, once it is not wanted any more. */
    <T extends @Nullable Object> CompletableFuture<T> operate(
            String operation, BooleanSupplier wanted, SyncWork<? super S, T> body) {
        return submit(operation, CallSite.find(), wanted, usingSession(body));
    }

    private <T extends @Nullable Object> Callable<T> usingSession(SyncWork<? super S, T> body) {
        return () -> {
            var usable = usable();
            try {
                return body.apply(usable.session());
            } catch (Exception failure) {
                throw transaction.heard(failure, usable);
            }
        };
    }

    /** Like an operation, but what it throws is its own business. */
    <T extends @Nullable Object> CompletableFuture<T> runSync(SyncWork<? super S, T> work) {
        return submit("runSync", CallSite.find(), SessionQueue.EVER, () -> work.apply(usable().session()));
    }

    CompletableFuture<Void> commit() {
        return Completion.of(this.<@Nullable Void>operate("commit", session -> {
            transaction.require(session, "commit");
            transaction.flush(kind, session);
            return finish(() -> transaction.commit(kind, session));
        }));
    }

    CompletableFuture<Void> rollback() {
        return Completion.of(this.<@Nullable Void>submit("rollback", CallSite.find(), SessionQueue.EVER, () -> {
            var session = open().session();
            return finish(() -> transaction.rollback(session));
        }));
    }

    CompletableFuture<Void> reset() {
        return Completion.of(this.<@Nullable Void>submit("reset", CallSite.find(), SessionQueue.EVER, () -> {
            var session = open().session();
            return finish(() -> {
                try (Orm.Step _ = () -> kind.clear(session)) {
                    transaction.rollback(session);
                }
            });
        }));
    }

    /** Does what no cancel may split. */
    private @Nullable Void finish(Runnable end) {
        return CancelScope.<@Nullable Void>shielded(finishTimeout, () -> {
            end.run();
            return null;
        });
    }

    CompletableFuture<Void> markForRollback() {
        return Completion.of(this.<@Nullable Void>operate("markForRollback", session -> {
            transaction.markForRollback(session);
            return null;
        }));
    }

    SessionTransaction transaction() {
        return transaction;
    }

    /** Refuses what needs a transaction, in an operation. */
    void requireTransaction(String purpose) {
        transaction.require(open().session(), purpose);
    }

    /** Told its site by its caller, because each frame in between costs. */
    private <T extends @Nullable Object> CompletableFuture<T> submit(
            String operation, StackWalker.@Nullable StackFrame site, BooleanSupplier wanted, Callable<T> body) {
        try {
            refuseIfClosed();
            return queue.submit(operation, site, wanted, () -> resting(body));
        } catch (WeftException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private <T extends @Nullable Object> T resting(Callable<T> body) throws Exception {
        T value;
        try {
            value = body.call();
        } catch (Throwable failure) {
            try {
                slot.rest();
            } catch (JDBCException second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
        slot.rest();
        return value;
    }

    // The plain session, for the current awaitlet.

    S hold() {
        Awaitlets.require("sync()");
        refuseIfClosed();
        var operation = queue.hold("sync");
        try {
            var current = open();
            current.reading(false);
            held.set(operation);
            return current.session();
        } catch (Throwable failure) {
            queue.leave(operation);
            throw failure;
        }
    }

    boolean isHeldHere() {
        var operation = held.get();
        return operation != null
                && Awaitlets.current().filter(operation::isRunBy).isPresent();
    }

    private void release() {
        var operation = held.getAndSet(null);
        if (operation != null) {
            queue.leave(operation);
        }
    }

    void loadLazily(Supplier<String> attribute, Runnable load) {
        var reader = Awaitlets.current().orElse(null);
        if (reader == null) {
            throw LazyLoadOutsideScope.outsideAwaitlet(attribute.get());
        }
        if (queue.isRunBy(reader)) {
            KeptConnections.running(load);
        } else {
            await(queue.submit("lazy load", CallSite.find(), SessionQueue.EVER, () -> {
                load.run();
                return this;
            }));
        }
    }

    // What a block does for itself.

    SessionQueue.@Nullable Owner lend(Operation block) {
        refuseIfClosed();
        return queue.lend(block);
    }

    void giveBack(SessionQueue.@Nullable Owner lender) {
        queue.giveBack(lender);
    }

    void beginBlock() {
        ownOperation("begin", transaction::begin);
    }

    void beginWithFirstOperation() {
        transaction.beginWithFirst();
    }

    void flushBlock() {
        ownOperation("flush", session -> transaction.flush(kind, session));
    }

    /** In the current awaitlet, to which the connection belongs from now on. */
    void flushHere() {
        queue.runOwn("flush", () -> {
            var current = slot.current();
            if (current != null) {
                doing(session -> transaction.flush(kind, session), current);
            }
        });
    }

    /** An operation that a block makes for itself. */
    void ownOperation(String operation, Consumer<? super S> body) {
        await(queue.submitOwn(operation, () -> doing(body, open())));
    }

    /** One that ends a block: no cancel reaches it. */
    void endOperation(String operation, Operation place, Consumer<? super S> body) {
        var _ = awaitShielded(ending(operation, place, () -> {
            var current = slot.current();
            if (current != null) {
                doing(body, current);
            }
        }));
    }

    private SessionCore<S> doing(Consumer<? super S> body, OpenedSession<S> current) throws Exception {
        try {
            body.accept(current.session());
        } catch (Exception failure) {
            throw transaction.heard(failure, current);
        }
        return this;
    }

    /** Ends a block: commits or rolls back what is still active. */
    void endBlock(boolean commit, Operation place) {
        var _ = awaitShielded(ending(commit ? "commit" : "rollback", place, () -> end(commit)));
    }

    /**
     * Ends a block and its session, as one unit and in the current awaitlet: commits or rolls back what is still
     * active, and closes the session, unless somebody else closes it already.
     */
    void endHere(boolean commit, Operation place) {
        var mine = new CompletableFuture<Void>();
        var before = closing.compareAndExchange(null, mine);
        try {
            queue.runEnding(
                    place, finishTimeout, before == null ? closing(mine, () -> end(commit)) : () -> end(commit));
        } catch (Throwable failure) {
            mine.completeExceptionally(failure);
            throw failure;
        }
        if (before != null) {
            var _ = awaitShielded(before.copy());
        }
    }

    /** One last thing and the close. */
    private Action closing(CompletableFuture<Void> told, Action last) {
        return () -> {
            try (Orm.Step _ = () -> close(told)) {
                last.run();
            }
        };
    }

    private void end(boolean commit) throws Exception {
        transaction.blockEnds();
        if (commit) {
            slot.refuseIfEnded(this);
        }
        var current = slot.current();
        if (current != null && Orm.inTransaction(current.session())) {
            try {
                if (commit && !transaction.isMarkedByUser()) {
                    transaction.commit(kind, current.session());
                } else {
                    transaction.rollback(current.session());
                }
            } catch (Exception failure) {
                throw transaction.heard(failure, current);
            }
        }
    }

    /** Ends something nobody waits for, in its turn, unless the session is closed, and that with it. */
    void endQuietly(String operation, Action body) {
        if (!isClosed()) {
            var _ = ending(operation, queue.reserveQuietly(operation), () -> {
                if (slot.current() != null) {
                    body.run();
                }
            });
        }
    }

    private WorkFuture<SessionCore<S>> ending(String operation, Operation place, Action body) {
        return queue.submitEnding(place, operation, finishTimeout, () -> {
            body.run();
            return this;
        });
    }

    /** Those that run on though nobody was told their end; a close may be somebody else's, and loses nothing untold. */
    List<Operation> unanswered() {
        return queue.pending().stream()
                .filter(operation -> operation.unanswered() && !operation.isNamed(CLOSE))
                .toList();
    }

    EndTurn endTurn() {
        return new EndTurn(queue);
    }

    void stopBefore(Operation place, CancelReason reason) {
        queue.pendingBefore(place).forEach(operation -> operation.cancel(reason));
    }

    /** What uses this session. */
    SessionUses uses() {
        return uses;
    }

    // The end of the session.

    boolean isClosed() {
        return closing.get() != null;
    }

    CompletableFuture<Void> aclose() {
        if (isHeldHere()) {
            closeHeld();
        } else {
            var _ = closeAfter(CLOSE, queue.reserve(CLOSE, null), () -> {});
        }
        return Objects.requireNonNull(closing.get()).copy();
    }

    CompletableFuture<Void> invalidate() {
        if (isHeldHere()) {
            slot.discard();
            closeHeld();
        } else {
            var place = queue.reserve(CLOSE, null);
            stopBefore(place, CancelReason.requested("its session was invalidated"));
            var _ = closeAfter("invalidate", place, slot::discard);
        }
        return Objects.requireNonNull(closing.get()).copy();
    }

    /** Tells whether the session holds an entity, in its turn, whoever owns it. */
    CompletableFuture<Boolean> holds(Object entity) {
        return Awaitlets.current().filter(queue::isRunBy).isPresent()
                ? CompletableFuture.completedFuture(slot.holds(entity))
                : queue.submitOwn("contains", () -> slot.holds(entity));
    }

    /** Does one last thing and closes the session, unless somebody else closes it already. */
    private CompletableFuture<?> closeAfter(String operation, Operation place, Action last) {
        var mine = new CompletableFuture<Void>();
        var before = closing.compareAndExchange(null, mine);
        if (before != null) { // by somebody whose turn may come before this, or after it
            return ending(operation, place, last).thenCompose(_ -> before.copy());
        }
        var work = ending(operation, place, closing(mine, last));
        var _ = work.whenComplete((_, failure) -> {
            if (failure != null) {
                mine.completeExceptionally(failure);
            }
        });
        return work;
    }

    /** Closes the session in the awaitlet that holds it, to which its connection belongs. */
    void closeHeld() {
        var mine = new CompletableFuture<Void>();
        var before = closing.compareAndExchange(null, mine);
        try {
            CancelScope.<@Nullable Void>shielded(finishTimeout, () -> {
                close(before == null ? mine : before);
                return null;
            });
        } finally {
            release();
        }
    }

    private void close(CompletableFuture<Void> told) {
        try {
            slot.close();
        } catch (Throwable failure) {
            place.leave();
            told.completeExceptionally(failure);
            throw failure;
        }
        place.leave();
        told.complete(null);
    }

    // The plain session, in its turn.

    private OpenedSession<S> open() {
        var current = slot.open(this);
        transaction.beginIfDue(current.session());
        transaction.used();
        return current;
    }

    private OpenedSession<S> usable() {
        var current = open();
        transaction.requireBlock(current.session());
        current.reading(false);
        return current;
    }

    private void refuseIfClosed() {
        if (isClosed()) {
            throw SessionSlot.closed(this);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
