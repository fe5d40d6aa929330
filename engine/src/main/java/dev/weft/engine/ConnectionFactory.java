package dev.weft.engine;

import java.sql.Connection;
import java.util.concurrent.CompletionStage;

/**
 * What makes the connections of an engine in place of its driver, for logins that change, tunnels, or drivers that need
 * more than a URL.
 *
 * <p>Called where the driver's own calls are made: it may block, and what is to be awaited belongs into the stage that
 * it answers. Must be safe for use by many threads.
 */
@FunctionalInterface
public interface ConnectionFactory {
    /**
     * Makes a connection, which belongs to the pool from then on.
     *
     * @return a stage of a JDBC connection of the database in the engine's URL, in auto-commit mode; its failure is
     *     that of the attempt to connect
     * @throws Exception the failure of the attempt
     */
    CompletionStage<? extends Connection> connect() throws Exception;
}
