package dev.weft.vertx.internal.pg;

import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/** Takes the rows of one run of a statement, and how many the server counted. */
final class RowsRead extends Counted<List<List<@Nullable Object>>> {
    private long count;
    private @Nullable List<List<@Nullable Object>> rows;
    private @Nullable Throwable unreadable;

    RowsRead(Session session) {
        super(session);
    }

    /** Turns the client's rows into rows of values. */
    static Collector<Row, ?, List<List<@Nullable Object>>> by(ColumnReader[] readers) {
        return Collector.of(ArrayList::new, (all, row) -> all.add(read(row, readers)), (all, _) -> all);
    }

    private static List<@Nullable Object> read(Row row, ColumnReader[] readers) {
        var values = new @Nullable Object[readers.length];
        for (var i = 0; i < values.length; i++) {
            var value = row.getValue(i);
            values[i] = value == null ? null : readers[i].read(value);
        }
        return Arrays.asList(values);
    }

    @Override
    void result(long told, @Nullable List<List<@Nullable Object>> read, @Nullable Throwable failure) {
        count = Math.max(0, told); // a ROLLBACK counts nothing
        rows = read;
        unreadable = failure;
    }

    /** How many rows a statement without rows affected; 0 if it was empty. */
    long count() {
        return count;
    }

    List<List<@Nullable Object>> rows() {
        return rows == null ? List.of() : rows;
    }

    /** Why a value could not be read, or null if all were. */
    @Nullable
    Throwable unreadable() {
        return unreadable;
    }
}
