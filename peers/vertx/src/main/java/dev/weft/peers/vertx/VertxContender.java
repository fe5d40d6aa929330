package dev.weft.peers.vertx;

import dev.weft.peers.Target;
import dev.weft.peers.workload.Client;
import dev.weft.peers.workload.Completion;
import dev.weft.peers.workload.Contender;
import dev.weft.peers.workload.ContenderProgram;
import dev.weft.peers.workload.Operation;
import dev.weft.peers.workload.Rows;
import dev.weft.peers.workload.Workload;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Vert.x's client and its futures, each task on an event loop. */
final class VertxContender implements Contender {
    public static void main(String[] arguments) throws IOException {
        ContenderProgram.main(new VertxContender());
    }

    @Override
    public Set<Workload> workloads() {
        return Set.of(Workload.SELECT, Workload.SELECTS_IN_TURN, Workload.STREAM);
    }

    @Override
    public Client open(Workload workload, Target target, int rows) {
        var vertx = Vertx.vertx();
        var options = new PgConnectOptions()
                .setHost(target.host())
                .setPort(target.port())
                .setDatabase(target.database())
                .setUser(target.user())
                .setPassword(target.password())
                .addProperty("application_name", target.application())
                .setCachePreparedStatements(true);
        var pool = PgBuilder.pool()
                .with(new PoolOptions()
                        .setMaxSize(target.connections())
                        .setConnectionTimeout((int) target.acquireTimeout().toMillis())
                        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
                .connectingTo(options)
                .using(vertx)
                .build();
        return new Client(
                operation(workload, pool, rows),
                task -> ((VertxInternal) vertx).createEventLoopContext().runOnContext(_ -> task.run()),
                () -> {
                    pool.close().toCompletionStage().toCompletableFuture().join();
                    vertx.close().toCompletionStage().toCompletableFuture().join();
                });
    }

    private static Operation operation(Workload workload, Pool pool, int rows) {
        return switch (workload) {
            case SELECT -> (Operation.Async) (number, completion) -> tell(select(pool, number), completion);
            case SELECTS_IN_TURN ->
                (Operation.Async) (number, completion) -> tell(
                        pool.withConnection(connection -> selects(connection, number >>> 1, Rows.IN_TURN)), completion);
            case STREAM ->
                (Operation.Async) (_, completion) ->
                        tell(pool.withTransaction(connection -> stream(connection, rows)), completion);
            default -> throw new IllegalArgumentException("not a workload of this client: " + workload);
        };
    }

    private static void tell(Future<?> future, Completion completion) {
        future.onComplete(ended -> completion.ended(ended.cause()));
    }

    private static Future<RowSet<Row>> select(SqlClient client, int number) {
        var id = Rows.item(number);
        return client.preparedQuery(Rows.NATIVE_SELECT).execute(Tuple.of(id)).map(rows -> {
            var row = rows.iterator().next();
            Rows.check(id, row.getInteger(0), row.getString(1), row.getInteger(2));
            return rows;
        });
    }

    private static Future<RowSet<Row>> selects(SqlClient client, int number, int left) {
        var one = select(client, number);
        return left == 1 ? one : one.compose(_ -> selects(client, number + 1, left - 1));
    }

    private static Future<Void> stream(SqlConnection connection, int wanted) {
        return connection.prepare(Rows.stream(wanted)).compose(prepared -> {
            Promise<Void> read = Promise.promise();
            var count = new long[1];
            prepared.createStream(Rows.AT_A_TIME)
                    .exceptionHandler(read::tryFail)
                    .endHandler(_ -> {
                        if (count[0] == wanted) {
                            read.tryComplete();
                        } else {
                            read.tryFail("streamed " + count[0] + " rows of " + wanted);
                        }
                    })
                    .handler(row -> count[0] += Rows.streamed(row.getInteger(0), row.getString(1), row.getInteger(2)));
            return read.future();
        });
    }
}
