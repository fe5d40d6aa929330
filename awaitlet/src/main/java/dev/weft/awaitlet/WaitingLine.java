package dev.weft.awaitlet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A first-come-first-served line of waiters, and the permits they wait for.
 *
 * <ul>
 *   <li>A permit given back belongs to the first in line at once; a newcomer never overtakes.
 *   <li>Whoever gives up is out of the line at once, or its turn came first and it has its permit. The line decides
 *       which, under its lock; the future that a turn is only wakes the waiter, and is never asked.
 *   <li>A holder, where there is one, is known by identity, and never holds or waits twice.
 *   <li>Nothing but {@link #await} blocks, and no other code runs while the lock is held.
 * </ul>
 *
 * <p>Safe for use by many threads: plain {@code java.util.concurrent} code, so that model checkers can run it.
 */
final class WaitingLine {
    private final Object of;
    private final ReentrantLock lock;
    private final LinkedHashSet<Turn> waiting = new LinkedHashSet<>(); // guarded by lock
    private final Set<Object> queued = identities(); // guarded by lock; the holders for whom somebody waits
    private final Set<Object> holders = identities(); // guarded by lock
    private int free; // guarded by lock; above zero only while nobody waits, below after a resize

    /**
     * A line that nobody waits in.
     *
     * @param of what it belongs to, for dumps of who waits for what
     * @param permits how many are free
     */
    WaitingLine(Object of, int permits) {
        this(of, permits, new ReentrantLock());
    }

    /** A line without permits, whose waiters can {@linkplain #move} to another one in one step. */
    WaitingLine(Object of, WaitingLine next) {
        this(of, 0, next.lock);
    }

    private WaitingLine(Object of, int permits, ReentrantLock lock) {
        this.of = of;
        this.free = permits;
        this.lock = lock;
    }

    private static Set<Object> identities() {
        return Collections.newSetFromMap(new IdentityHashMap<>(1));
    }

    /** What a newcomer is told: yes, no, or its place in the line. */
    sealed interface Answer permits Now, Turn {}

    /** What is told to a newcomer that does not have to wait. */
    enum Now implements Answer {
        TAKEN,
        FULL,
        TWICE
    }

    /** One waiter's place in the line; completed after its turn has come. */
    static final class Turn extends CompletableFuture<@Nullable Void> implements Answer {
        private final Object of;
        private final @Nullable Object holder;

        private Turn(Object of, @Nullable Object holder) {
            this.of = of;
            this.holder = holder;
        }

        /** What this is a turn at: a lock, an event, ... */
        Object of() {
            return of;
        }
    }

    /**
     * The line at one moment.
     *
     * @param free how many permits are free; below zero after a resize
     * @param holders who holds one, if they are known
     * @param waiting how many wait
     */
    record State(int free, List<Object> holders, int waiting) {}

    /** Takes a permit if one is free. */
    Now tryTake(@Nullable Object holder) {
        lock.lock();
        try {
            return take(holder);
        } finally {
            lock.unlock();
        }
    }

    /** Takes a permit if one is free, and else joins the line. */
    Answer join(@Nullable Object holder) {
        lock.lock();
        try {
            var now = take(holder);
            return now == Now.FULL ? queue(new Turn(of, holder)) : now;
        } finally {
            lock.unlock();
        }
    }

    /** Joins the line without wanting a permit of it: to be woken, or moved. */
    Turn queue(@Nullable Object holder) {
        lock.lock();
        try {
            return queue(new Turn(of, holder));
        } finally {
            lock.unlock();
        }
    }

    private Turn queue(Turn turn) {
        waiting.add(turn);
        if (turn.holder != null) {
            queued.add(turn.holder);
        }
        return turn;
    }

    private Now take(@Nullable Object holder) {
        if (holder != null && (holders.contains(holder) || queued.contains(holder))) {
            return Now.TWICE;
        }
        if (free <= 0) {
            return Now.FULL;
        }
        hand(holder);
        return Now.TAKEN;
    }

    private void hand(@Nullable Object holder) {
        free--;
        if (holder != null) {
            holders.add(holder);
        }
    }

    /** Leaves the line; false if the turn has come before. */
    boolean leave(Turn turn) {
        lock.lock();
        try {
            return remove(turn);
        } finally {
            lock.unlock();
        }
    }

    private boolean remove(Turn turn) {
        var waited = waiting.remove(turn);
        if (waited && turn.holder != null) {
            queued.remove(turn.holder);
        }
        return waited;
    }

    /** Gives a holder's permit back; false if it has none. */
    boolean release(Object holder) {
        List<Turn> called;
        lock.lock();
        try {
            if (!holders.remove(holder)) {
                return false;
            }
            free++;
            called = called();
        } finally {
            lock.unlock();
        }
        tell(called);
        return true;
    }

    /** Adds a permit that nobody need have held; false if so many are free already. */
    boolean add(int most) {
        List<Turn> called;
        lock.lock();
        try {
            if (free >= most) {
                return false;
            }
            free++;
            called = called();
        } finally {
            lock.unlock();
        }
        tell(called);
        return true;
    }

    /** Changes how many permits there are in all, held ones included. */
    void resize(int total) {
        List<Turn> called;
        lock.lock();
        try {
            free = total - holders.size();
            called = called();
        } finally {
            lock.unlock();
        }
        tell(called);
    }

    /** Lets the first in line go on, without permits; those who join later are not meant. */
    void wake(int most) {
        var called = new ArrayList<Turn>();
        lock.lock();
        try {
            while (called.size() < most && !waiting.isEmpty()) {
                called.add(next());
            }
        } finally {
            lock.unlock();
        }
        tell(called);
    }

    /**
     * Lets the first in line go on, once each has a permit of another line: they join it in their order, at its end.
     * Whoever gives up is in one of the two lines, or has the permit.
     *
     * @param most how many at most
     * @param target the line that this one was made for
     */
    void move(int most, WaitingLine target) {
        List<Turn> called;
        lock.lock(); // it is the target's too
        try {
            for (var moved = 0; moved < most && !waiting.isEmpty(); moved++) {
                var _ = target.queue(next());
            }
            called = target.called();
        } finally {
            lock.unlock();
        }
        tell(called);
    }

    /** Hands the free permits to the first in line. */
    private List<Turn> called() {
        if (free <= 0 || waiting.isEmpty()) {
            return List.of();
        }
        var called = new ArrayList<Turn>(1);
        while (free > 0 && !waiting.isEmpty()) {
            var turn = next();
            hand(turn.holder);
            called.add(turn);
        }
        return called;
    }

    private Turn next() {
        var first = waiting.getFirst();
        remove(first);
        return first;
    }

    /** Wakes them outside the lock: they have what they waited for already. */
    private static void tell(List<Turn> called) {
        for (var turn : called) {
            turn.complete(null);
        }
    }

    boolean isHeldBy(Object holder) {
        lock.lock();
        try {
            return holders.contains(holder);
        } finally {
            lock.unlock();
        }
    }

    /** How many permits are free; below zero after a resize. */
    int free() {
        lock.lock();
        try {
            return free;
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    State state() {
        lock.lock();
        try {
            return new State(free, List.copyOf(holders), waiting.size());
        } finally {
            lock.unlock();
        }
    }

    /** Takes a permit at a checkpoint, and waits for it if need be; false if the holder has or awaits one already. */
    boolean acquire(AwaitletTask task, @Nullable Object holder) {
        task.checkpoint();
        var answer = join(holder);
        if (answer instanceof Turn turn) {
            await(task, turn);
        }
        return answer != Now.TWICE;
    }

    /** Waits for a turn; what is thrown has left the line. */
    void await(AwaitletTask task, Turn turn) {
        try {
            task.await(turn);
        } catch (Throwable cancelled) {
            if (leave(turn) || !(cancelled instanceof Cancelled)) {
                throw cancelled;
            }
            // The turn came before the line was left: the waiter goes on, and meets the cancel at its next checkpoint.
        }
    }
}
