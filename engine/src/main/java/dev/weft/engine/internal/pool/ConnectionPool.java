package dev.weft.engine.internal.pool;

import dev.weft.awaitlet.spi.TimeSource;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.EngineClosed;
import dev.weft.engine.EngineOptions;
import dev.weft.engine.EngineStatus;
import dev.weft.engine.IllegalPoolForDriver;
import dev.weft.engine.PoolKind;
import dev.weft.engine.PoolOptions;
import dev.weft.engine.PoolOptions.Reuse;
import dev.weft.engine.spi.Driver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one engine, handed out first come, first served.
 *
 * <ul>
 *   <li>A connection goes to the caller that has waited longest; a newcomer never overtakes.
 *   <li>A caller that gives up consumes nothing; what it would have had goes to the next in line.
 *   <li>A connection is handed on only when it is clean; one that is broken, too old, or slow to get clean is closed.
 *   <li>No method blocks, and no driver's or caller's code runs while the lock is held.
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
public final class ConnectionPool {
    private final PoolState state = new PoolState();
    private final ReentrantLock lock = state.lock;
    private final ArrayDeque<Slot> idle = state.idle; // guarded by lock
    private final LinkedHashSet<Waiter> line = state.line; // guarded by lock
    private final LinkedHashSet<Lease> leases = state.leases; // guarded by lock
    private final AtomicLong generation = new AtomicLong(); // counts disposals
    private volatile @Nullable CompletableFuture<@Nullable Void> closing; // written with lock

    private final String engine;
    private final Driver driver;
    private final PoolEvents events;
    private final Leaks leaks;
    private final EngineOptions options;
    private final PoolOptions wanted;
    private final PoolKind kind;
    private final TimeSource time;
    private final Within within;
    private final LineClock clock;
    private final Attempts attempts; // guarded by lock
    private final Lifetimes lifetimes; // guarded by lock
    private final ConnectionMaker maker;
    private final Ticker upkeep;
    private final DeadlockWatch deadlocks;
    private final Diagnosis diagnosis;
    private final int limit;

    /**
     * A pool without connections.
     *
     * @param engine the engine's name, for errors
     * @param driver what makes the connections
     * @param options the deadlines
     * @throws IllegalPoolForDriver if the driver cannot work with such a pool (ER-405)
     */
    public ConnectionPool(String engine, Driver driver, EngineOptions options) {
        this(engine, driver, options, PoolEvents.NONE);
    }

    /**
     * A pool without connections, of which somebody hears.
     *
     * @param engine the engine's name, for errors
     * @param driver what makes the connections
     * @param options the deadlines
     * @param events who hears
     * @throws IllegalPoolForDriver if the driver cannot work with such a pool (ER-405)
     */
    public ConnectionPool(String engine, Driver driver, EngineOptions options, PoolEvents events) {
        this.engine = engine;
        this.events = events;
        this.leaks = new Leaks(engine, events);
        this.driver = driver;
        this.options = options;
        this.time = options.time();
        this.within = new Within(time);
        this.wanted = options.pool();
        this.limit = driver.poolSize();
        this.kind = PoolKinds.choose(wanted, driver);
        var timeout = wanted.acquireTimeout();
        var patience = timeout.isZero() ? wanted.connectTimeout() : timeout;
        this.clock = new LineClock(lock, line, time, patience, this::expire);
        this.attempts = new Attempts(wanted.longestPause(), time.nanoTime());
        this.lifetimes = new Lifetimes(wanted, kind, time.nanoTime());
        this.diagnosis = new Diagnosis(engine, wanted, limit, state, attempts, leaks, time);
        this.maker =
                new ConnectionMaker(driver, wanted, events, state, attempts, lifetimes, diagnosis, within, new Home());
        this.upkeep = new Ticker(time, lifetimes.interval(), this::hasConnections, this::keepUp);
        this.deadlocks = new DeadlockWatch(time, patience, diagnosis::lineState, this::breakDeadlock);
    }

    /** Where the connections that are made go. */
    private final class Home implements ConnectionMaker.Home {
        @Override
        public void made(Slot slot) {
            upkeep.start();
            deliver(slot);
        }

        @Override
        public void refused(Slot slot) {
            var _ = close(slot);
        }

        @Override
        public void failed(Throwable failure, long begun) {
            failFirst(failure, begun);
        }

        @Override
        public void goOn() {
            serve();
            finishClosing();
        }
    }

    /**
     * Joins the line for a connection.
     *
     * @param caller who asks
     * @return a future of the lease; cancelling it leaves the line
     */
    public WorkFuture<Lease> acquire(Caller caller) {
        leaks.reclaim();
        var waiter = new Waiter(caller, this::leaveLine, clock.endOfPatience());
        lock.lock();
        try {
            if (closing != null) {
                waiter.completeExceptionally(new EngineClosed(engine));
                return waiter;
            }
            state.used = true;
            line.add(waiter);
        } finally {
            lock.unlock();
        }
        serve();
        if (!waiter.isDone()) {
            if (wanted.acquireTimeout().isZero() && !mayConnectFor(waiter)) {
                expire(waiter);
            } else {
                clock.start();
                if (caller.waits()) {
                    deadlocks.start();
                }
            }
        }
        return waiter;
    }

    private boolean mayConnectFor(Waiter waiter) {
        lock.lock();
        try {
            return line.contains(waiter) && line.size() <= state.connecting + state.pinging;
        } finally {
            lock.unlock();
        }
    }

    Leaks leaks() {
        return leaks;
    }

    private void expire(Waiter waiter) {
        leaveLine(waiter);
        waiter.completeExceptionally(diagnosis.whyNot(waiter));
    }

    /** Fails one of those who wait for each other, so that the others can go on. */
    private void breakDeadlock() {
        var victim = diagnosis.victim();
        if (victim != null) {
            leaveLine(victim);
            victim.completeExceptionally(diagnosis.deadlock());
        }
    }

    private void leaveLine(Waiter waiter) {
        lock.lock();
        try {
            line.remove(waiter);
        } finally {
            lock.unlock();
        }
    }

    /** Hands out what there is, and starts making what there may be, as far as somebody waits for it. */
    private void serve() {
        for (var step = nextStep(); step != null; step = nextStep()) {
            step.run();
        }
    }

    private @Nullable Runnable nextStep() {
        lock.lock();
        try {
            if (line.size() > state.pinging && !idle.isEmpty()) { // whatever is being made may take long
                return stepWith(idle.removeFirst());
            }
            var spare = state.connecting + state.pinging - line.size(); // what comes beyond what is waited for
            if (closing != null || state.open >= limit || (spare >= 0 && enoughSpare(spare + idle.size()))) {
                return null;
            }
            return maker.next(generation.get());
        } finally {
            lock.unlock();
        }
    }

    // called with the lock held
    private boolean enoughSpare(int spare) {
        return !state.used || attempts.failing() || spare >= wanted.minimumIdle();
    }

    // called with the lock held
    private Runnable stepWith(Slot slot) {
        var now = time.nanoTime();
        if (slot.connection().broken()) {
            return () -> {
                events.broken(null);
                var _ = close(slot);
            };
        }
        if (slot.tooOld(now)) {
            return () -> {
                var _ = close(slot);
            };
        }
        if (slot.idleFor(now) < wanted.pingAfterIdle().toNanos()) {
            return () -> deliver(slot);
        }
        state.pinging++;
        return () -> ping(slot);
    }

    /**
     * One attempt failed: tell whoever waits longest; the others go on waiting for attempts and returns of their own.
     * Who came when it had begun is told nothing: it was made for others, who may have left.
     */
    private void failFirst(Throwable failure, long begun) {
        for (var first = pollLine(begun); first != null; first = pollLine(begun)) {
            if (first.completeExceptionally(failure)) {
                return;
            }
        }
    }

    private @Nullable Waiter pollLine(long begun) {
        lock.lock();
        try {
            return line.isEmpty() || clock.joinedAfter(begun, line.getFirst()) ? null : line.removeFirst();
        } finally {
            lock.unlock();
        }
    }

    private void ping(Slot slot) {
        within.await(options.closeTimeout(), slot.connection().ping(), Within::ignore, (nothing, failure) -> {
            lock.lock();
            try {
                state.pinging--;
            } finally {
                lock.unlock();
            }
            if (failure == null) {
                deliver(slot);
            } else {
                events.broken(failure);
                var _ = dropIdle(); // the server went away: what idled with this connection is gone too
                slot.connection().abort();
                var _ = close(slot);
            }
            serve();
        });
    }

    /** Hands a clean connection to the first in line that still wants it, or keeps it. */
    private void deliver(Slot slot) {
        deliver(slot, null);
    }

    /** The same, and forgets the lease it comes from, if there is one, in the same step. */
    private void deliver(Slot slot, @Nullable Lease ended) {
        while (true) {
            Waiter first;
            Lease lease;
            lock.lock();
            try {
                if (ended != null) {
                    leases.remove(ended);
                }
                if (closing != null || slot.generation() != generation.get()) {
                    first = null;
                    lease = null;
                } else if (!line.isEmpty()) {
                    first = line.removeFirst();
                    lease = new Lease(this, slot, first.caller(), time.nanoTime());
                    leases.add(lease);
                    state.handedOut++;
                } else if (kind == PoolKind.NONE) {
                    first = null;
                    lease = null;
                } else {
                    keep(slot);
                    return;
                }
            } finally {
                lock.unlock();
            }
            if (first == null || lease == null) {
                var _ = close(slot);
                return;
            }
            if (first.complete(lease)) {
                return;
            }
            forget(lease);
        }
    }

    // called with the lock held
    private void keep(Slot slot) {
        if (wanted.reuse() == Reuse.LAST_USED) {
            idle.addFirst(slot);
        } else {
            idle.addLast(slot);
        }
    }

    private void forget(Lease lease) {
        lock.lock();
        try {
            leases.remove(lease);
        } finally {
            lock.unlock();
        }
    }

    /** Takes a connection back, and completes {@code done} when it is handed on, kept, or closed. */
    void takeBack(Lease lease, boolean reusable, CompletableFuture<@Nullable Void> done) {
        var slot = lease.slot();
        if (!reusable) {
            end(lease, slot, done);
        } else if (slot.connection().broken()) {
            events.broken(null);
            end(lease, slot, done);
        } else if (outdated(slot)) {
            if (slot.generation() != generation.get()) {
                events.outdated(slot.info());
            }
            end(lease, slot, done);
        } else if (slot.connection().clean()) {
            handOn(lease, slot, done);
        } else {
            within.await(options.closeTimeout(), slot.connection().reset(), Within::ignore, (nothing, failure) -> {
                if (failure == null && !slot.connection().broken()) {
                    handOn(lease, slot, done);
                } else {
                    events.broken(failure);
                    if (failure != null) {
                        slot.connection().abort();
                    }
                    end(lease, slot, done);
                }
            });
        }
    }

    private boolean outdated(Slot slot) {
        return kind == PoolKind.NONE || closing != null || slot.generation() != generation.get();
    }

    private void handOn(Lease lease, Slot slot, CompletableFuture<@Nullable Void> done) {
        slot.usedAt(time.nanoTime());
        events.reset(slot.info());
        deliver(slot, lease);
        done.complete(null);
        finishClosing();
    }

    private void end(Lease lease, Slot slot, CompletableFuture<@Nullable Void> done) {
        var _ = close(slot).whenComplete((nothing, failure) -> {
            forget(lease);
            done.complete(null);
            finishClosing();
        });
    }

    /** Closes a connection, cuts it off if it will not close, and only then makes room for another. */
    private CompletableFuture<@Nullable Void> close(Slot slot) {
        var closed = new CompletableFuture<@Nullable Void>();
        within.await(options.closeTimeout(), slot.connection().close(), Within::ignore, (nothing, failure) -> {
            if (failure != null) {
                slot.connection().abort();
            }
            lock.lock();
            try {
                state.open--;
            } finally {
                lock.unlock();
            }
            events.closed();
            serve();
            closed.complete(null);
            finishClosing();
        });
        return closed;
    }

    private boolean hasConnections() {
        lock.lock();
        try {
            return closing == null && state.open > 0;
        } finally {
            lock.unlock();
        }
    }

    /** What is done from time to time: whoever idles too long goes, who is held too long is told of. */
    private void keepUp() {
        leaks.reclaim();
        List<Slot> gone;
        List<Lease> late;
        lock.lock();
        try {
            var now = time.nanoTime();
            gone = lifetimes.takeGone(idle, now);
            late = lifetimes.heldTooLong(leases, now);
        } finally {
            lock.unlock();
        }
        gone.forEach(slot -> {
            var _ = close(slot);
        });
        late.forEach(leaks::heldTooLong);
        serve();
    }

    private CompletableFuture<@Nullable Void> dropIdle() {
        List<Slot> dropped;
        lock.lock();
        try {
            dropped = new ArrayList<>(idle);
            idle.clear();
        } finally {
            lock.unlock();
        }
        return CompletableFuture.allOf(dropped.stream().map(this::close).toArray(CompletableFuture[]::new))
                .thenApply(nothing -> null);
    }

    /**
     * Drops the connections: idle ones now, those in use when they come back.
     *
     * @return a future that completes when the idle ones are closed
     */
    public CompletableFuture<@Nullable Void> dispose() {
        var _ = generation.incrementAndGet();
        return dropIdle().thenCompose(nothing -> driver.close());
    }

    /**
     * Ends the pool: whoever waits is refused, idle connections are closed, those in use are awaited and then cut off.
     *
     * @return a future that completes when no connection is left; the same at every call
     */
    public CompletableFuture<@Nullable Void> close() {
        List<Waiter> refused;
        CompletableFuture<@Nullable Void> end;
        lock.lock();
        try {
            var before = closing;
            if (before != null) {
                return before.copy();
            }
            end = new CompletableFuture<>();
            closing = end;
            state.closed = true;
            refused = new ArrayList<>(line);
            line.clear();
        } finally {
            lock.unlock();
        }
        refused.forEach(waiter -> waiter.completeExceptionally(new EngineClosed(engine)));
        clock.stop();
        upkeep.stop();
        deadlocks.stop();
        var cutOff = time.schedule(options.closeTimeout().toNanos(), this::cutOff);
        var _ = dropIdle();
        finishClosing();
        var closed = end.<@Nullable Void>thenCompose(nothing -> driver.close());
        return closed.whenComplete((nothing, failure) -> cutOff.cancel());
    }

    private void cutOff() {
        List<Lease> late;
        lock.lock();
        try {
            late = new ArrayList<>(leases);
        } finally {
            lock.unlock();
        }
        for (var lease : late) {
            lease.connection().abort();
            var _ = lease.discard();
        }
    }

    private void finishClosing() {
        if (closing == null) {
            return;
        }
        CompletableFuture<@Nullable Void> end;
        lock.lock();
        try {
            end = state.open == 0 && state.connecting == 0 ? closing : null;
        } finally {
            lock.unlock();
        }
        if (end != null) {
            end.complete(null);
        }
    }

    /**
     * A look at the pool.
     *
     * @return its sizes and holders, as of now
     */
    public EngineStatus status() {
        leaks.reclaim();
        return diagnosis.status();
    }
}
