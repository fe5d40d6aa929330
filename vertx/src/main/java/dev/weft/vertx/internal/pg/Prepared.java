package dev.weft.vertx.internal.pg;

import io.vertx.sqlclient.internal.PreparedStatement;
import java.util.List;

/** A statement that the server has prepared. */
final class Prepared {
    private final PreparedStatement statement;
    private final int[] types;
    private final List<String> columns;
    private final ColumnReader[] readers;

    /**
     * @param statement the client's view of it
     * @param types the types its parameters were declared with; 0 where the server found out
     * @param columns the names of its columns; empty if it returns no rows
     * @param readers how the columns are read
     */
    Prepared(PreparedStatement statement, int[] types, List<String> columns, ColumnReader[] readers) {
        this.statement = statement;
        this.types = types;
        this.columns = columns;
        this.readers = readers;
    }

    /** Whether parameters of other types can be bound to it: those without a type can always. */
    boolean takes(int[] others) {
        for (var i = 0; i < types.length; i++) {
            if (others[i] != Oid.UNSPECIFIED && others[i] != types[i]) {
                return false;
            }
        }
        return true;
    }

    PreparedStatement statement() {
        return statement;
    }

    boolean returnsRows() {
        return !columns.isEmpty();
    }

    List<String> columns() {
        return columns;
    }

    ColumnReader[] readers() {
        return readers;
    }
}
