package dev.weft.jooq;

import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.ResultQuery;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.MockArray;
import org.jooq.tools.jdbc.MockResultSet;
import org.jspecify.annotations.Nullable;

/**
 * What makes records of one query's rows: jOOQ's own bindings read them, from a result set in memory.
 *
 * @param <R> the type of the records
 */
final class RecordReader<R extends Record> {
    private final DSLContext context;
    private final Field<?>[] fields;
    private final Class<? extends R> type;

    RecordReader(DSLContext context, ResultQuery<R> query) {
        this.context = context;
        this.fields = query.fields();
        this.type = query.getRecordType();
    }

    Result<R> none() {
        return listOf(fields);
    }

    Result<R> read(dev.weft.engine.Result result) {
        if (!result.returnsRows()) {
            return none();
        }
        var columns = columnsOf(result);
        var known = fields.length == 0 ? columns : fields;
        Result<R> records = listOf(known);
        for (var record : context.fetch(rows(result, columns), known)) {
            records.add(type.isInstance(record) ? type.cast(record) : record.into(type));
        }
        return records;
    }

    /** The records of a query have the fields of the query, whatever their class. */
    @SuppressWarnings("unchecked")
    private Result<R> listOf(Field<?>[] known) {
        return (Result<R>) context.newResult(known);
    }

    private static Field<?>[] columnsOf(dev.weft.engine.Result result) {
        return result.columns().stream().map(name -> DSL.field(DSL.name(name))).toArray(Field[]::new);
    }

    private ResultSet rows(dev.weft.engine.Result result, Field<?>[] columns) {
        var rows = context.newResult(columns);
        for (var row : result) {
            var values = new @Nullable Object[columns.length];
            for (var i = 0; i < values.length; i++) {
                values[i] = asRead(i, row.get(i));
            }
            var record = context.newRecord(columns);
            record.fromArray(values);
            rows.add(record);
        }
        return new MockResultSet(rows) {
            @Override
            public @Nullable Blob getBlob(int column) throws SQLException {
                var bytes = getBytes(column);
                return bytes == null ? null : new BytesBlob(bytes);
            }
        };
    }

    /** Array fields are read from JDBC's arrays. */
    private @Nullable Object asRead(int column, @Nullable Object value) {
        var isArray = column < fields.length && fields[column].getDataType().isArray();
        return isArray && value instanceof List<?> elements
                ? new MockArray<>(context.dialect(), elements.toArray(), Object[].class)
                : value;
    }
}
