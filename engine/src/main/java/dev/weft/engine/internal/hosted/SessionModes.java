package dev.weft.engine.internal.hosted;

import dev.weft.engine.IsolationLevel;
import dev.weft.engine.TransactionOptions;
import dev.weft.engine.internal.sql.Isolations;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The isolation and the read-only mode a session was given for its next transaction, where a database has no way to
 * give them to the transaction itself.
 *
 * <p>Touched by the connection's one operation at a time.
 */
final class SessionModes {
    private final Connection jdbc;
    private final TransactionRules rules;
    private @Nullable Integer standing; // the isolation before the first change, or null while nothing is changed
    private @Nullable IsolationLevel isolation;
    private boolean readOnly;

    SessionModes(Connection jdbc, TransactionRules rules) {
        this.jdbc = jdbc;
        this.rules = rules;
    }

    /** Tells whether the session has to be changed before such a transaction begins. */
    boolean differFrom(TransactionOptions options) {
        return !rules.oneByOne()
                && (options.isolation() != isolation || Boolean.TRUE.equals(options.readOnly()) != readOnly);
    }

    /** Whoever changed the isolation, it stands as it is now. */
    void isolationIsSetElsewhere() {
        isolation = null;
        standing = null;
    }

    boolean unchanged() {
        return isolation == null && !readOnly;
    }

    /** Changes the session; outside a transaction. */
    void apply(TransactionOptions options) throws SQLException {
        if (options.isolation() != isolation) {
            isolate(options.isolation());
        }
        var wanted = Boolean.TRUE.equals(options.readOnly());
        if (wanted != readOnly) {
            try (var statement = jdbc.createStatement()) {
                statement.execute(rules.readOnlySql(wanted));
            }
            readOnly = wanted;
        }
    }

    private void isolate(@Nullable IsolationLevel wanted) throws SQLException {
        if (standing == null) {
            standing = jdbc.getTransactionIsolation();
        }
        jdbc.setTransactionIsolation(wanted == null ? standing : Isolations.toJdbc(wanted));
        isolation = wanted;
        if (wanted == null) {
            standing = null;
        }
    }
}
