package dev.weft.engine.internal.pool;

import dev.weft.engine.spi.DriverConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A connection the pool has made, with what decides whether it may be used again. */
final class Slot {
    private final DriverConnection connection;
    private final long generation;
    private final long madeAt;
    private final Map<String, Object> info = new ConcurrentHashMap<>();
    private volatile long usedAt;

    Slot(DriverConnection connection, long generation, long now) {
        this.connection = connection;
        this.generation = generation;
        this.madeAt = now;
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

    long age(long now) {
        return now - madeAt;
    }
}
