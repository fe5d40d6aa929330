package dev.weft.engine.internal.hosted;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What is peculiar to hosting the drivers of one database.
 *
 * @param name the dialect, as a URL spells it
 * @param artifact the coordinates of the usual driver, for the error that it is missing
 * @param onWorkers whether its calls run on worker threads
 * @param places how many connections there may be, and must be
 * @param settleSql a harmless statement to run after a cancel, where a late one may hit the next statement; or null
 * @param transactions what may be chosen for a transaction
 * @param statements how its driver runs statements
 * @param renewal what becomes of a session that was changed in ways nobody kept count of
 */
record Dialect(
        String name,
        String artifact,
        boolean onWorkers,
        Places places,
        @Nullable String settleSql,
        TransactionRules transactions,
        StatementTraits statements,
        SessionRenewal renewal) {
    /**
     * How many connections a database bears.
     *
     * @param poolSize the size of the pool if none is asked for
     * @param most the most that make sense
     * @param anchored whether a database in memory lives only as long as a connection to it
     */
    record Places(int poolSize, int most, boolean anchored) {
        private static final Places USUAL = new Places(10, Integer.MAX_VALUE, false);
        private static final Places ANCHORED = new Places(10, Integer.MAX_VALUE, true);
        private static final Places ONE = new Places(1, 1, false);
    }

    static Dialect onSockets(String name, String artifact) {
        return usual(name, artifact, false);
    }

    static Dialect onWorkers(String name, String artifact) {
        return usual(name, artifact, true);
    }

    private static Dialect usual(String name, String artifact, boolean onWorkers) {
        return new Dialect(
                name,
                artifact,
                onWorkers,
                Places.USUAL,
                null,
                TransactionRules.JDBC,
                StatementTraits.STANDARD,
                SessionRenewal.BY_ANOTHER);
    }

    /** Refuses a text that the driver would send although its protocol has no place for it. */
    void check(String sql) throws SQLException {
        if (name.equals("postgresql") && sql.indexOf('\0') >= 0) {
            throw new SQLException("ERROR: invalid byte sequence for encoding \"UTF8\": 0x00", "22021");
        }
    }

    Dialect settledBy(String sql) {
        return new Dialect(name, artifact, onWorkers, places, sql, transactions, statements, renewal);
    }

    Dialect transactions(TransactionRules rules) {
        return new Dialect(name, artifact, onWorkers, places, settleSql, rules, statements, renewal);
    }

    Dialect running(StatementTraits traits) {
        return new Dialect(name, artifact, onWorkers, places, settleSql, transactions, traits, renewal);
    }

    Dialect renewed(SessionRenewal how) {
        return new Dialect(name, artifact, onWorkers, places, settleSql, transactions, statements, how);
    }

    /** A database in memory that only one connection can see. */
    Dialect single() {
        return new Dialect(
                name, artifact, onWorkers, Places.ONE, settleSql, transactions, statements, SessionRenewal.NONE);
    }

    /** A database in memory that ends with its last connection. */
    Dialect anchoredInMemory() {
        return new Dialect(name, artifact, onWorkers, Places.ANCHORED, settleSql, transactions, statements, renewal);
    }
}
