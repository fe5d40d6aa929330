package dev.weft.engine;

import java.time.Duration;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What statements and transactions are run with unless they say otherwise: an immutable record, changed by
 * {@code with...} methods.
 *
 * <ul>
 *   <li>An engine's hold for all its connections ({@link AsyncEngine#withOptions}), a connection's for itself
 *       ({@link AsyncConnection#withOptions}), a transaction's for that transaction ({@link TransactionOptions}). What
 *       is nearer wins; what it leaves out comes from further away.
 *   <li>Nothing of it outlives the connection's return to the pool.
 *   <li>What the database does not have is refused with {@link FeatureRefused} (ER-601) when a transaction begins.
 * </ul>
 *
 * @param isolation the isolation of transactions, {@link IsolationLevel#AUTOCOMMIT} for none; or null as the database
 *     has it
 * @param readOnly whether transactions may change nothing; or null as the database has it
 * @param statementTimeout how long a statement of the async face may take before it is stopped with a
 *     {@link StatementTimeout}, above zero, where it has no limit of its own; or null for as long as it likes
 * @param loggingToken what marks these statements in the log, such as the name of a tenant; or null for nothing
 */
public record ExecutionOptions(
        @Nullable IsolationLevel isolation,
        @Nullable Boolean readOnly,
        @Nullable Duration statementTimeout,
        @Nullable String loggingToken) {
    private static final ExecutionOptions DEFAULTS = new ExecutionOptions(null, null, null, null);

    /**
     * Checks that the options agree.
     *
     * @throws IllegalArgumentException if read-only is asked for without transactions, or the time limit is not above
     *     zero
     */
    public ExecutionOptions {
        if (isolation == IsolationLevel.AUTOCOMMIT && Boolean.TRUE.equals(readOnly)) {
            throw new IllegalArgumentException("readOnly is a choice of transactions, and AUTOCOMMIT has none");
        }
        if (statementTimeout != null && !statementTimeout.isPositive()) {
            throw new IllegalArgumentException("statementTimeout must be above zero, but was " + statementTimeout);
        }
    }

    /**
     * Options that ask for nothing.
     *
     * @return the defaults
     */
    public static ExecutionOptions defaults() {
        return DEFAULTS;
    }

    /**
     * The same options with an isolation.
     *
     * @param value the isolation of transactions, or {@code AUTOCOMMIT} for none
     * @return new options
     * @throws IllegalArgumentException if it is {@code AUTOCOMMIT} and these options are read-only
     */
    public ExecutionOptions withIsolation(IsolationLevel value) {
        return new ExecutionOptions(value, readOnly, statementTimeout, loggingToken);
    }

    /**
     * The same options, read-only or not.
     *
     * @param value whether transactions may change nothing
     * @return new options
     * @throws IllegalArgumentException if it is true and these options have {@code AUTOCOMMIT}
     */
    public ExecutionOptions withReadOnly(boolean value) {
        return new ExecutionOptions(isolation, value, statementTimeout, loggingToken);
    }

    /**
     * The same options with a time limit.
     *
     * @param value how long a statement may take, above zero
     * @return new options
     * @throws IllegalArgumentException if the value is out of its range
     */
    public ExecutionOptions withStatementTimeout(Duration value) {
        return new ExecutionOptions(isolation, readOnly, value, loggingToken);
    }

    /**
     * The same options with a mark for the log.
     *
     * @param value what marks these statements
     * @return new options
     */
    public ExecutionOptions withLoggingToken(String value) {
        return new ExecutionOptions(isolation, readOnly, statementTimeout, value);
    }

    /**
     * These options, and where they leave something out, others.
     *
     * @param further the options from further away
     * @return new options
     * @throws IllegalArgumentException if the two do not agree: read-only without transactions
     */
    public ExecutionOptions over(ExecutionOptions further) {
        return new ExecutionOptions(
                isolation == null ? further.isolation : isolation,
                readOnly == null ? further.readOnly : readOnly,
                statementTimeout == null ? further.statementTimeout : statementTimeout,
                loggingToken == null ? further.loggingToken : loggingToken);
    }

    /**
     * Tells whether each statement is committed by itself.
     *
     * @return true for {@code AUTOCOMMIT}
     */
    public boolean autoCommit() {
        return isolation == IsolationLevel.AUTOCOMMIT;
    }

    /**
     * The transactions that these options ask for.
     *
     * @return their isolation, if there are transactions, and whether they are read-only
     */
    public TransactionOptions transaction() {
        return isolation == null && readOnly == null
                ? TransactionOptions.defaults()
                : new TransactionOptions(autoCommit() ? null : isolation, readOnly, null);
    }

    /**
     * What is asked for.
     *
     * @return such as {@code ExecutionOptions[isolation=AUTOCOMMIT]}
     */
    @Override
    public String toString() {
        var asked = new StringJoiner(", ", "ExecutionOptions[", "]");
        if (isolation != null) {
            asked.add("isolation=" + isolation);
        }
        if (readOnly != null) {
            asked.add("readOnly=" + readOnly);
        }
        if (statementTimeout != null) {
            asked.add("statementTimeout=" + statementTimeout);
        }
        if (loggingToken != null) {
            asked.add("loggingToken=" + loggingToken);
        }
        return asked.toString();
    }
}
