package dev.weft.engine.internal.pool;

import dev.weft.engine.spi.DriverConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A connection the pool has made, with what decides whether it may be used again. */
final class Slot {
    private final DriverConnection connection;
    private final long generation;
    private final @Nullable Long end;
    private final Map<String, Object> info = new ConcurrentHashMap<>();
    private volatile long usedAt;

    /** @param end when it will be too old to be used again, or null for never */
    Slot(DriverConnection connection, long generation, long now, @Nullable Long end) {
        this.connection = connection;
        this.generation = generation;
        this.end = end;
        this.usedAt = now;
    }

    DriverConnection connection() {
        return connection;
    }

    Map<String, Object> info() {
        return info;
    }

    long generation() {
        return generation;
    }

    void usedAt(long now) {
        usedAt = now;
    }

    long idleFor(long now) {
        return now - usedAt;
    }

    boolean tooOld(long now) {
        return end != null && now - end >= 0;
    }
}
