package dev.weft.engine;

import dev.weft.awaitlet.spi.TimeSource;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The options of an engine: an immutable record, changed by {@code with...} methods.
 *
 * @param name the engine's name in logs and errors; null for one made from the dialect and a number
 * @param poolSize the most connections at a time, 1 to 10,000; null for the driver's default: 10, or 1 for an in-memory
 *     SQLite database
 * @param acquireTimeout how long a caller waits for a connection; zero fails at once if none is free
 * @param connectTimeout how long making a connection may take, above zero
 * @param pingAfterIdle how long a connection may idle before it is tested at its next use; zero tests at every use
 * @param maxLifetime the age at which an idle connection is replaced, above zero
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
        @Nullable Integer poolSize,
        Duration acquireTimeout,
        Duration connectTimeout,
        Duration pingAfterIdle,
        Duration maxLifetime,
        Duration closeTimeout,
        Duration cancelTimeout,
        @Nullable Duration slowStatement,
        boolean echo,
        boolean hideParameters,
        TimeSource time,
        @Nullable Supplier<String> password) {
    private static final int MOST_CONNECTIONS = 10_000;
    private static final EngineOptions DEFAULTS = new EngineOptions(
            null,
            null,
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofMinutes(30),
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
        if (poolSize != null && (poolSize < 1 || poolSize > MOST_CONNECTIONS)) {
            throw new IllegalArgumentException(
                    "poolSize must be from 1 to " + MOST_CONNECTIONS + ", but was " + poolSize);
        }
        notNegative("acquireTimeout", acquireTimeout);
        notNegative("pingAfterIdle", pingAfterIdle);
        positive("connectTimeout", connectTimeout);
        positive("maxLifetime", maxLifetime);
        positive("closeTimeout", closeTimeout);
        positive("cancelTimeout", cancelTimeout);
        if (slowStatement != null) {
            positive("slowStatement", slowStatement);
        }
        password = password == null ? null : AskedPassword.of(password);
    }

    private static void notNegative(String option, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(option + " must not be negative, but was " + value);
        }
    }

    private static void positive(String option, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(option + " must be above zero, but was " + value);
        }
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
        return new EngineOptions(
                value,
                poolSize,
                acquireTimeout,
                connectTimeout,
                pingAfterIdle,
                maxLifetime,
                closeTimeout,
                cancelTimeout,
                slowStatement,
                echo,
                hideParameters,
                time,
                password);
    }

    /**
     * The same options with another size of the pool.
     *
     * @param value the most connections at a time, 1 to 10,000
     * @return new options
     * @throws IllegalArgumentException if the value is out of its range
     */
    public EngineOptions withPoolSize(int value) {
        return new EngineOptions(
                name,
                value,
                acquireTimeout,
                connectTimeout,
                pingAfterIdle,
                maxLifetime,
                closeTimeout,
                cancelTimeout,
                slowStatement,
                echo,
                hideParameters,
                time,
                password);
    }

    /**
     * The same options with another deadline for taking a connection.
     *
     * @param value how long a caller waits; zero fails at once if none is free
     * @return new options
     * @throws IllegalArgumentException if the value is out of its range
     */
    public EngineOptions withAcquireTimeout(Duration value) {
        return new EngineOptions(
                name,
                poolSize,
                value,
                connectTimeout,
                pingAfterIdle,
                maxLifetime,
                closeTimeout,
                cancelTimeout,
                slowStatement,
                echo,
                hideParameters,
                time,
                password);
    }

    /**
     * The same options with another deadline for making a connection.
     *
     * @param value above zero
     * @return new options
     * @throws IllegalArgumentException if the value is out of its range
     */
    public EngineOptions withConnectTimeout(Duration value) {
        return new EngineOptions(
                name,
                poolSize,
                acquireTimeout,
                value,
                pingAfterIdle,
                maxLifetime,
                closeTimeout,
                cancelTimeout,
                slowStatement,
                echo,
                hideParameters,
                time,
                password);
    }

    /**
     * The same options with another idle time before a test.
     *
     * @param value zero tests at every use
     * @return new options
     * @throws IllegalArgumentException if the value is out of its range
     */
    public EngineOptions withPingAfterIdle(Duration value) {
        return new EngineOptions(
                name,
                poolSize,
                acquireTimeout,
                connectTimeout,
                value,
                maxLifetime,
                closeTimeout,
                cancelTimeout,
                slowStatement,
                echo,
                hideParameters,
                time,
                password);
    }

    /**
     * The same options with another age at which connections are replaced.
     *
     * @param value above zero
     * @return new options
     * @throws IllegalArgumentException if the value is out of its range
     */
    public EngineOptions withMaxLifetime(Duration value) {
        return new EngineOptions(
                name,
                poolSize,
                acquireTimeout,
                connectTimeout,
                pingAfterIdle,
                value,
                closeTimeout,
                cancelTimeout,
                slowStatement,
                echo,
                hideParameters,
                time,
                password);
    }

    /**
     * The same options with another deadline for returning and closing.
     *
     * @param value above zero
     * @return new options
     * @throws IllegalArgumentException if the value is out of its range
     */
    public EngineOptions withCloseTimeout(Duration value) {
        return new EngineOptions(
                name,
                poolSize,
                acquireTimeout,
                connectTimeout,
                pingAfterIdle,
                maxLifetime,
                value,
                cancelTimeout,
                slowStatement,
                echo,
                hideParameters,
                time,
                password);
    }

    /**
     * The same options with another deadline for a cancelled statement.
     *
     * @param value above zero
     * @return new options
     * @throws IllegalArgumentException if the value is out of its range
     */
    public EngineOptions withCancelTimeout(Duration value) {
        return new EngineOptions(
                name,
                poolSize,
                acquireTimeout,
                connectTimeout,
                pingAfterIdle,
                maxLifetime,
                closeTimeout,
                value,
                slowStatement,
                echo,
                hideParameters,
                time,
                password);
    }

    /**
     * The same options with slow statements logged.
     *
     * @param value how long a statement takes to be slow, above zero
     * @return new options
     * @throws IllegalArgumentException if the value is out of its range
     */
    public EngineOptions withSlowStatement(Duration value) {
        return new EngineOptions(
                name,
                poolSize,
                acquireTimeout,
                connectTimeout,
                pingAfterIdle,
                maxLifetime,
                closeTimeout,
                cancelTimeout,
                value,
                echo,
                hideParameters,
                time,
                password);
    }

    /**
     * The same options with statements logged or not.
     *
     * @param value whether every statement is logged
     * @return new options
     */
    public EngineOptions withEcho(boolean value) {
        return new EngineOptions(
                name,
                poolSize,
                acquireTimeout,
                connectTimeout,
                pingAfterIdle,
                maxLifetime,
                closeTimeout,
                cancelTimeout,
                slowStatement,
                value,
                hideParameters,
                time,
                password);
    }

    /**
     * The same options with parameters hidden or shown.
     *
     * @param value whether the values of parameters are left out of logs and errors
     * @return new options
     */
    public EngineOptions withHideParameters(boolean value) {
        return new EngineOptions(
                name,
                poolSize,
                acquireTimeout,
                connectTimeout,
                pingAfterIdle,
                maxLifetime,
                closeTimeout,
                cancelTimeout,
                slowStatement,
                echo,
                value,
                time,
                password);
    }

    /**
     * The same options with another clock.
     *
     * @param value the clock of all deadlines
     * @return new options
     */
    public EngineOptions withTime(TimeSource value) {
        return new EngineOptions(
                name,
                poolSize,
                acquireTimeout,
                connectTimeout,
                pingAfterIdle,
                maxLifetime,
                closeTimeout,
                cancelTimeout,
                slowStatement,
                echo,
                hideParameters,
                value,
                password);
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
        return new EngineOptions(
                name,
                poolSize,
                acquireTimeout,
                connectTimeout,
                pingAfterIdle,
                maxLifetime,
                closeTimeout,
                cancelTimeout,
                slowStatement,
                echo,
                hideParameters,
                time,
                value);
    }
}
