package dev.weft.tck.vertx;

import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncResult;
import dev.weft.engine.Result;
import dev.weft.engine.Row;
import dev.weft.engine.Sql;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One step of a script.
 *
 * @param text what it is: the statement, and what else tells it from others
 * @param action does it, and answers what was seen
 */
record Step(String text, Action action) {
    /** What a step does. */
    @FunctionalInterface
    interface Action {
        String on(Talk talk);
    }

    static Step run(String sql, @Nullable Object... parameters) {
        return new Step(
                text(sql, parameters), talk -> Seen.of(await(talk.connection().execute(sql, parameters))));
    }

    static Step run(String text, Sql sql) {
        return new Step(text, talk -> Seen.of(await(talk.connection().execute(sql))));
    }

    static Step all(String sql) {
        return new Step(
                "all of " + sql,
                talk -> await(talk.connection().executeAll(Sql.of(sql))).stream()
                        .map(Seen::of)
                        .toList()
                        .toString());
    }

    static Step batch(String sql, List<? extends List<? extends @Nullable Object>> sets) {
        return new Step(
                "batch " + sql + " " + described(sets),
                talk -> await(talk.connection().executeBatch(sql, sets)).toString());
    }

    /** Reads a stream some rows at a time; its columns count even if it has no rows. */
    static Step stream(int fetchSize, String sql, @Nullable Object... parameters) {
        var statement = Sql.of(sql, parameters).fetchSize(fetchSize);
        return new Step("stream by " + fetchSize + " " + text(sql, parameters), talk -> {
            try (var rows = await(talk.connection().stream(statement))) {
                return "stream " + rows.columns() + Seen.rows(drained(rows, fetchSize));
            }
        });
    }

    private static List<Row> drained(AsyncResult rows, int size) {
        var all = new ArrayList<Row>();
        for (var some = await(rows.fetchMany(size)); !some.isEmpty(); some = await(rows.fetchMany(size))) {
            all.addAll(some);
        }
        return all;
    }

    /** Starts all of them, and then sees what became of each. */
    static Step pipeline(String... statements) {
        return new Step(
                "pipeline " + Arrays.toString(statements),
                talk -> await(talk.connection().pipeline(pipeline -> {
                            var all = new ArrayList<CompletableFuture<String>>();
                            for (var sql : statements) {
                                all.add(pipeline.execute(sql).handle(Step::outcome));
                            }
                            return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                                    .thenApply(_ -> all.stream()
                                            .map(CompletableFuture::join)
                                            .toList());
                        }))
                        .toString());
    }

    private static String outcome(@Nullable Result result, @Nullable Throwable failure) {
        return failure == null && result != null ? Seen.of(result) : Seen.of(java.util.Objects.requireNonNull(failure));
    }

    /** Something that is done and answers nothing. */
    static Step done(String text, Function<Talk, CompletableFuture<?>> action) {
        return new Step(text, talk -> {
            await(action.apply(talk));
            return "done";
        });
    }

    /** A statement on the connection beside. */
    static Step beside(String sql, Function<AsyncConnection, CompletableFuture<?>> action) {
        return new Step("beside: " + sql, talk -> {
            await(action.apply(talk.other()));
            return "done";
        });
    }

    private static String text(String sql, @Nullable Object... parameters) {
        return parameters.length == 0 ? sql : sql + " " + described(Arrays.<@Nullable Object>asList(parameters));
    }

    private static String described(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case List<?> list -> list.stream().map(Step::described).toList().toString();
            case Object[] array -> array.getClass().getSimpleName() + Arrays.deepToString(array);
            case Object other -> other.getClass().getSimpleName() + " " + Seen.value(other);
        };
    }
}
