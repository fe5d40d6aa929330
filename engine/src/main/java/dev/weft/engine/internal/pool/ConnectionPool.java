package dev.weft.engine.internal.pool;

import dev.weft.awaitlet.WeftException;
import dev.weft.awaitlet.spi.TimeSource;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.ConnectionLost;
import dev.weft.engine.DatabaseUnreachable;
import dev.weft.engine.EngineClosed;
import dev.weft.engine.EngineOptions;
import dev.weft.engine.EngineStatus;
import dev.weft.engine.EngineStatus.Holder;
import dev.weft.engine.PoolExhausted;
import dev.weft.engine.spi.Driver;
import dev.weft.engine.spi.DriverConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
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
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Slot> idle = new ArrayDeque<>(); // guarded by lock; last used first
    private final LinkedHashSet<Waiter> line = new LinkedHashSet<>(); // guarded by lock; longest waiting first
    private final LinkedHashSet<Lease> leases = new LinkedHashSet<>(); // guarded by lock; longest held first
    private int open; // guarded by lock; connections made and not yet closed, and those being made
    private int connecting; // guarded by lock
    private int pinging; // guarded by lock
    private final AtomicLong generation = new AtomicLong(); // counts disposals
    private volatile @Nullable CompletableFuture<@Nullable Void> closing; // written with lock

    private int attemptsFailed; // guarded by lock; since the last success
    private long failingSince; // guarded by lock; while attempts fail

    private final String engine;
    private final Driver driver;
    private final PoolEvents events;
    private final Leaks leaks;
    private final EngineOptions options;
    private final TimeSource time;
    private final Within within;
    private final LineClock clock;
    private final int limit;

    /**
     * A pool without connections.
     *
     * @param engine the engine's name, for errors
     * @param driver what makes the connections
     * @param options the deadlines
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
     */
    public ConnectionPool(String engine, Driver driver, EngineOptions options, PoolEvents events) {
        this.engine = engine;
        this.events = events;
        this.leaks = new Leaks(engine);
        this.driver = driver;
        this.options = options;
        this.time = options.time();
        this.within = new Within(time);
        this.limit = driver.poolSize();
        var timeout = options.acquireTimeout();
        var patience = timeout.isZero() ? options.connectTimeout() : timeout;
        this.clock = new LineClock(lock, line, time, patience, this::expire);
    }

    /**
     * Joins the line for a connection.
     *
     * @param holder who asks, in the words of its {@code toString()}, for the diagnosis of an exhausted pool
     * @return a future of the lease; cancelling it leaves the line
     */
    public WorkFuture<Lease> acquire(Object holder) {
        leaks.reclaim();
        var waiter = new Waiter(holder, this::leaveLine, clock.endOfPatience());
        lock.lock();
        try {
            if (closing != null) {
                waiter.completeExceptionally(new EngineClosed(engine));
                return waiter;
            }
            line.add(waiter);
        } finally {
            lock.unlock();
        }
        serve();
        if (!waiter.isDone()) {
            if (options.acquireTimeout().isZero() && !mayConnectFor(waiter)) {
                expire(waiter);
            } else {
                clock.start();
            }
        }
        return waiter;
    }

    private boolean mayConnectFor(Waiter waiter) {
        lock.lock();
        try {
            return line.contains(waiter) && line.size() <= connecting + pinging;
        } finally {
            lock.unlock();
        }
    }

    Leaks leaks() {
        return leaks;
    }

    private void expire(Waiter waiter) {
        var status = status();
        leaveLine(waiter);
        waiter.completeExceptionally(
                status.connecting() > 0 && status.inUse() == 0
                        ? unreachable(new TimeoutException("no answer within " + options.acquireTimeout()))
                        : new PoolExhausted(engine, options.acquireTimeout(), status));
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
            if (line.size() <= connecting + pinging) {
                return null;
            }
            var slot = idle.poll();
            if (slot != null) {
                return stepWith(slot);
            }
            if (open >= limit) {
                return null;
            }
            open++;
            connecting++;
            var current = generation.get();
            return () -> connect(current);
        } finally {
            lock.unlock();
        }
    }

    // called with the lock held
    private Runnable stepWith(Slot slot) {
        var now = time.nanoTime();
        if (slot.age(now) > options.maxLifetime().toNanos() || slot.connection().broken()) {
            return () -> {
                var _ = close(slot);
            };
        }
        if (slot.idleFor(now) < options.pingAfterIdle().toNanos()) {
            return () -> deliver(slot);
        }
        pinging++;
        return () -> ping(slot);
    }

    private void connect(long current) {
        var begun = time.nanoTime();
        within.await(options.connectTimeout(), driver.connect(), DriverConnection::abort, (connection, failure) -> {
            if (connection != null) {
                greet(new Slot(connection, current, time.nanoTime()), begun);
            } else {
                var cause = failure == null ? new IllegalStateException("no connection") : failure;
                failFirst(notConnected(cause), begun);
            }
            serve();
            finishClosing();
        });
    }

    /** Hands out a new connection, once whoever hears of it has done so. */
    private void greet(Slot slot, long begun) {
        var greeting = events.connected(slot.connection(), slot.info());
        if (greeting == null) {
            connected();
            deliver(slot);
            return;
        }
        within.await(options.connectTimeout(), greeting, Within::ignore, (nothing, failure) -> {
            connected();
            if (failure == null) {
                deliver(slot);
            } else {
                failFirst(failure, begun);
                var _ = close(slot);
            }
            serve();
            finishClosing();
        });
    }

    private void connected() {
        lock.lock();
        try {
            connecting--;
            attemptsFailed = 0;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes room for another attempt; answers what to tell whoever waits: to mend something, or that nobody answers.
     */
    private Throwable notConnected(Throwable failure) {
        lock.lock();
        try {
            connecting--;
            open--;
            if (attemptsFailed++ == 0) {
                failingSince = time.nanoTime();
            }
        } finally {
            lock.unlock();
        }
        return failure instanceof WeftException told && !(told instanceof ConnectionLost) ? told : unreachable(failure);
    }

    private DatabaseUnreachable unreachable(Throwable failure) {
        lock.lock();
        try {
            var failingFor = attemptsFailed == 0 ? Duration.ZERO : Duration.ofNanos(time.nanoTime() - failingSince);
            return new DatabaseUnreachable(engine, failingFor, attemptsFailed, failure);
        } finally {
            lock.unlock();
        }
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
                pinging--;
            } finally {
                lock.unlock();
            }
            if (failure == null) {
                deliver(slot);
            } else {
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
                } else if (line.isEmpty()) {
                    idle.push(slot);
                    return;
                } else {
                    first = line.removeFirst();
                    lease = new Lease(this, slot, first.holder(), time.nanoTime());
                    leases.add(lease);
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
        if (!reusable || slot.connection().broken() || outdated(slot)) {
            end(lease, slot, done);
        } else if (slot.connection().clean()) {
            handOn(lease, slot, done);
        } else {
            within.await(options.closeTimeout(), slot.connection().reset(), Within::ignore, (nothing, failure) -> {
                if (failure == null && !slot.connection().broken()) {
                    handOn(lease, slot, done);
                } else {
                    if (failure != null) {
                        slot.connection().abort();
                    }
                    end(lease, slot, done);
                }
            });
        }
    }

    private boolean outdated(Slot slot) {
        return closing != null || slot.generation() != generation.get();
    }

    private void handOn(Lease lease, Slot slot, CompletableFuture<@Nullable Void> done) {
        slot.usedAt(time.nanoTime());
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
                open--;
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
            refused = new ArrayList<>(line);
            line.clear();
        } finally {
            lock.unlock();
        }
        refused.forEach(waiter -> waiter.completeExceptionally(new EngineClosed(engine)));
        clock.stop();
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
            end = open == 0 && connecting == 0 ? closing : null;
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
        lock.lock();
        try {
            var now = time.nanoTime();
            var holders = leases.stream()
                    .map(lease -> new Holder(lease.holder().toString(), Duration.ofNanos(now - lease.since())))
                    .toList();
            return new EngineStatus(
                    limit,
                    open - connecting,
                    leases.size(),
                    connecting,
                    line.size(),
                    holders,
                    leaks.reclaimed(),
                    closing != null);
        } finally {
            lock.unlock();
        }
    }
}
