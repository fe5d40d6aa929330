package dev.weft.engine;

import dev.weft.engine.internal.sql.RecordMapper;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes records of rows, with one mapper for all rows of a fetch. */
final class RowRecords<R extends Record> implements Function<Row, R> {
    private final Class<R> type;
    private volatile @Nullable Shape<R> last;

    RowRecords(Class<R> type) {
        this.type = type;
    }

    /** A mapper, and the columns it is for. */
    private record Shape<R extends Record>(Columns columns, RecordMapper<R> mapper) {}

    @Override
    @SuppressWarnings("ReferenceEquality") // rows of one fetch share their columns, and comparing names would cost more
    public R apply(Row row) {
        var columns = row.columns();
        var shape = last;
        if (shape == null || shape.columns != columns) {
            shape = new Shape<>(columns, RecordMapper.of(type, columns::indexOfComponent));
            last = shape;
        }
        return shape.mapper.map(row::get, columns.names());
    }
}
