package dev.weft.benchmarks.paired;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineOptions;
import dev.weft.engine.ExecutionOptions;
import dev.weft.engine.IsolationLevel;
import dev.weft.engine.Result;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** Weft's async face over its native driver, each statement committed by itself. */
final class WeftNative implements Contender {
    private final AsyncEngine engine;

    private WeftNative(AsyncEngine engine) {
        this.engine = engine;
    }

    /** @param url the database by its usual driver, with its password */
    static WeftNative on(String url, int connections) {
        var engine = AsyncEngine.create(
                url.replaceFirst("^postgresql:", "postgresql+vertx:"),
                EngineOptions.defaults().withPoolSize(connections));
        return new WeftNative(engine.withOptions(ExecutionOptions.defaults().withIsolation(IsolationLevel.AUTOCOMMIT)));
    }

    @Override
    public String name() {
        return "Weft, native driver";
    }

    @Override
    public CompletionStage<Integer> select(int id) {
        var connection = engine.connect();
        return connection
                .execute("select id, name, price from item where id = ?", id)
                .thenApply(WeftNative::read)
                .thenCompose(read -> connection.aclose().thenApply(_ -> read));
    }

    private static Integer read(Result result) {
        var row = result.rows().getFirst();
        if (row.get(1) == null || row.get(2) == null) {
            throw new IllegalStateException("a column is null");
        }
        return (Integer) Objects.requireNonNull(row.get(0));
    }

    @Override
    public void close() {
        engine.close();
    }
}
