package dev.weft.engine.internal.pool;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.concurrent.locks.ReentrantLock;

/** What a pool has, and who wants it. */
final class PoolState {
    final ReentrantLock lock = new ReentrantLock();
    final ArrayDeque<Slot> idle = new ArrayDeque<>(); // guarded by lock; the one to be used next first
    final LinkedHashSet<Waiter> line = new LinkedHashSet<>(); // guarded by lock; longest waiting first
    final LinkedHashSet<Lease> leases = new LinkedHashSet<>(); // guarded by lock; longest held first
    int open; // guarded by lock; connections made and not yet closed, and those being made
    int connecting; // guarded by lock
    int pinging; // guarded by lock
    boolean used; // guarded by lock; since when connections are kept ready
    boolean closed; // guarded by lock
    long handedOut; // guarded by lock; how many leases, ever
}
