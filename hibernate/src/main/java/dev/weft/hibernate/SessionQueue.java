package dev.weft.hibernate;

import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Awaitlets.awaitShielded;

import dev.weft.awaitlet.Action;
import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.Awaitlet;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.CancelScope;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.spi.KeptConnections;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The operations of one session: whose they may be, and one at a time, first in, first out.
 *
 * <ul>
 *   <li>Each runs in an awaitlet of its own, started at once, which waits for its turn. A turn ends before the future
 *       of its operation completes.
 *   <li>An operation cancelled while it waits never runs, and those behind it still wait for those before it.
 *   <li>No caller's code runs while the lock is held.
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
final class SessionQueue {
    /** For an operation somebody waits for, whatever happens. */
    static final BooleanSupplier EVER = () -> true;

    private static final CompletableFuture<Void> AT_ONCE = CompletableFuture.completedFuture(null);

    private final String session;
    private final String ofSession;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Operation> pending = new ArrayList<>(2); // guarded by lock
    private final List<Operation> ends = new ArrayList<>(0); // of blocks, kept and not begun; guarded by lock
    private long entered; // guarded by lock
    private CompletableFuture<Void> allEnded = AT_ONCE; // guarded by lock
    private @Nullable Owner owner; // guarded by lock

    SessionQueue(String session) {
        this.session = session;
        this.ofSession = " of " + session;
    }

    /** The awaitlet a session belongs to, and what it first used it for. */
    record Owner(Awaitlet task, Operation first) {}

    /** A place in the queue: the operation, and what has to end before its turn. */
    private record Place(Operation operation, CompletableFuture<Void> turn) {}

    /**
     * Runs an operation of the current awaitlet, or of a callback, when its turn comes.
     *
     * @param site where its user called it
     * @throws SessionSharedAcrossTasks if the session belongs to another awaitlet (ER-501)
     * @throws SessionReentered from inside another operation (ER-507)
     */
    <T extends @Nullable Object> WorkFuture<T> submit(
            String name, StackWalker.@Nullable StackFrame site, BooleanSupplier wanted, Callable<T> body) {
        return startInTurn(enter(name, site, true, wanted), name, body);
    }

    /** Runs an operation that a block makes for itself, whoever owns the session meanwhile. */
    <T extends @Nullable Object> WorkFuture<T> submitOwn(String name, Callable<T> body) {
        return startInTurn(enter(name, null, false, EVER), name, body);
    }

    /** Runs an operation that a block makes for itself when its turn comes, in the current awaitlet. */
    void runOwn(String name, Action body) {
        var place = enter(name, null, false, EVER);
        var scope = CancelScope.create();
        place.operation.startedIn(scope);
        try {
            scope.<@Nullable Void>callOrFail(() -> {
                awaitTurn(place);
                return runHere(place.operation, body);
            });
        } finally {
            leave(place.operation);
        }
    }

    /** Runs an operation as {@link #submitEnding} does, in the current awaitlet. */
    void runEnding(Operation end, Duration limit, Action body) {
        try {
            var turn = lastTurn(end);
            if (!turn.isDone()) {
                awaitShielded(turn);
            }
            CancelScope.<@Nullable Void>shielded(limit, () -> runHere(end, body));
        } finally {
            leave(end);
        }
    }

    private static @Nullable Void runHere(Operation operation, Action body) throws Exception {
        operation.runBy(Awaitlets.require("block"));
        return KeptConnections.<@Nullable Void>keeping(() -> {
            body.run();
            return null;
        });
    }

    /**
     * Runs an operation that ends something, in a place that was {@link #reserve kept} for it: no cancel reaches it,
     * only its own time limit.
     */
    <T extends @Nullable Object> WorkFuture<T> submitEnding(
            Operation end, String name, Duration limit, Callable<T> body) {
        var turn = lastTurn(end);
        return start(end, name, () -> {
            awaitShielded(turn.copy());
            return CancelScope.shielded(limit, body);
        });
    }

    /** The turn of an end, which nobody passes from now on: it waits for those that have. */
    private CompletableFuture<Void> lastTurn(Operation end) {
        lock.lock();
        try {
            ends.remove(end);
            return turn(end);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Keeps a place for the end of something, whoever owns the session: those that come later wait for it until it has
     * been run there or has been {@link #leave left}.
     *
     * @param block the block that it ends, whose own operations come before it until it is run; null for none
     */
    Operation reserve(String name, @Nullable Awaitlet block) {
        return reserve(name, block == null ? CallSite.find() : null, block, EVER);
    }

    /** Keeps a place for the end of something that nobody waits for. */
    Operation reserveQuietly(String name) {
        return reserve(name, null, null, () -> false);
    }

    private Operation reserve(
            String name, StackWalker.@Nullable StackFrame site, @Nullable Awaitlet block, BooleanSupplier wanted) {
        lock.lock();
        try {
            var passed = block == null ? Set.<Operation>of() : endsOfBlocksOf(block);
            var operation = new Operation(name, site, ++entered, block, passed, wanted);
            add(operation);
            if (block != null) {
                ends.add(operation);
            }
            return operation;
        } finally {
            lock.unlock();
        }
    }

    /** Those that have not ended and come before one of them. */
    List<Operation> pendingBefore(Operation operation) {
        return pending().stream().filter(operation::waitsFor).toList();
    }

    /** Keeps the session for the current awaitlet from now until the operation answered is {@link #leave left}. */
    Operation hold(String name) {
        var place = enter(name, CallSite.find(), true, EVER);
        try {
            awaitTurn(place);
            place.operation.runBy(Awaitlets.require(name));
            return place.operation;
        } catch (Throwable failure) {
            leave(place.operation);
            throw failure;
        }
    }

    /** Ends an operation; its turn goes to the next. */
    void leave(Operation operation) {
        lock.lock();
        try {
            pending.remove(operation);
            ends.remove(operation);
        } finally {
            lock.unlock();
        }
        operation.ended().complete(null);
    }

    /** The operations that have not ended, in their order. */
    List<Operation> pending() {
        lock.lock();
        try {
            return new ArrayList<>(pending);
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether an awaitlet runs an operation of this session, or is waited for by the one that does. */
    boolean isRunBy(Awaitlet task) {
        return pending().stream().anyMatch(operation -> operation.isRunBy(task));
    }

    /**
     * Lets the session belong to nobody, until an awaitlet of a block uses it.
     *
     * @return whose it is, to be {@link #giveBack given back} after the block
     * @throws SessionSharedAcrossTasks if the session belongs to another awaitlet (ER-501)
     * @throws SessionReentered from inside another operation (ER-507)
     */
    @Nullable
    Owner lend(Operation block) {
        var caller = Awaitlets.current().orElse(null);
        lock.lock();
        try {
            if (caller != null) {
                claim(caller, block);
            }
            var lender = owner;
            owner = null;
            return lender;
        } finally {
            lock.unlock();
        }
    }

    void giveBack(@Nullable Owner lender) {
        lock.lock();
        try {
            owner = lender;
        } finally {
            lock.unlock();
        }
    }

    /** The awaitlet it belongs to, or last did. */
    @Nullable
    Awaitlet ownerTask() {
        lock.lock();
        try {
            return owner == null ? null : owner.task;
        } finally {
            lock.unlock();
        }
    }

    private Place enter(String name, StackWalker.@Nullable StackFrame site, boolean claims, BooleanSupplier wanted) {
        var caller = Awaitlets.current().orElse(null);
        lock.lock();
        try {
            var passed = caller == null ? Set.<Operation>of() : endsOfBlocksOf(caller);
            var operation = new Operation(name, site, ++entered, null, passed, wanted);
            if (claims && caller != null) {
                claim(caller, operation);
            }
            var turn = operation.passesAny() ? turn(operation) : allEnded;
            add(operation);
            return new Place(operation, turn);
        } finally {
            lock.unlock();
        }
    }

    private Set<Operation> endsOfBlocksOf(Awaitlet caller) {
        return ends.isEmpty()
                ? Set.of()
                : ends.stream().filter(end -> end.endsBlockOf(caller)).collect(Collectors.toUnmodifiableSet());
    }

    private void add(Operation operation) {
        pending.add(operation);
        allEnded = allEnded.isDone() ? operation.ended() : CompletableFuture.allOf(allEnded, operation.ended());
    }

    /** Completes when all have ended that come before an operation. */
    private CompletableFuture<Void> turn(Operation operation) {
        var before = pending.stream()
                .filter(operation::waitsFor)
                .map(Operation::ended)
                .toArray(CompletableFuture<?>[]::new);
        return before.length == 0 ? AT_ONCE : CompletableFuture.allOf(before);
    }

    private void claim(Awaitlet caller, Operation operation) {
        for (var running : pending) {
            if (running.isRunBy(caller)) {
                throw new SessionReentered(session, running, operation);
            }
        }
        var current = owner;
        if (current == null || (caller != current.task && caller.mayActFor(current.task))) {
            owner = new Owner(caller, operation);
        } else if (caller != current.task) {
            throw new SessionSharedAcrossTasks(session, current.task, current.first, caller, operation);
        }
    }

    private <T extends @Nullable Object> WorkFuture<T> startInTurn(Place place, String name, Callable<T> body) {
        return start(place.operation, name, () -> {
            awaitTurn(place);
            return body.call();
        });
    }

    private static void awaitTurn(Place place) {
        if (!place.turn.isDone()) {
            await(place.turn.copy());
        }
        // An await answers what it has got, even if a cancel came first; but what was cancelled here must not run.
        Awaitlets.checkpointIfCancelled();
    }

    private <T extends @Nullable Object> WorkFuture<T> start(Operation operation, String name, Callable<T> body) {
        var options = AsyncOptions.inherited().withoutSite().named(name + ofSession);
        WorkFuture<T> work;
        try {
            work = Awaitlets.async(options, () -> {
                operation.runBy(Awaitlets.require(name));
                return KeptConnections.keeping(body); // for the operations after it
            });
        } catch (Throwable notStarted) {
            leave(operation);
            throw notStarted;
        }
        // Not at the end of the body: until its awaitlet has ended, the connection belongs to it.
        var _ = work.worker().orElseThrow().whenEnded().thenRun(() -> leave(operation));
        operation.startedAs(work);
        return work;
    }
}
