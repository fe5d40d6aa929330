package dev.weft.engine;

import dev.weft.awaitlet.WeftException;
import org.jspecify.annotations.Nullable;

/**
 * The failure of converting a value of a row to the type asked for without changing it (ER-315).
 *
 * <p>The message names the column and both types and never the value. Immutable, so safe for use by many threads.
 */
public final class ConversionFailed extends WeftException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param column the column's name
     * @param from the type of the value, null for SQL's NULL
     * @param to the type asked for
     * @param reason why it cannot be, as the end of a sentence that does not quote the value
     */
    public ConversionFailed(String column, @Nullable Class<?> from, Class<?> to, String reason) {
        super(
                "ER-315",
                "The " + (from == null ? "NULL" : from.getTypeName()) + " of column \"" + column
                        + "\" cannot be converted to " + to.getTypeName() + ": " + reason + ".",
                "Ask for a type that holds every value of the column, or convert it in the query.",
                null);
    }
}
