package dev.weft.engine.spi;

import dev.weft.engine.internal.sql.Numbering;
import dev.weft.engine.internal.sql.SessionSql;
import dev.weft.engine.internal.sql.SqlShape;
import java.util.stream.Collectors;

/**
 * A statement as the wire protocols of native drivers want it: with {@code $1}, {@code $2} for its placeholders.
 *
 * <ul>
 *   <li>Placeholders are found as the engine finds them: not in strings, quoted names, dollar quotes and comments.
 *   <li>Reading one takes time linear in its length.
 * </ul>
 *
 * <p>Immutable, so safe for use by many threads.
 *
 * @param text the statement, with numbered parameters, and a RETURNING clause if keys are answered by that
 * @param parameters how many there are
 * @param keys whether the rows it answers are keys
 * @param several whether the text holds several statements
 * @param copiesToClient whether it is a COPY to or from the client's own stream
 * @param changesSession whether it may leave more behind than data, such as a setting, a lock or a temporary table: the
 *     connection is then no longer {@link DriverConnection#clean() clean}
 */
public record NumberedSql(
        String text, int parameters, boolean keys, boolean several, boolean copiesToClient, boolean changesSession) {
    /**
     * Reads a statement.
     *
     * @param sql the statement, with a {@code ?} for each parameter; an operator's question mark is doubled where the
     *     dialect's drivers want that
     * @param dialect the dialect, as a URL spells it
     * @param wanted the keys it is to answer, by a RETURNING clause if it has none
     * @return the statement with numbered parameters
     */
    public static NumberedSql of(String sql, String dialect, WantedKeys wanted) {
        var shape = SqlShape.of(sql, dialect);
        var keys = !(wanted instanceof WantedKeys.None) && shape.writes() && !shape.returning();
        var end = shape.codeEnd();
        var numbering = new Numbering(
                keys ? sql.substring(0, end) + " RETURNING " + columns(wanted) + sql.substring(end) : sql, dialect);
        return new NumberedSql(
                numbering.text(),
                numbering.parameters(),
                keys,
                shape.several(),
                numbering.copiesToClient(),
                SessionSql.changesSession(sql));
    }

    private static String columns(WantedKeys wanted) {
        return wanted instanceof WantedKeys.Named(var names)
                ? names.stream()
                        .map(name -> '"' + name.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(", "))
                : "*";
    }
}
