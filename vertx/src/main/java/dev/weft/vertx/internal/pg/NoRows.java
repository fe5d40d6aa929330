package dev.weft.vertx.internal.pg;

import io.vertx.sqlclient.Row;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/** Takes the results of SQL without rows: how many rows the last of its statements counted. */
final class NoRows extends Counted<Object> {
    static final Collector<Row, Object, Object> COLLECTOR = Collector.of(Object::new, (_, _) -> {}, (a, _) -> a);

    private long count;

    NoRows(Session session) {
        super(session);
    }

    @Override
    void result(long told, @Nullable Object rows, @Nullable Throwable failure) {
        count = told;
    }

    long count() {
        return count;
    }
}
