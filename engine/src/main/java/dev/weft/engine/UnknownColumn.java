package dev.weft.engine;

import dev.weft.awaitlet.WeftException;
import java.util.List;

/**
 * The failure of asking a row for a column that it does not have, or has more than once (ER-314).
 *
 * <p>The message lists the columns there are. Immutable, so safe for use by many threads.
 */
public final class UnknownColumn extends WeftException {
    private static final long serialVersionUID = 1L;

    private UnknownColumn(String problem, String cure, List<String> columns) {
        super(
                "ER-314",
                problem
                        + (columns.isEmpty()
                                ? " The result has no columns."
                                : " The columns are: " + String.join(", ", columns) + "."),
                cure,
                null);
    }

    static UnknownColumn named(String name, List<String> columns) {
        return new UnknownColumn(
                "There is no column \"" + name + "\".",
                "Use a name of the list, or give the column an alias in the query.",
                columns);
    }

    static UnknownColumn ambiguous(String name, List<String> columns) {
        return new UnknownColumn(
                "There is more than one column \"" + name + "\".",
                "Give each an alias of its own in the query, or get the value by its index.",
                columns);
    }

    static UnknownColumn at(int index, List<String> columns) {
        return new UnknownColumn("There is no column with the index " + index + ".", "Indexes start at 0.", columns);
    }
}
