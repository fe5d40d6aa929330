package dev.weft.engine.internal.sql;

import dev.weft.engine.spi.WantedKeys;
import java.util.stream.Collectors;

/** The RETURNING clause, by which some databases answer generated keys, and more than the driver's own way does. */
public final class ReturningClause {
    private ReturningClause() {}

    /**
     * A statement with the clause, before what stands behind its code.
     *
     * @param sql the statement
     * @param shape its shape
     * @param keys the keys that are wanted, some
     * @return the statement with the clause
     */
    public static String added(String sql, SqlShape shape, WantedKeys keys) {
        var columns = switch (keys) {
            // In backticks, because SQLite takes an unknown name in double quotes for a string.
            case WantedKeys.Named(var names) ->
                names.stream().map(name -> "`" + name.replace("`", "``") + "`").collect(Collectors.joining(", "));
            case WantedKeys.All _, WantedKeys.None _ -> "*";
        };
        var end = shape.codeEnd();
        return sql.substring(0, end) + " returning " + columns + sql.substring(end);
    }
}
