package dev.weft.vertx.internal.pg;

import io.vertx.sqlclient.PropertyKind;
import io.vertx.sqlclient.internal.QueryResultHandler;
import io.vertx.sqlclient.internal.RowDesc;
import org.jspecify.annotations.Nullable;

/** Hears each result of a command, with the number of rows that the server told. */
class Counted<T> implements QueryResultHandler<T> {
    private final Session session;

    Counted(Session session) {
        this.session = session;
    }

    /** One result. */
    void result(long count, @Nullable T rows, @Nullable Throwable failure) {}

    @Override
    public final void handleResult(int ignored, int size, RowDesc columns, T rows, Throwable failure) {
        result(session.wire().tags().remove(), rows, failure);
    }

    @Override
    public final <V> void addProperty(PropertyKind<V> kind, V value) {}
}
