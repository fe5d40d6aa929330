package dev.weft.engine.internal;

import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.AsyncMethodRequired;
import dev.weft.engine.AsyncResult;
import dev.weft.engine.CallResult;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.Result;
import dev.weft.engine.Sql;
import dev.weft.engine.internal.sql.NamedSql;
import dev.weft.engine.internal.sql.ScriptStatements;
import dev.weft.engine.spi.DriverConnection;
import dev.weft.engine.spi.StatementCall;
import dev.weft.engine.spi.WantedKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The statements of one connection: named parameters are resolved, time limits kept, and each goes to the log. */
record Statements(EngineConnection connection, TimeLimit limit, String dialect) {
    CompletableFuture<Result> execute(String sql, @Nullable Object... parameters) {
        var call = StatementCall.of(sql, Arrays.<@Nullable Object>asList(parameters));
        return connection.statement(sql, driver -> {
            connection.log().statement(sql, call.parameters());
            return limited(Optional.empty(), call, driver.execute(call));
        });
    }

    CompletableFuture<Result> execute(Sql sql) {
        return run(sql, DriverConnection::execute);
    }

    CompletableFuture<List<Result>> executeAll(Sql sql) {
        return run(sql, DriverConnection::executeAll);
    }

    CompletableFuture<CallResult> call(Sql sql) {
        return run(sql, DriverConnection::call)
                .thenApply(result ->
                        result.named(NamedSql.parse(sql.text(), dialect).places()));
    }

    /** What does not fit fails the future, and takes no connection. */
    private <T> CompletableFuture<T> run(
            Sql sql, BiFunction<DriverConnection, StatementCall, WorkFuture<T>> operation) {
        StatementCall call;
        try {
            refuseFetchSize(sql);
            call = sql.call(dialect);
        } catch (RuntimeException unfit) {
            return CompletableFuture.failedFuture(unfit);
        }
        return connection.statement(sql.text(), driver -> {
            connection.log().statement(call.sql(), call.parameters());
            return limited(sql.timeout(), call, operation.apply(driver, call));
        });
    }

    private static void refuseFetchSize(Sql sql) {
        if (sql.fetchSize() > 0) {
            throw new AsyncMethodRequired("execute()");
        }
    }

    CompletableFuture<AsyncResult> stream(String sql, @Nullable Object... parameters) {
        var call = StatementCall.of(sql, Arrays.<@Nullable Object>asList(parameters));
        return stream(call, AsyncResult.DEFAULT_FETCH_SIZE, Optional.empty());
    }

    private CompletableFuture<AsyncResult> stream(StatementCall call, int fetchSize, Optional<Duration> timeout) {
        return connection.streams().open(call, fetchSize, opening -> limited(timeout, call, opening));
    }

    CompletableFuture<AsyncResult> stream(Sql sql) {
        StatementCall call;
        try {
            call = sql.call(dialect);
        } catch (RuntimeException unfit) {
            return CompletableFuture.failedFuture(unfit);
        }
        var fetchSize = sql.fetchSize() == 0 ? AsyncResult.DEFAULT_FETCH_SIZE : sql.fetchSize();
        return stream(call, fetchSize, sql.timeout());
    }

    CompletableFuture<List<Long>> executeBatch(
            String sql, List<? extends List<? extends @Nullable Object>> parameterSets) {
        var sets = List.copyOf(parameterSets);
        return connection.statement(sql, driver -> {
            connection.log().statement(sql, sets);
            return limited(Optional.empty(), StatementCall.of(sql, List.of()), driver.executeBatch(sql, sets));
        });
    }

    CompletableFuture<List<Long>> executeBatch(Sql sql, List<?> parameterSets) {
        List<StatementCall> calls;
        try {
            refuseKeys(sql);
            calls = sql.calls(dialect, parameterSets);
        } catch (RuntimeException unfit) {
            return CompletableFuture.failedFuture(unfit);
        }
        var text = calls.isEmpty() ? sql.text() : calls.getFirst().sql();
        var sets = calls.stream().map(StatementCall::parameters).toList();
        return connection.statement(sql.text(), driver -> {
            connection.log().statement(text, sets);
            return limited(sql.timeout(), StatementCall.of(text, List.of()), driver.executeBatch(text, sets));
        });
    }

    /** Runs the statements of a script, each when the one before it has ended. */
    CompletableFuture<List<Result>> executeScript(String script) {
        return next(ScriptStatements.of(script, dialect).iterator(), new ArrayList<>());
    }

    private CompletableFuture<List<Result>> next(Iterator<String> left, List<Result> results) {
        if (!left.hasNext()) {
            return CompletableFuture.completedFuture(List.copyOf(results));
        }
        return execute(left.next()).thenCompose(result -> {
            results.add(result);
            return next(left, results);
        });
    }

    private static void refuseKeys(Sql sql) {
        if (!(sql.keys() instanceof WantedKeys.None)) {
            throw new FeatureRefused(
                    "A batch answers how many rows each of its runs affected, and no keys.",
                    "Insert several rows with one statement, or run the statements one by one.");
        }
    }

    /** Starts a statement of a pipeline. */
    WorkFuture<Result> watched(
            DriverConnection driver,
            String text,
            StatementCall call,
            Optional<Duration> timeout,
            Supplier<WorkFuture<Result>> operation) {
        return connection.watched(driver, text, () -> {
            connection.log().statement(call.sql(), call.parameters());
            return limited(timeout, call, operation.get());
        });
    }

    /** Keeps the limit of a statement, or that of its connection. */
    private <T> WorkFuture<T> limited(Optional<Duration> own, StatementCall call, WorkFuture<T> work) {
        var longest =
                own.isPresent() ? own.get() : connection.executionOptions().statementTimeout();
        return longest == null ? work : limit.on(work, longest, call.sql(), call.parameters());
    }
}
