package dev.weft.engine.internal.pool;

import dev.weft.engine.PoolKind;
import dev.weft.engine.PoolOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * For how long connections live, idle and are held.
 *
 * <p>Guarded by the pool's lock.
 */
final class Lifetimes {
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);
    private static final int LOOKS = 4; // how often one looks within the shortest of the times

    private final PoolOptions wanted;
    private final PoolKind kind;
    private final SplittableRandom chance;

    /** @param now the time, which is another in each program, and the same in each run of a simulation */
    Lifetimes(PoolOptions wanted, PoolKind kind, long now) {
        this.chance = new SplittableRandom(now);
        this.wanted = wanted;
        this.kind = kind;
    }

    /** How often to look for what has lived, idled or been held too long. */
    Duration interval() {
        var shortest = shorter(shorter(wanted.maxLifetime(), wanted.idleTimeout()), wanted.leakAfter());
        var interval = shortest.dividedBy(LOOKS);
        return interval.compareTo(SHORTEST_INTERVAL) < 0 ? SHORTEST_INTERVAL : interval;
    }

    private static Duration shorter(Duration one, @Nullable Duration other) {
        return other == null || one.compareTo(other) < 0 ? one : other;
    }

    /** When a connection that is made now will be too old, or null for never. */
    @Nullable
    Long end(long now) {
        if (kind == PoolKind.STATIC) {
            return null;
        }
        var whole = wanted.maxLifetime().toNanos();
        return now + whole - chance.nextLong(whole / 10 + 1);
    }

    /** Takes out those that are too old, and those that have idled too long as far as enough are left. */
    List<Slot> takeGone(Deque<Slot> idle, long now) {
        var gone = new ArrayList<>(idle.stream()
                .filter(slot -> slot.tooOld(now) || slot.connection().broken())
                .toList());
        idle.removeAll(gone);
        var longest = wanted.idleTimeout();
        if (longest != null && kind != PoolKind.STATIC) {
            idle.stream()
                    .filter(slot -> slot.idleFor(now) >= longest.toNanos())
                    .sorted(Comparator.comparingLong((Slot slot) -> slot.idleFor(now))
                            .reversed())
                    .limit(Math.max(0, idle.size() - wanted.minimumIdle()))
                    .forEach(gone::add);
            idle.removeAll(gone);
        }
        return gone;
    }

    /** Those held too long of which nobody has been told. */
    List<Lease> heldTooLong(Collection<Lease> leases, long now) {
        var longest = wanted.leakAfter();
        return longest == null
                ? List.of()
                : leases.stream()
                        .filter(lease -> now - lease.since() >= longest.toNanos() && lease.tellOnce())
                        .toList();
    }
}
