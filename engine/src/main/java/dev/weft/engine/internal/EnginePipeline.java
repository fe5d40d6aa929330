package dev.weft.engine.internal;

import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.Pipeline;
import dev.weft.engine.ResourceClosed;
import dev.weft.engine.Result;
import dev.weft.engine.Sql;
import dev.weft.engine.spi.DriverConnection;
import dev.weft.engine.spi.DriverPipeline;
import dev.weft.engine.spi.StatementCall;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A pipeline: the driver's own, or a line of statements that run one after the other. */
final class EnginePipeline implements Pipeline {
    private final Statements statements;
    private final DriverConnection driver;
    private final @Nullable DriverPipeline shared;
    private final OperationQueue line = new OperationQueue();
    private volatile boolean ended;
    private volatile @Nullable CancelReason cancelled;
    private volatile @Nullable CompletableFuture<?> work;

    private EnginePipeline(Statements statements, DriverConnection driver) {
        this.statements = statements;
        this.driver = driver;
        this.shared = driver.pipeline().orElse(null);
    }

    /** Runs the work of a block; the future completes when all its statements have ended. */
    static <T extends @Nullable Object> WorkFuture<T> run(
            Statements statements,
            DriverConnection driver,
            Function<? super Pipeline, ? extends CompletionStage<T>> work) {
        var pipeline = new EnginePipeline(statements, driver);
        var outcome = new WorkFuture<T>(pipeline::cancel);
        var running = BlockWork.start("weft-pipeline", work, pipeline);
        pipeline.working(running);
        var _ = running.whenComplete((value, failure) -> {
            var _ = pipeline.end().whenComplete((_, second) -> {
                outcome.completeAs(value, failure == null ? second : failure);
            });
        });
        return outcome;
    }

    private void working(CompletableFuture<?> running) {
        work = running;
        if (cancelled != null) {
            running.cancel(true);
        }
    }

    private void cancel(CancelReason reason) {
        cancelled = reason;
        line.cancelAll(reason);
        if (shared != null) {
            shared.cancel(reason);
        }
        var running = work;
        if (running != null) {
            running.cancel(true);
        }
    }

    private WorkFuture<@Nullable Void> end() {
        ended = true;
        return shared == null ? line.submit("end of the pipeline", () -> WorkFuture.completedWork(null)) : shared.end();
    }

    @Override
    public CompletableFuture<Result> execute(String sql, @Nullable Object... parameters) {
        return start(sql, StatementCall.of(sql, Arrays.<@Nullable Object>asList(parameters.clone())), Optional.empty());
    }

    @Override
    public CompletableFuture<Result> execute(Sql sql) {
        StatementCall call;
        try {
            call = sql.call(statements.dialect());
        } catch (RuntimeException unfit) {
            return CompletableFuture.failedFuture(unfit);
        }
        return start(sql.text(), call, sql.timeout());
    }

    private CompletableFuture<Result> start(String text, StatementCall call, Optional<Duration> timeout) {
        if (ended) {
            return CompletableFuture.failedFuture(new ResourceClosed("This pipeline", null));
        }
        return statements.watched(
                driver,
                text,
                call,
                timeout,
                () -> shared == null ? line.submit(text, () -> driver.execute(call)) : shared.execute(call));
    }
}
