package dev.weft.engine.internal.sql;

import dev.weft.engine.FeatureRefused;
import dev.weft.engine.IsolationLevel;
import java.sql.Connection;

/** The numbers by which JDBC knows the isolation levels. */
public final class Isolations {
    private Isolations() {}

    /**
     * The number of a level.
     *
     * @param level a level that a transaction can have
     * @return the number
     */
    public static int toJdbc(IsolationLevel level) {
        return switch (level) {
            case READ_UNCOMMITTED -> Connection.TRANSACTION_READ_UNCOMMITTED;
            case READ_COMMITTED -> Connection.TRANSACTION_READ_COMMITTED;
            case REPEATABLE_READ -> Connection.TRANSACTION_REPEATABLE_READ;
            case SERIALIZABLE -> Connection.TRANSACTION_SERIALIZABLE;
            case AUTOCOMMIT -> throw new IllegalArgumentException("AUTOCOMMIT is not an isolation of a transaction");
        };
    }

    /**
     * The level of a number.
     *
     * @param level the number
     * @return the level
     * @throws FeatureRefused if it is a driver's own
     */
    public static IsolationLevel fromJdbc(int level) {
        return switch (level) {
            case Connection.TRANSACTION_READ_UNCOMMITTED -> IsolationLevel.READ_UNCOMMITTED;
            case Connection.TRANSACTION_READ_COMMITTED -> IsolationLevel.READ_COMMITTED;
            case Connection.TRANSACTION_REPEATABLE_READ -> IsolationLevel.REPEATABLE_READ;
            case Connection.TRANSACTION_SERIALIZABLE -> IsolationLevel.SERIALIZABLE;
            default ->
                throw new FeatureRefused(
                        "The driver's isolation level " + level + " is none of JDBC's four.",
                        "Read it through runSync, with Connection.getTransactionIsolation().");
        };
    }
}
