package dev.weft.engine;

/**
 * What a transaction may see of the others that run beside it, or that there is none.
 *
 * <p>A database may give more isolation than was asked for, never less. Constants, so safe for use by many threads.
 */
public enum IsolationLevel {
    /** It may see what others have not committed; most databases give {@link #READ_COMMITTED} instead. */
    READ_UNCOMMITTED,
    /** Each statement sees what was committed before it began. */
    READ_COMMITTED,
    /** What was read once is read alike to the end. */
    REPEATABLE_READ,
    /** As if the transactions had run one after the other. */
    SERIALIZABLE,
    /** No transaction: each statement is committed by itself. A choice of connections, never of a transaction. */
    AUTOCOMMIT
}
