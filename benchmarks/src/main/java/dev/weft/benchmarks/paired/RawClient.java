package dev.weft.benchmarks.paired;

import dev.weft.engine.EngineUrl;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.CompletionStage;

/** Vert.x's client for PostgreSQL with its own pool and its own futures: what Weft's native driver stands on. */
final class RawClient implements Contender {
    private final Pool pool;

    private RawClient(Pool pool) {
        this.pool = pool;
    }

    static RawClient on(Vertx vertx, EngineUrl url, int connections) {
        var host = url.hosts().getFirst();
        var options = new PgConnectOptions()
                .setHost(host.name())
                .setPort(host.port().orElse(5432))
                .setDatabase(url.database().orElseThrow())
                .setUser(url.user().orElseThrow())
                .setPassword(url.password().orElse(""))
                .setCachePreparedStatements(true);
        return new RawClient(PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(connections))
                .connectingTo(options)
                .using(vertx)
                .build());
    }

    @Override
    public String name() {
        return "Vert.x client";
    }

    @Override
    public CompletionStage<Integer> select(int id) {
        return pool.preparedQuery("select id, name, price from item where id = $1")
                .execute(Tuple.of(id))
                .map(rows -> {
                    var row = rows.iterator().next();
                    if (row.getString(1) == null || row.getInteger(2) == null) {
                        throw new IllegalStateException("a column is null");
                    }
                    return row.getInteger(0);
                })
                .toCompletionStage();
    }

    @Override
    public void close() {
        pool.close().toCompletionStage().toCompletableFuture().join();
    }
}
