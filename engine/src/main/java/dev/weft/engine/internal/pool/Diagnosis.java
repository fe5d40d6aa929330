package dev.weft.engine.internal.pool;

import dev.weft.awaitlet.WeftException;
import dev.weft.awaitlet.spi.TimeSource;
import dev.weft.engine.DatabaseUnreachable;
import dev.weft.engine.EngineStatus;
import dev.weft.engine.PoolExhausted;
import dev.weft.engine.PoolOptions;
import dev.weft.engine.PoolSelfDeadlock;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What can be told of a pool, and why it has nothing for a caller.
 *
 * <p>Safe for use by many threads.
 */
final class Diagnosis {
    private final String engine;
    private final PoolOptions wanted;
    private final int limit;
    private final PoolState state;
    private final Attempts attempts; // guarded by the state's lock
    private final Leaks leaks;
    private final TimeSource time;

    Diagnosis(
            String engine,
            PoolOptions wanted,
            int limit,
            PoolState state,
            Attempts attempts,
            Leaks leaks,
            TimeSource time) {
        this.engine = engine;
        this.wanted = wanted;
        this.limit = limit;
        this.state = state;
        this.attempts = attempts;
        this.leaks = leaks;
        this.time = time;
    }

    EngineStatus status() {
        state.lock.lock();
        try {
            var now = time.nanoTime();
            return new EngineStatus(
                    limit,
                    state.open - state.connecting,
                    state.leases.size(),
                    state.connecting,
                    state.line.size(),
                    state.leases.stream().map(lease -> lease.heldAt(now)).toList(),
                    leaks.reclaimed(),
                    state.closed);
        } finally {
            state.lock.unlock();
        }
    }

    /** Why a caller whose patience has ended got nothing. */
    WeftException whyNot(Waiter waiter) {
        var status = status();
        state.lock.lock();
        try {
            if (status.connecting() > 0 && status.inUse() == 0) {
                return unreachable(new TimeoutException("no answer within " + wanted.acquireTimeout()));
            }
            var last = attempts.last();
            if (last != null && status.inUse() < limit) {
                return unreachable(last);
            }
            var waited = !wanted.acquireTimeout().isZero();
            return waited && state.leases.size() == limit && SelfDeadlock.isNested(waiter, holders(), state.line)
                    ? new PoolSelfDeadlock(engine, status)
                    : new PoolExhausted(engine, wanted.acquireTimeout(), status);
        } finally {
            state.lock.unlock();
        }
    }

    DatabaseUnreachable unreachable(Throwable failure) {
        state.lock.lock();
        try {
            return new DatabaseUnreachable(engine, attempts.failingFor(time.nanoTime()), attempts.failures(), failure);
        } finally {
            state.lock.unlock();
        }
    }

    DeadlockWatch.State lineState() {
        state.lock.lock();
        try {
            return new DeadlockWatch.State(!state.line.isEmpty(), state.leases.size() == limit, state.handedOut);
        } finally {
            state.lock.unlock();
        }
    }

    /** Whoever is to fail so that others who wait for each other can go on, or null if all can. */
    @Nullable
    Waiter victim() {
        List<Caller> held;
        List<Waiter> waiting;
        state.lock.lock();
        try {
            held = holders();
            waiting = List.copyOf(state.line);
        } finally {
            state.lock.unlock();
        }
        return SelfDeadlock.victim(held, waiting);
    }

    PoolSelfDeadlock deadlock() {
        return new PoolSelfDeadlock(engine, status());
    }

    // called with the lock held
    private List<Caller> holders() {
        return state.leases.stream().map(Lease::caller).toList();
    }
}
