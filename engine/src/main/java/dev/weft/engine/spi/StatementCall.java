package dev.weft.engine.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a driver is asked to run: a statement with positional parameters, their values, and what is wanted of it.
 *
 * <ul>
 *   <li>The engine has resolved names: a parameter is a {@code ?} in the text.
 *   <li>The time limit of a statement is no part of it: the engine keeps that, and cancels.
 * </ul>
 *
 * <p>Immutable, so safe for use by many threads; values are not copied.
 *
 * @param sql the statement
 * @param parameters the values of its placeholders, in order; null is SQL's NULL, a {@link dev.weft.engine.SqlNull} one
 *     with a type
 * @param keys which of the keys that the database makes for inserted rows are wanted
 * @param maxRows the most rows that are read, 1 or more; 0 for all
 */
public record StatementCall(String sql, List<? extends @Nullable Object> parameters, WantedKeys keys, int maxRows) {
    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException if {@code maxRows} is negative
     */
    public StatementCall {
        if (maxRows < 0) {
            throw new IllegalArgumentException("maxRows is 0 or more, not " + maxRows);
        }
        parameters = Collections.<@Nullable Object>unmodifiableList(new ArrayList<@Nullable Object>(parameters));
    }

    /**
     * A call that wants no keys and all rows.
     *
     * @param sql the statement
     * @param parameters the values of its placeholders, in order
     * @return the call
     */
    public static StatementCall of(String sql, List<? extends @Nullable Object> parameters) {
        return new StatementCall(sql, parameters, WantedKeys.NONE, 0);
    }

    /**
     * This call with other keys.
     *
     * @param wanted the keys that are wanted
     * @return a new call
     */
    public StatementCall withKeys(WantedKeys wanted) {
        return new StatementCall(sql, parameters, wanted, maxRows);
    }

    /**
     * This call with another limit.
     *
     * @param most the most rows that are read; 0 for all
     * @return a new call
     */
    public StatementCall withMaxRows(int most) {
        return new StatementCall(sql, parameters, keys, most);
    }
}
