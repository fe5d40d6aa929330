package dev.weft.engine;

import dev.weft.awaitlet.spi.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The options of an engine: an immutable record, changed by {@code with...} methods.
 *
 * @param name the engine's name in logs and errors; null for one made from the dialect and a number
 * @param pool how the engine keeps connections and hands them out
 * @param closeTimeout how long the rollback of a returned connection, and the closing of the engine, may take before
 *     the connection is cut off, above zero
 * @param cancelTimeout how long a cancelled statement has to end before its connection is cut off, above zero
 * @param slowStatement a statement that took this long is logged at level WARNING, above zero; null for none
 * @param echo whether every statement is logged
 * @param hideParameters whether the values of parameters are left out of logs and errors
 * @param time the clock of all deadlines
 * @param password asked for the password at each new connection, or null for the one in the URL; its string form is
 *     hidden
 */
public record EngineOptions(
        @Nullable String name,
        PoolOptions pool,
        Duration closeTimeout,
        Duration cancelTimeout,
        @Nullable Duration slowStatement,
        boolean echo,
        boolean hideParameters,
        TimeSource time,
        @Nullable Supplier<String> password) {
    private static final EngineOptions DEFAULTS = new EngineOptions(
            null,
            PoolOptions.defaults(),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            null,
            false,
            true,
            TimeSource.system(),
            null);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of its range; the message names the option
     */
    public EngineOptions {
        Objects.requireNonNull(pool, "pool");
        Objects.requireNonNull(time, "time");
        password = password == null ? null : AskedPassword.of(password);
        PoolOptions.positive("closeTimeout", closeTimeout);
        PoolOptions.positive("cancelTimeout", cancelTimeout);
        if (slowStatement != null) {
            PoolOptions.positive("slowStatement", slowStatement);
        }
    }

    /** Options that are being changed. */
    private static final class Draft {
        private @Nullable String name;
        private PoolOptions pool;
        private Duration closeTimeout;
        private Duration cancelTimeout;
        private @Nullable Duration slowStatement;
        private boolean echo;
        private boolean hideParameters;
        private TimeSource time;
        private @Nullable Supplier<String> password;

        private Draft(EngineOptions from) {
            name = from.name;
            pool = from.pool;
            closeTimeout = from.closeTimeout;
            cancelTimeout = from.cancelTimeout;
            slowStatement = from.slowStatement;
            echo = from.echo;
            hideParameters = from.hideParameters;
            time = from.time;
            password = from.password;
        }
    }

    private EngineOptions with(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return new EngineOptions(
                draft.name,
                draft.pool,
                draft.closeTimeout,
                draft.cancelTimeout,
                draft.slowStatement,
                draft.echo,
                draft.hideParameters,
                draft.time,
                draft.password);
    }

    /**
     * The defaults, as in the table of the README.
     *
     * @return the defaults
     */
    public static EngineOptions defaults() {
        return DEFAULTS;
    }

    /**
     * The same options with another name.
     *
     * @param value the engine's name in logs and errors
     * @return new options
     */
    public EngineOptions withName(String value) {
        return with(draft -> draft.name = value);
    }

    /**
     * The same options with another way to keep connections and hand them out.
     *
     * @param change makes the new options of the pool from the ones there are
     * @return new options
     * @throws IllegalArgumentException if a value is out of its range
     */
    public EngineOptions withPool(UnaryOperator<PoolOptions> change) {
        var changed = change.apply(pool);
        return with(draft -> draft.pool = changed);
    }

    /**
     * The same options with another size of the pool.
     *
     * @param value the most connections at a time, 1 to 10,000
     * @return new options
     * @throws IllegalArgumentException if the value is out of its range
     */
    public EngineOptions withPoolSize(int value) {
        return withPool(now -> now.withSize(value));
    }

    /**
     * The same options with another deadline for taking a connection.
     *
     * @param value how long a caller waits; zero fails at once if none is free
     * @return new options
     * @throws IllegalArgumentException if the value is out of its range
     */
    public EngineOptions withAcquireTimeout(Duration value) {
        return withPool(now -> now.withAcquireTimeout(value));
    }

    /**
     * The same options with another deadline for making a connection.
     *
     * @param value above zero
     * @return new options
     * @throws IllegalArgumentException if the value is out of its range
     */
    public EngineOptions withConnectTimeout(Duration value) {
        return withPool(now -> now.withConnectTimeout(value));
    }

    /**
     * The same options with another idle time before a test.
     *
     * @param value zero tests at every use
     * @return new options
     * @throws IllegalArgumentException if the value is out of its range
     */
    public EngineOptions withPingAfterIdle(Duration value) {
        return withPool(now -> now.withPingAfterIdle(value));
    }

    /**
     * The same options with another age at which connections are replaced.
     *
     * @param value above zero
     * @return new options
     * @throws IllegalArgumentException if the value is out of its range
     */
    public EngineOptions withMaxLifetime(Duration value) {
        return withPool(now -> now.withMaxLifetime(value));
    }

    /**
     * The same options with another deadline for returning and closing.
     *
     * @param value above zero
     * @return new options
     * @throws IllegalArgumentException if the value is out of its range
     */
    public EngineOptions withCloseTimeout(Duration value) {
        return with(draft -> draft.closeTimeout = value);
    }

    /**
     * The same options with another deadline for a cancelled statement.
     *
     * @param value above zero
     * @return new options
     * @throws IllegalArgumentException if the value is out of its range
     */
    public EngineOptions withCancelTimeout(Duration value) {
        return with(draft -> draft.cancelTimeout = value);
    }

    /**
     * The same options with slow statements logged.
     *
     * @param value how long a statement takes to be slow, above zero
     * @return new options
     * @throws IllegalArgumentException if the value is out of its range
     */
    public EngineOptions withSlowStatement(Duration value) {
        return with(draft -> draft.slowStatement = value);
    }

    /**
     * The same options with statements logged or not.
     *
     * @param value whether every statement is logged
     * @return new options
     */
    public EngineOptions withEcho(boolean value) {
        return with(draft -> draft.echo = value);
    }

    /**
     * The same options with parameters hidden or shown.
     *
     * @param value whether the values of parameters are left out of logs and errors
     * @return new options
     */
    public EngineOptions withHideParameters(boolean value) {
        return with(draft -> draft.hideParameters = value);
    }

    /**
     * The same options with another clock.
     *
     * @param value the clock of all deadlines
     * @return new options
     */
    public EngineOptions withTime(TimeSource value) {
        return with(draft -> draft.time = value);
    }

    /**
     * The same options with a password that may change while the engine lives: it takes the place of the URL's.
     *
     * <ul>
     *   <li>It is asked for at each new connection, in an awaitlet, so it may wait; the time counts towards
     *       {@code connectTimeout}.
     *   <li>The answer is kept no longer than the driver needs it to log in, and shown nowhere.
     *   <li>If it throws or answers null, the connection is not made, as {@link PasswordUnavailable} (ER-408) tells.
     * </ul>
     *
     * @param value answers the password, from any thread
     * @return new options
     */
    public EngineOptions withPassword(Supplier<String> value) {
        return with(draft -> draft.password = value);
    }
}
