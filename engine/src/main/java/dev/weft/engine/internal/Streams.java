package dev.weft.engine.internal;

import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Awaitlets.awaitShielded;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.AsyncResult;
import dev.weft.engine.spi.DriverCursor;
import dev.weft.engine.spi.StatementCall;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Opens the streamed results of one connection. */
record Streams(EngineConnection connection) {
    private static final String BLOCK = "weft-stream";

    /** Opens a result; if nobody is there to take it when it is open, it is closed again. */
    WorkFuture<AsyncResult> open(StatementCall call, int fetchSize, UnaryOperator<WorkFuture<DriverCursor>> limit) {
        var handOver = new HandOver();
        WorkFuture<AsyncResult> opening = connection.statement(call.sql(), driver -> {
            connection.log().statement(call.sql(), call.parameters());
            return Completion.work(limit.apply(driver.openCursor(call, fetchSize))
                    .thenApply(cursor -> opened(cursor, fetchSize, handOver)));
        });
        var _ = opening.whenComplete((result, failure) -> {
            if (failure != null) {
                handOver.abandon();
            }
        });
        return opening;
    }

    private AsyncResult opened(DriverCursor driver, int fetchSize, HandOver handOver) {
        var cursor = new OpenCursor(connection, driver, fetchSize);
        connection.cursors().add(cursor);
        handOver.opened(cursor);
        return new StreamedResult(cursor);
    }

    /** Runs work on a result that is closed when the work has ended, however it ends. */
    <T extends @Nullable Object> CompletableFuture<T> within(
            CompletableFuture<AsyncResult> opening, Function<? super AsyncResult, ? extends CompletionStage<T>> work) {
        return Awaitlets.async(AsyncOptions.inherited().named(BLOCK), () -> {
            T value;
            try {
                value = await(BlockWork.start("weft-stream-work", work, await(opening)));
            } catch (Throwable failure) {
                closeAfter(failure, opening);
                throw failure;
            }
            awaitShielded(opening.resultNow().aclose());
            return value;
        });
    }

    /** Closes what was opened; it may be open although waiting for it failed, if that was cancelled a moment before. */
    private static void closeAfter(Throwable failure, CompletableFuture<AsyncResult> opening) {
        if (opening.state() != Future.State.SUCCESS) {
            return;
        }
        try {
            awaitShielded(opening.resultNow().aclose());
        } catch (Throwable second) {
            failure.addSuppressed(second);
        }
    }

    /** Makes sure that a cursor is closed if its future had been cancelled by the time it was open. */
    private static final class HandOver {
        private sealed interface State {}

        private enum Given implements State {
            UP
        }

        private record To(OpenCursor cursor) implements State {}

        private final AtomicReference<@Nullable State> state = new AtomicReference<>();

        void opened(OpenCursor cursor) {
            if (!state.compareAndSet(null, new To(cursor))) {
                var _ = cursor.aclose();
            }
        }

        void abandon() {
            if (state.getAndSet(Given.UP) instanceof To(var cursor)) {
                var _ = cursor.aclose();
            }
        }
    }
}
