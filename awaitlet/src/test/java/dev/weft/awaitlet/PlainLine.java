package dev.weft.awaitlet;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A line for permits as one writes it at first, in which the future decides; each subclass makes one mistake, for the
 * model checker to find.
 */
class PlainLine implements Permits {
    final ReentrantLock lock = new ReentrantLock();
    final ArrayDeque<Place> waiting = new ArrayDeque<>();
    final Set<String> holders = new HashSet<>();
    int free;

    PlainLine(int permits) {
        free = permits;
    }

    static final class Place extends CompletableFuture<@Nullable Void> {
        final String holder;

        Place(String holder) {
            this.holder = holder;
        }
    }

    @Override
    public @Nullable CompletableFuture<?> join(String holder) {
        lock.lock();
        try {
            if (free > 0) {
                free--;
                holders.add(holder);
                return null;
            }
            var place = new Place(holder);
            waiting.add(place);
            return place;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean leave(CompletableFuture<?> turn) {
        var gaveUp = turn.cancel(false);
        lock.lock();
        try {
            waiting.removeIf(place -> place == turn);
        } finally {
            lock.unlock();
        }
        return gaveUp;
    }

    @Override
    public boolean release(String holder) {
        lock.lock();
        try {
            if (!holders.remove(holder)) {
                return false;
            }
            free++;
            serve();
        } finally {
            lock.unlock();
        }
        return true;
    }

    @Override
    public void resize(int total) {
        lock.lock();
        try {
            free = total - holders.size();
            serve();
        } finally {
            lock.unlock();
        }
    }

    /** Hands the free permits to those who still want one. */
    void serve() {
        while (free > 0 && !waiting.isEmpty()) {
            var next = waiting.remove();
            if (next.complete(null)) {
                free--;
                holders.add(next.holder);
            }
        }
    }

    @Override
    public int free() {
        return free;
    }

    @Override
    public int waiting() {
        return waiting.size();
    }

    /** Asks whether a waiter has given up, instead of letting one answer decide: it may give up after that. */
    static final class LostOnCancel extends PlainLine {
        LostOnCancel(int permits) {
            super(permits);
        }

        @Override
        void serve() {
            while (free > 0 && !waiting.isEmpty()) {
                var next = waiting.remove();
                if (!next.isCancelled()) {
                    free--;
                    holders.add(next.holder);
                    next.complete(null);
                }
            }
        }
    }

    /** Looks at the line and frees the permit in two steps: somebody may join between them. */
    static final class LostWakeUp extends PlainLine {
        LostWakeUp(int permits) {
            super(permits);
        }

        @Override
        public boolean release(String holder) {
            lock.lock();
            try {
                if (!waiting.isEmpty()) {
                    return super.release(holder);
                }
            } finally {
                lock.unlock();
            }
            lock.lock();
            try {
                free++;
                return holders.remove(holder);
            } finally {
                lock.unlock();
            }
        }
    }

    /** Asks who holds the permit and takes it back in two steps: somebody else may have taken it back between them. */
    static final class DoubleRelease extends PlainLine {
        DoubleRelease(int permits) {
            super(permits);
        }

        @Override
        public boolean release(String holder) {
            lock.lock();
            try {
                if (!holders.contains(holder)) {
                    return false;
                }
            } finally {
                lock.unlock();
            }
            lock.lock();
            try {
                holders.remove(holder);
                free++;
                serve();
                return true;
            } finally {
                lock.unlock();
            }
        }
    }

    /** Counts the holders before it changes the total: one of them may have given its permit back between. */
    static final class StaleResize extends PlainLine {
        StaleResize(int permits) {
            super(permits);
        }

        @Override
        public void resize(int total) {
            int held;
            lock.lock();
            try {
                held = holders.size();
            } finally {
                lock.unlock();
            }
            lock.lock();
            try {
                free = total - held;
                serve();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Forgets those who wait when the total rises. */
    static final class DeafResize extends PlainLine {
        DeafResize(int permits) {
            super(permits);
        }

        @Override
        public void resize(int total) {
            lock.lock();
            try {
                free = total - holders.size();
            } finally {
                lock.unlock();
            }
        }
    }
}
