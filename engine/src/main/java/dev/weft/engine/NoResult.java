package dev.weft.engine;

import dev.weft.awaitlet.WeftException;

/**
 * The failure of asking for the one row of a result that has none (ER-309).
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class NoResult extends WeftException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param returnsRows whether the statement is a query
     */
    public NoResult(boolean returnsRows) {
        super(
                "ER-309",
                returnsRows
                        ? "One row was asked for, but the result has none."
                        : "One row was asked for, but the statement is not a query.",
                returnsRows ? "Use oneOrNone() or first() if there may be none." : "Use rowCount() or generatedKeys().",
                null);
    }
}
