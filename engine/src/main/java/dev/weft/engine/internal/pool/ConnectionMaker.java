package dev.weft.engine.internal.pool;

import dev.weft.awaitlet.WeftException;
import dev.weft.awaitlet.spi.TimeSource;
import dev.weft.engine.ConnectionLost;
import dev.weft.engine.PoolOptions;
import dev.weft.engine.spi.Driver;
import dev.weft.engine.spi.DriverConnection;
import org.jspecify.annotations.Nullable;

/**
 * What makes the connections of a pool, within their deadline, and pauses while it cannot.
 *
 * <p>Safe for use by many threads.
 */
final class ConnectionMaker {
    private final Driver driver;
    private final PoolOptions wanted;
    private final PoolEvents events;
    private final PoolState state;
    private final Attempts attempts; // guarded by the state's lock
    private final Lifetimes lifetimes; // guarded by the state's lock
    private final Diagnosis diagnosis;
    private final Within within;
    private final Home home;

    /** Where connections go. Called without the lock. */
    interface Home {
        /** One has been made, and counts as open. */
        void made(Slot slot);

        /** One has been made, and whoever heard of it will not have it; it counts as open until it is closed. */
        void refused(Slot slot);

        /**
         * An attempt has failed.
         *
         * @param begun when it began
         */
        void failed(Throwable failure, long begun);

        /** An attempt has ended, in whatever way, and that has been told. */
        void goOn();
    }

    /**
     * An attempt to connect.
     *
     * @param generation that of the connection
     * @param begun when
     * @param round which of those that follow each other while they fail
     */
    private record Attempt(long generation, long begun, int round) {}

    ConnectionMaker(
            Driver driver,
            PoolOptions wanted,
            PoolEvents events,
            PoolState state,
            Attempts attempts,
            Lifetimes lifetimes,
            Diagnosis diagnosis,
            Within within,
            Home home) {
        this.driver = driver;
        this.wanted = wanted;
        this.events = events;
        this.state = state;
        this.attempts = attempts;
        this.lifetimes = lifetimes;
        this.diagnosis = diagnosis;
        this.within = within;
        this.home = home;
    }

    /** The next attempt, already counted, to be run without the lock; null if it is not its time. Holds the lock. */
    @Nullable
    Runnable next(long generation) {
        var now = time().nanoTime();
        if (!attempts.mayBegin(state.connecting, now)) {
            return null;
        }
        state.open++;
        state.connecting++;
        var attempt = new Attempt(generation, now, attempts.round());
        return () -> connect(attempt);
    }

    private void connect(Attempt attempt) {
        within.await(wanted.connectTimeout(), driver.connect(), DriverConnection::abort, (connection, failure) -> {
            if (connection == null) {
                var cause = failure == null ? new IllegalStateException("no connection") : failure;
                home.failed(notConnected(cause, attempt.round()), attempt.begun());
                home.goOn();
            } else {
                greet(slot(connection, attempt), attempt.begun());
            }
        });
    }

    private Slot slot(DriverConnection connection, Attempt attempt) {
        state.lock.lock();
        try {
            var now = time().nanoTime();
            return new Slot(connection, attempt.generation(), now, lifetimes.end(now));
        } finally {
            state.lock.unlock();
        }
    }

    /** Hands a new connection on, once whoever hears of it has done so. */
    private void greet(Slot slot, long begun) {
        var greeting = events.connected(slot.connection(), slot.info());
        if (greeting == null) {
            greeted(slot, null, begun);
            return;
        }
        within.await(
                wanted.connectTimeout(), greeting, Within::ignore, (nothing, failure) -> greeted(slot, failure, begun));
    }

    private void greeted(Slot slot, @Nullable Throwable failure, long begun) {
        connected();
        if (failure == null) {
            home.made(slot);
        } else {
            home.failed(failure, begun);
            home.refused(slot);
        }
        home.goOn();
    }

    private void connected() {
        state.lock.lock();
        try {
            state.connecting--;
            attempts.worked();
        } finally {
            state.lock.unlock();
        }
    }

    /**
     * Makes room for another attempt; answers what to tell whoever waits: to mend something, or that nobody answers.
     */
    private Throwable notConnected(Throwable failure, int round) {
        long pause;
        state.lock.lock();
        try {
            state.connecting--;
            state.open--;
            pause = attempts.failed(failure, round, time().nanoTime());
        } finally {
            state.lock.unlock();
        }
        if (pause > 0) {
            var _ = time().schedule(pause, () -> time().start(home::goOn));
        }
        return failure instanceof WeftException told && !(told instanceof ConnectionLost)
                ? told
                : diagnosis.unreachable(failure);
    }

    private TimeSource time() {
        return within.time();
    }
}
