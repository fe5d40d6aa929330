package dev.weft.jooq;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.SyncWork;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.ResultQuery;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** A connection, and a context that renders and reads but has no connection of its own. */
record ConnectionWithJooq(AsyncConnection connection, DSLContext offline) implements JooqConnection {
    @Override
    public CompletableFuture<Integer> execute(Query query) {
        if (!query.isExecutable()) {
            return CompletableFuture.completedFuture(0);
        }
        return run(query).thenApply(result -> {
            var rows = result.returnsRows() ? result.size() : Math.max(result.rowCount(), 0);
            return Math.toIntExact(rows);
        });
    }

    @Override
    public <R extends Record> CompletableFuture<Result<R>> fetch(ResultQuery<R> query) {
        var reader = new RecordReader<>(offline, query);
        return query.isExecutable()
                ? run(query).thenApply(reader::read)
                : CompletableFuture.completedFuture(reader.none());
    }

    @Override
    public <R extends Record> CompletableFuture<@Nullable R> fetchOne(ResultQuery<R> query) {
        return fetchOptional(query).thenApply(record -> record.orElse(null));
    }

    @Override
    public <R extends Record> CompletableFuture<Optional<R>> fetchOptional(ResultQuery<R> query) {
        if (!query.isExecutable()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        var reader = new RecordReader<>(offline, query);
        return run(query)
                .thenApply(result ->
                        result.oneOrNone().map(row -> reader.read(result).getFirst()));
    }

    @Override
    public <E> CompletableFuture<List<E>> fetchInto(ResultQuery<?> query, Class<E> type) {
        return fetch(query).thenApply(records -> records.into(type));
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> runSync(SyncWork<? super DSLContext, T> work) {
        return connection.runSync(jdbc -> work.apply(DSL.using(jdbc, offline.dialect(), offline.settings())));
    }

    private CompletableFuture<dev.weft.engine.Result> run(Query query) {
        RenderedQuery statement;
        try {
            statement = RenderedQuery.of(query, offline);
        } catch (RuntimeException notRendered) {
            return CompletableFuture.failedFuture(notRendered);
        }
        return connection.execute(statement.sql(), statement.parameters().toArray());
    }
}
