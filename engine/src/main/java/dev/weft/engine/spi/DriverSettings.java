package dev.weft.engine.spi;

import dev.weft.awaitlet.spi.TimeSource;
import java.time.Duration;

/**
 * What an engine asks of its driver's connections.
 *
 * @param engine the engine's name, for threads, logs and errors
 * @param poolSize the most connections at a time, or 0 if the driver may choose
 * @param connectTimeout how long making a connection may take
 * @param cancelTimeout how long a cancelled statement has to end before its connection is cut off
 * @param closeTimeout how long a commit under way has left once it is cancelled, before its connection is cut off
 * @param hideParameters whether the values of parameters are left out of errors
 * @param time the clock of all deadlines
 * @param passwords where the password of a new connection is asked for
 */
public record DriverSettings(
        String engine,
        int poolSize,
        Duration connectTimeout,
        Duration cancelTimeout,
        Duration closeTimeout,
        boolean hideParameters,
        TimeSource time,
        Passwords passwords) {}
