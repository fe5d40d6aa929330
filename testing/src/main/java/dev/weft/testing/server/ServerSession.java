package dev.weft.testing.server;

/**
 * A connection to a database, as its server sees it.
 *
 * <p>Immutable, so safe for use by many threads.
 *
 * @param id the server's number for it: PostgreSQL's process id, MariaDB's connection id
 * @param client the name the client gave itself, which is the engine's name on PostgreSQL; empty on MariaDB, which has
 *     none
 * @param state what it does, in the server's words, such as {@code idle in transaction} or {@code Query}
 * @param inTransaction whether a transaction is open that has, on MariaDB, touched a table
 * @param statement the statement that runs or, on PostgreSQL, ran last; shortened to 100 characters
 */
public record ServerSession(long id, String client, String state, boolean inTransaction, String statement) {}
