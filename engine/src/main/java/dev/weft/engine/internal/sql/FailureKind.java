package dev.weft.engine.internal.sql;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the caller can do about a failure, and the table from which that is read. */
enum FailureKind {
    CONNECTION,
    DATA,
    INTEGRITY,
    LOGIN,
    REJECTED,
    TIMEOUT,
    TRANSIENT,
    UNCLASSIFIED;

    /**
     * Kinds by {@code SQLState:vendor code}, by SQLState, and by class (the first two letters), looked up in that
     * order. The vendor codes are MariaDB's and H2's, where their SQLState alone says too little or something else.
     */
    private static final Map<String, FailureKind> BY_STATE = Map.ofEntries(
            // The classes of the standard.
            Map.entry("07", REJECTED), // dynamic SQL: parameters do not fit the statement
            Map.entry("08", CONNECTION),
            Map.entry("0A", REJECTED), // feature not supported
            Map.entry("21", DATA), // more than one row where one is wanted
            Map.entry("21S01", REJECTED), // H2, MariaDB: columns and values differ in number
            Map.entry("21S02", REJECTED),
            Map.entry("22", DATA),
            Map.entry("23", INTEGRITY),
            Map.entry("25006", REJECTED), // a write in a read-only transaction
            Map.entry("28", LOGIN),
            Map.entry("3D", LOGIN), // no such database
            Map.entry("3F", REJECTED), // no such schema
            Map.entry("40", TRANSIENT), // 40001 serialization, 40P01 deadlock
            Map.entry("40002", INTEGRITY), // a deferred constraint
            Map.entry("40003", CONNECTION), // completion unknown
            Map.entry("42", REJECTED),
            Map.entry("44", INTEGRITY), // with check option
            Map.entry("HYT00", TIMEOUT),
            Map.entry("HYT01", CONNECTION), // connection timeout
            // PostgreSQL.
            Map.entry("25P03", CONNECTION), // idle in transaction for too long: session ended
            Map.entry("25P04", CONNECTION), // transaction took too long: session ended
            Map.entry("53300", TRANSIENT), // too many connections
            Map.entry("55P03", TRANSIENT), // lock not available
            Map.entry("57014", TIMEOUT), // cancelled, or statement_timeout; H2 too
            Map.entry("57P01", CONNECTION), // admin shutdown
            Map.entry("57P02", CONNECTION), // crash shutdown
            Map.entry("57P03", CONNECTION), // starting up or shutting down
            Map.entry("57P04", CONNECTION), // database dropped
            Map.entry("57P05", CONNECTION), // idle session timeout
            // MariaDB and MySQL.
            Map.entry("08004:1040", TRANSIENT), // too many connections, from MySQL
            Map.entry("42000:1044", LOGIN), // no right on the database
            Map.entry("42000:1049", LOGIN), // no such database
            Map.entry("42000:1203", TRANSIENT), // too many connections of this user
            Map.entry("42000:1226", TRANSIENT), // a limit of this user
            Map.entry("70100", TIMEOUT), // 1317 interrupted, 1969 max_statement_time
            Map.entry("70100:1927", CONNECTION), // connection killed
            Map.entry("HY000:1020", TRANSIENT), // row changed since it was read
            Map.entry("HY000:1040", TRANSIENT), // too many connections, from MariaDB
            Map.entry("HY000:1045", LOGIN),
            Map.entry("HY000:1205", TRANSIENT), // lock wait timeout
            Map.entry("HY000:1364", INTEGRITY), // no default value
            Map.entry("HY000:1366", DATA), // malformed value
            Map.entry("HY000:3024", TIMEOUT), // MySQL's max_execution_time
            // H2, whose SQLState beyond the standard is its own code.
            Map.entry("90012", REJECTED), // a parameter is not set
            Map.entry("90013", LOGIN), // no such database
            Map.entry("90022", REJECTED), // no such function
            Map.entry("90067", CONNECTION), // connection broken
            Map.entry("90079", REJECTED), // no such schema
            Map.entry("90096", REJECTED), // not enough rights
            Map.entry("90098", CONNECTION), // database closed
            Map.entry("90121", CONNECTION), // database closed with its connections
            Map.entry("90131", TRANSIENT), // row changed by another transaction
            Map.entry("90146", LOGIN), // no such database, and it may not be created
            Map.entry("90149", LOGIN),
            Map.entry("HYT00:50200", TRANSIENT)); // lock timeout

    /** Kinds by SQLite's primary result code; its driver gives no SQLState. */
    private static final Map<Integer, FailureKind> BY_SQLITE_CODE = Map.ofEntries(
            Map.entry(1, REJECTED), // ERROR: syntax, no such table
            Map.entry(3, REJECTED), // PERM
            Map.entry(5, TRANSIENT), // BUSY: another connection writes
            Map.entry(6, TRANSIENT), // LOCKED: a connection of the same shared cache writes
            Map.entry(8, REJECTED), // READONLY
            Map.entry(9, TIMEOUT), // INTERRUPT
            Map.entry(14, CONNECTION), // CANTOPEN
            Map.entry(15, TRANSIENT), // PROTOCOL: too many tried to lock
            Map.entry(17, TRANSIENT), // SCHEMA: changed meanwhile
            Map.entry(18, DATA), // TOOBIG
            Map.entry(19, INTEGRITY), // CONSTRAINT
            Map.entry(20, DATA), // MISMATCH
            Map.entry(23, REJECTED), // AUTH
            Map.entry(25, REJECTED)); // RANGE: no such parameter

    static Optional<FailureKind> ofState(@Nullable String state, int code) {
        if (state == null || state.length() < 2) {
            return Optional.empty();
        }
        var byCode = BY_STATE.get(state + ":" + code);
        var byState = byCode == null ? BY_STATE.get(state) : byCode;
        return Optional.ofNullable(byState == null ? BY_STATE.get(state.substring(0, 2)) : byState);
    }

    static Optional<FailureKind> ofSqlite(int resultCode) {
        return Optional.ofNullable(BY_SQLITE_CODE.get(resultCode & 0xff));
    }

    /** The kind by the exception's type, for drivers whose SQLState says nothing. */
    static Optional<FailureKind> ofType(SQLException failure) {
        return switch (failure) {
            case SQLIntegrityConstraintViolationException _ -> Optional.of(INTEGRITY);
            case SQLSyntaxErrorException _, SQLFeatureNotSupportedException _ -> Optional.of(REJECTED);
            case SQLDataException _ -> Optional.of(DATA);
            case SQLInvalidAuthorizationSpecException _ -> Optional.of(LOGIN);
            case SQLNonTransientConnectionException _, SQLTransientConnectionException _, SQLRecoverableException _ ->
                Optional.of(CONNECTION);
            case SQLTimeoutException _ -> Optional.of(TIMEOUT);
            case SQLTransientException _ -> Optional.of(TRANSIENT);
            default -> Optional.empty();
        };
    }
}
