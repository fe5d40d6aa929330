package dev.weft.awaitlet;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A set of what comes and goes many thousand times a second, and is looked at once in a while.
 *
 * <p>Its entries are links of a few chains, each with a lock, so that nothing is made, hashed or counted when one comes
 * or goes, and those who do it at once seldom meet. Safe for use by many threads.
 */
final class LiveSet<E extends LiveSet.Entry<E>> {
    /** Something that can be in one set. */
    abstract static class Entry<E extends Entry<E>> {
        final long number;

        @Nullable
        E earlier; // this and the others are guarded by the lock of the chain

        @Nullable
        E later;

        boolean in;

        /**
         * An entry that is in no set yet.
         *
         * @param number not below 0; it spreads those that come and go at the same time over the chains
         */
        Entry(long number) {
            this.number = number;
        }
    }

    private final List<Chain<E>> chains = new ArrayList<>();

    /**
     * An empty set.
     *
     * @param width how many may come and go without meeting, at least 1
     */
    LiveSet(int width) {
        for (var number = 0; number < width; number++) {
            chains.add(new Chain<>());
        }
    }

    /** Adds an entry, unless it is in. */
    void add(E entry) {
        chainOf(entry).add(entry);
    }

    /** Takes an entry out, if it is in. */
    void remove(E entry) {
        chainOf(entry).remove(entry);
    }

    private Chain<E> chainOf(Entry<E> entry) {
        return chains.get((int) (entry.number % chains.size()));
    }

    /** Those that are in. Whoever comes or goes meanwhile is among them or not. */
    List<E> toList() {
        var all = new ArrayList<E>();
        chains.forEach(chain -> chain.addTo(all));
        return all;
    }

    private static final class Chain<E extends Entry<E>> {
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable E last; // guarded by lock

        void add(E entry) {
            lock.lock();
            try {
                if (entry.in) {
                    return;
                }
                entry.in = true;
                entry.earlier = last;
                if (last != null) {
                    last.later = entry;
                }
                last = entry;
            } finally {
                lock.unlock();
            }
        }

        void remove(E entry) {
            lock.lock();
            try {
                if (!entry.in) {
                    return;
                }
                entry.in = false;
                var earlier = entry.earlier;
                var later = entry.later;
                if (earlier != null) {
                    earlier.later = later;
                }
                if (later == null) {
                    last = earlier;
                } else {
                    later.earlier = earlier;
                }
                entry.earlier = null; // who keeps an ended one does not keep others
                entry.later = null;
            } finally {
                lock.unlock();
            }
        }

        void addTo(List<E> all) {
            lock.lock();
            try {
                for (var entry = last; entry != null; entry = entry.earlier) {
                    all.add(entry);
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
