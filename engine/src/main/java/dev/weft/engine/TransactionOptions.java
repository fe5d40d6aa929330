package dev.weft.engine;

import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * How one transaction is to be begun: an immutable record, changed by {@code with...} methods.
 *
 * <ul>
 *   <li>What is left out stays as the connection has it.
 *   <li>It holds for one transaction; the next one is as if it had never been.
 *   <li>What the database does not have is refused with {@link FeatureRefused} (ER-601), never left out silently.
 * </ul>
 *
 * @param isolation what it may see of others, or null as the connection has it; not {@link IsolationLevel#AUTOCOMMIT}
 * @param readOnly whether it may change nothing, or null as the connection has it; PostgreSQL, MariaDB, SQLite
 * @param deferrable whether a serializable read-only transaction waits until it cannot fail, or null as the connection
 *     has it; PostgreSQL
 */
public record TransactionOptions(
        @Nullable IsolationLevel isolation,
        @Nullable Boolean readOnly,
        @Nullable Boolean deferrable) {
    private static final TransactionOptions DEFAULTS = new TransactionOptions(null, null, null);

    /**
     * Checks that this can be a transaction.
     *
     * @throws IllegalArgumentException if the isolation is {@code AUTOCOMMIT}
     */
    public TransactionOptions {
        if (isolation == IsolationLevel.AUTOCOMMIT) {
            throw new IllegalArgumentException("isolation must not be AUTOCOMMIT, which means no transaction");
        }
    }

    /**
     * A transaction as the connection has it.
     *
     * @return options that ask for nothing
     */
    public static TransactionOptions defaults() {
        return DEFAULTS;
    }

    /**
     * The same options with an isolation.
     *
     * @param value what the transaction may see of others
     * @return new options
     * @throws IllegalArgumentException if it is {@code AUTOCOMMIT}
     */
    public TransactionOptions withIsolation(IsolationLevel value) {
        return new TransactionOptions(value, readOnly, deferrable);
    }

    /**
     * The same options, read-only or not.
     *
     * @param value whether the transaction may change nothing
     * @return new options
     */
    public TransactionOptions withReadOnly(boolean value) {
        return new TransactionOptions(isolation, value, deferrable);
    }

    /**
     * The same options, deferrable or not.
     *
     * @param value whether a serializable read-only transaction waits until it cannot fail
     * @return new options
     */
    public TransactionOptions withDeferrable(boolean value) {
        return new TransactionOptions(isolation, readOnly, value);
    }

    /**
     * These options, and where they leave something out, others.
     *
     * @param further the options from further away
     * @return new options
     */
    public TransactionOptions over(TransactionOptions further) {
        return new TransactionOptions(
                isolation == null ? further.isolation : isolation,
                readOnly == null ? further.readOnly : readOnly,
                deferrable == null ? further.deferrable : deferrable);
    }

    /**
     * What is asked for.
     *
     * @return such as {@code TransactionOptions[isolation=SERIALIZABLE, readOnly=true]}
     */
    @Override
    public String toString() {
        var asked = new StringJoiner(", ", "TransactionOptions[", "]");
        if (isolation != null) {
            asked.add("isolation=" + isolation);
        }
        if (readOnly != null) {
            asked.add("readOnly=" + readOnly);
        }
        if (deferrable != null) {
            asked.add("deferrable=" + deferrable);
        }
        return asked.toString();
    }
}
