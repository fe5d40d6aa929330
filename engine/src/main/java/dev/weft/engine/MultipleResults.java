package dev.weft.engine;

import dev.weft.awaitlet.WeftException;

/**
 * The failure of asking for the one row of a result that has more (ER-310).
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class MultipleResults extends WeftException {
    private static final long serialVersionUID = 1L;

    MultipleResults(int rows) {
        this(Integer.toString(rows));
    }

    /** Makes the exception for a result whose rows were not counted. */
    public MultipleResults() {
        this("more");
    }

    private MultipleResults(String rows) {
        super(
                "ER-310",
                "One row was asked for, but the result has " + rows + ".",
                "Narrow the query to one row, or use first() if any will do.",
                null);
    }
}
