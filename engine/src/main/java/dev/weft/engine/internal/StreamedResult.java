package dev.weft.engine.internal;

import dev.weft.engine.AsyncResult;
import dev.weft.engine.AsyncRows;
import dev.weft.engine.AsyncValues;
import dev.weft.engine.Row;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of a cursor as they are. */
final class StreamedResult extends StreamedRows<Row> implements AsyncResult {
    StreamedResult(OpenCursor cursor) {
        super(cursor, Function.identity());
    }

    @Override
    public <T extends @Nullable Object> AsyncValues<T> values(Function<? super Row, ? extends T> function) {
        return new StreamedRows<>(cursor(), function);
    }

    @Override
    public <T> AsyncRows<T> map(Function<? super Row, ? extends T> function) {
        return new StreamedRows<>(cursor(), function);
    }
}
