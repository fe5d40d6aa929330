package dev.weft.peers.weft;

import static dev.weft.awaitlet.Awaitlets.await;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.AsyncResult;
import dev.weft.engine.ExecutionOptions;
import dev.weft.engine.IsolationLevel;
import dev.weft.engine.Row;
import dev.weft.engine.Sql;
import dev.weft.peers.workload.Completion;
import dev.weft.peers.workload.Operation;
import dev.weft.peers.workload.Rows;
import dev.weft.peers.workload.Workload;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The operations of the engine's asynchronous face; each statement is committed by itself, a stream apart. */
final class StatementWork {
    private final AsyncEngine engine;
    private final AsyncEngine autocommit;

    StatementWork(AsyncEngine engine) {
        this.engine = engine;
        this.autocommit = engine.withOptions(ExecutionOptions.defaults().withIsolation(IsolationLevel.AUTOCOMMIT));
    }

    Operation of(Workload workload, int rows) {
        return switch (workload) {
            case SELECT ->
                (Operation.Async) (number, completion) -> closing(connection -> select(connection, number), completion);
            case SELECTS_IN_TURN ->
                (Operation.Async) (number, completion) ->
                        closing(connection -> selects(connection, number >>> 1, Rows.IN_TURN), completion);
            case STREAM ->
                (Operation.Async) (_, completion) -> tell(
                        engine.begin(connection -> connection.stream(
                                Sql.of(Rows.stream(rows)).fetchSize(Rows.AT_A_TIME), result -> read(result, rows))),
                        completion);
            default -> throw new IllegalArgumentException("not a workload of statements: " + workload);
        };
    }

    /** What is asked on a connection. */
    @FunctionalInterface
    private interface Work {
        CompletableFuture<?> on(AsyncConnection connection);
    }

    private void closing(Work work, Completion completion) {
        var connection = autocommit.connect();
        var _ = work.on(connection).whenComplete((_, failure) -> {
            if (failure != null) {
                var _ = connection.aclose().whenComplete((_, _) -> completion.ended(failure));
            } else {
                tell(connection.aclose(), completion);
            }
        });
    }

    static void tell(CompletionStage<?> work, Completion completion) {
        var _ = work.whenComplete((_, failure) -> completion.ended(failure));
    }

    private static CompletableFuture<?> selects(AsyncConnection connection, int number, int left) {
        var one = select(connection, number);
        return left == 1 ? one : one.thenCompose(_ -> selects(connection, number + 1, left - 1));
    }

    private static CompletableFuture<?> select(AsyncConnection connection, int number) {
        var id = Rows.item(number);
        return connection.execute(Rows.SELECT, id).thenAccept(result -> {
            var row = result.rows().getFirst();
            Rows.check(id, (Integer) row.get(0), (String) row.get(1), (Integer) row.get(2));
        });
    }

    /** Runs in an awaitlet, as what is done with a stream does. */
    private static CompletionStage<@Nullable Void> read(AsyncResult result, int wanted) {
        var count = 0L;
        for (var rows = await(result.fetchMany(Rows.AT_A_TIME));
                !rows.isEmpty();
                rows = await(result.fetchMany(Rows.AT_A_TIME))) {
            for (Row row : rows) {
                count += Rows.streamed((Integer) row.get(0), (String) row.get(1), (Integer) row.get(2));
            }
        }
        Rows.checkStreamed(wanted, count);
        return CompletableFuture.completedFuture(null);
    }
}
