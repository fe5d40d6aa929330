package dev.weft.engine;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How an engine keeps connections and hands them out: an immutable record, changed by {@code with...} methods.
 *
 * <p>Whoever waits is served in the order of arrival, whatever these options are.
 *
 * @param kind what becomes of connections that nobody uses; null for what suits the driver: {@link PoolKind#STATIC} for
 *     a database in memory that only one connection can see, {@link PoolKind#QUEUE} for all others
 * @param size the most connections at a time, 1 to 10,000; null for the driver's default: 10, or 1 for an in-memory
 *     SQLite database
 * @param minimumIdle the connections kept ready beside those in use, zero or more; upheld from the first use on, never
 *     beyond the size. While connections cannot be made, none are tried for this alone
 * @param reuse which of the idle connections is used next
 * @param acquireTimeout how long a caller waits for a connection; zero fails at once if none is free
 * @param connectTimeout how long making a connection may take, above zero
 * @param longestPause the longest pause between two attempts to connect while they fail, zero or more: the first pause
 *     is a tenth of a second at most, each further one twice as long, up to this
 * @param pingAfterIdle how long a connection may idle before it is tested at its next use; zero tests at every use
 * @param idleTimeout how long a connection may idle before it is closed, above zero; null for as long as it likes
 * @param maxLifetime the age at which an idle connection is replaced, above zero; each connection's own is up to a
 *     tenth shorter, by chance, so that those made together do not end together
 * @param leakAfter a connection held for so long is told of once, at level WARNING, with the place where it was taken,
 *     above zero; null for never. The connection stays its holder's
 */
public record PoolOptions(
        @Nullable PoolKind kind,
        @Nullable Integer size,
        int minimumIdle,
        Reuse reuse,
        Duration acquireTimeout,
        Duration connectTimeout,
        Duration longestPause,
        Duration pingAfterIdle,
        @Nullable Duration idleTimeout,
        Duration maxLifetime,
        @Nullable Duration leakAfter) {
    private static final int MOST_CONNECTIONS = 10_000;
    private static final PoolOptions DEFAULTS = new PoolOptions(
            null,
            null,
            0,
            Reuse.LAST_USED,
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            null,
            Duration.ofMinutes(30),
            null);

    /** Which of several idle connections is used next. */
    public enum Reuse {
        /** The one used last: the others may idle until they are closed, and the server's caches are warm. */
        LAST_USED,
        /**
         * The one used longest ago: all are used in turn, which spreads the work over several servers behind one name.
         */
        LONGEST_IDLE
    }

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of its range; the message names the option
     */
    public PoolOptions {
        Objects.requireNonNull(reuse, "reuse");
        if (size != null && (size < 1 || size > MOST_CONNECTIONS)) {
            throw new IllegalArgumentException("poolSize must be from 1 to " + MOST_CONNECTIONS + ", but was " + size);
        }
        if (minimumIdle < 0 || (size != null && minimumIdle > size)) {
            throw new IllegalArgumentException("minimumIdle must be from 0 to the pool's size"
                    + (size == null ? "" : " of " + size) + ", but was " + minimumIdle);
        }
        if (kind == PoolKind.NONE && minimumIdle > 0) {
            throw new IllegalArgumentException("minimumIdle must be 0 where no connection is kept (PoolKind.NONE)");
        }
        notNegative("acquireTimeout", acquireTimeout);
        notNegative("pingAfterIdle", pingAfterIdle);
        notNegative("longestPause", longestPause);
        positive("connectTimeout", connectTimeout);
        positive("maxLifetime", maxLifetime);
        if (idleTimeout != null) {
            positive("idleTimeout", idleTimeout);
        }
        if (leakAfter != null) {
            positive("leakAfter", leakAfter);
        }
    }

    private static void notNegative(String option, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(option + " must not be negative, but was " + value);
        }
    }

    static void positive(String option, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(option + " must be above zero, but was " + value);
        }
    }

    /** Options that are being changed. */
    private static final class Draft {
        private @Nullable PoolKind kind;
        private @Nullable Integer size;
        private int minimumIdle;
        private Reuse reuse;
        private Duration acquireTimeout;
        private Duration connectTimeout;
        private Duration longestPause;
        private Duration pingAfterIdle;
        private @Nullable Duration idleTimeout;
        private Duration maxLifetime;
        private @Nullable Duration leakAfter;

        private Draft(PoolOptions from) {
            kind = from.kind;
            size = from.size;
            minimumIdle = from.minimumIdle;
            reuse = from.reuse;
            acquireTimeout = from.acquireTimeout;
            connectTimeout = from.connectTimeout;
            longestPause = from.longestPause;
            pingAfterIdle = from.pingAfterIdle;
            idleTimeout = from.idleTimeout;
            maxLifetime = from.maxLifetime;
            leakAfter = from.leakAfter;
        }
    }

    private PoolOptions with(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return new PoolOptions(
                draft.kind,
                draft.size,
                draft.minimumIdle,
                draft.reuse,
                draft.acquireTimeout,
                draft.connectTimeout,
                draft.longestPause,
                draft.pingAfterIdle,
                draft.idleTimeout,
                draft.maxLifetime,
                draft.leakAfter);
    }

    /**
     * The defaults, as in the table of the README.
     *
     * @return the defaults
     */
    public static PoolOptions defaults() {
        return DEFAULTS;
    }

    /**
     * The same options with another way of keeping connections.
     *
     * @param value what becomes of connections that nobody uses; the engine refuses one that does not suit its driver
     * @return new options
     * @throws IllegalArgumentException if the value is out of its range
     */
    public PoolOptions withKind(PoolKind value) {
        return with(draft -> draft.kind = value);
    }

    /**
     * The same options with another size.
     *
     * @param value the most connections at a time, 1 to 10,000
     * @return new options
     * @throws IllegalArgumentException if the value is out of its range
     */
    public PoolOptions withSize(int value) {
        return with(draft -> draft.size = value);
    }

    /**
     * The same options with connections kept ready.
     *
     * @param value how many, zero to the size
     * @return new options
     * @throws IllegalArgumentException if the value is out of its range
     */
    public PoolOptions withMinimumIdle(int value) {
        return with(draft -> draft.minimumIdle = value);
    }

    /**
     * The same options with another choice among idle connections.
     *
     * @param value which is used next
     * @return new options
     * @throws IllegalArgumentException if the value is out of its range
     */
    public PoolOptions withReuse(Reuse value) {
        return with(draft -> draft.reuse = value);
    }

    /**
     * The same options with another deadline for taking a connection.
     *
     * @param value how long a caller waits; zero fails at once if none is free
     * @return new options
     * @throws IllegalArgumentException if the value is out of its range
     */
    public PoolOptions withAcquireTimeout(Duration value) {
        return with(draft -> draft.acquireTimeout = value);
    }

    /**
     * The same options with another deadline for making a connection.
     *
     * @param value above zero
     * @return new options
     * @throws IllegalArgumentException if the value is out of its range
     */
    public PoolOptions withConnectTimeout(Duration value) {
        return with(draft -> draft.connectTimeout = value);
    }

    /**
     * The same options with another bound of the pauses between failing attempts to connect.
     *
     * @param value zero or more; zero makes no pauses
     * @return new options
     * @throws IllegalArgumentException if the value is out of its range
     */
    public PoolOptions withLongestPause(Duration value) {
        return with(draft -> draft.longestPause = value);
    }

    /**
     * The same options with another idle time before a test.
     *
     * @param value zero tests at every use
     * @return new options
     * @throws IllegalArgumentException if the value is out of its range
     */
    public PoolOptions withPingAfterIdle(Duration value) {
        return with(draft -> draft.pingAfterIdle = value);
    }

    /**
     * The same options with idle connections closed in time.
     *
     * @param value how long a connection may idle, above zero
     * @return new options
     * @throws IllegalArgumentException if the value is out of its range
     */
    public PoolOptions withIdleTimeout(Duration value) {
        return with(draft -> draft.idleTimeout = value);
    }

    /**
     * The same options with another age at which connections are replaced.
     *
     * @param value above zero
     * @return new options
     * @throws IllegalArgumentException if the value is out of its range
     */
    public PoolOptions withMaxLifetime(Duration value) {
        return with(draft -> draft.maxLifetime = value);
    }

    /**
     * The same options with long holds told of.
     *
     * @param value how long a hold may take, above zero
     * @return new options
     * @throws IllegalArgumentException if the value is out of its range
     */
    public PoolOptions withLeakAfter(Duration value) {
        return with(draft -> draft.leakAfter = value);
    }
}
