package dev.weft.peers;

import java.util.OptionalInt;

/**
 * A way to work on a PostgreSQL, as its documentation tells users to: a pool of connections, and queries that can be
 * given up. Safe for use by many threads.
 */
public interface Peer extends AutoCloseable {
    /**
     * Takes a connection, runs a statement that answers one row with one {@code bigint}, and gives the connection back.
     *
     * @param sql the statement
     * @return what has begun
     */
    Call ask(String sql);

    /**
     * Takes a connection, begins a transaction, asks {@code select 1} in it, and then waits for nothing at all until it
     * is cancelled.
     *
     * @param waits told when it waits
     * @return what has begun
     */
    Call idle(Runnable waits);

    /**
     * How many connections are taken, as the pool itself tells.
     *
     * @return the number, or nothing if it does not tell
     */
    default OptionalInt inUse() {
        return OptionalInt.empty();
    }

    @Override
    void close();
}
