package dev.weft.engine.internal;

import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.AlreadyStarted;
import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncTransaction;
import dev.weft.engine.TransactionInactive;
import dev.weft.engine.TransactionOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A transaction of a connection, or a savepoint of it. */
final class EngineTransaction implements AsyncTransaction {
    private static final int NOT_BEGUN = -1;

    private final EngineConnection connection;
    private final @Nullable String savepoint;
    private final TransactionOptions options;
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile int begunAfter = NOT_BEGUN;

    private EngineTransaction(EngineConnection connection, @Nullable String savepoint, TransactionOptions options) {
        this.connection = connection;
        this.savepoint = savepoint;
        this.options = options;
    }

    static EngineTransaction of(EngineConnection connection, TransactionOptions options) {
        return new EngineTransaction(connection, null, options);
    }

    static EngineTransaction nested(EngineConnection connection, String savepoint) {
        return new EngineTransaction(connection, savepoint, TransactionOptions.defaults());
    }

    @Override
    public CompletableFuture<AsyncTransaction> start() {
        if (!started.compareAndSet(false, true)) {
            return CompletableFuture.failedFuture(new AlreadyStarted("This transaction"));
        }
        return savepoint == null ? startTransaction() : startSavepoint(savepoint);
    }

    private CompletableFuture<AsyncTransaction> startTransaction() {
        var state = connection.transaction();
        return connection.owned("begin", () -> {
            state.refuseIfLost();
            state.refuseIfBlockEnded();
            if (state.open()) {
                throw new TransactionInactive(
                        "A transaction is open already: begun by hand, by its block, or by the first statement.",
                        "Commit or roll it back first, or use beginNested().");
            }
            return connection.<AsyncTransaction>on(driver ->
                    (WorkFuture<AsyncTransaction>) driver.begin(options).<AsyncTransaction>thenApply(nothing -> {
                        state.begun();
                        begunAfter = state.ends();
                        return this;
                    }));
        });
    }

    private CompletableFuture<AsyncTransaction> startSavepoint(String name) {
        var state = connection.transaction();
        return connection
                .<@Nullable Void>statement("savepoint", driver -> driver.savepoint(name))
                .thenApply(nothing -> {
                    state.savepoint(name);
                    begunAfter = state.ends();
                    return this;
                });
    }

    @Override
    public CompletableFuture<Void> commit() {
        if (!isActive()) {
            return CompletableFuture.failedFuture(new TransactionInactive(
                    "This transaction was not started, or has ended.", "Start a new one with begin().start()."));
        }
        if (savepoint == null) {
            return connection.commit();
        }
        return Completion.of(connection.owned(
                "release savepoint",
                () -> connection.on(driver -> {
                    connection.transaction().endSavepoint(savepoint);
                    return driver.release(savepoint);
                })));
    }

    @Override
    public CompletableFuture<Void> rollback() {
        if (!isActive()) {
            return CompletableFuture.completedFuture(null);
        }
        if (savepoint == null) {
            return connection.rollback();
        }
        return Completion.of(connection.owned(
                "rollback to savepoint",
                () -> connection.on(driver -> {
                    connection.transaction().endSavepoint(savepoint);
                    return driver.rollbackTo(savepoint);
                })));
    }

    @Override
    public boolean isActive() {
        var state = connection.transaction();
        return begunAfter == state.ends() && state.open() && (savepoint == null || state.holds(savepoint));
    }

    @Override
    public boolean nested() {
        return savepoint != null;
    }

    @Override
    public AsyncConnection connection() {
        return connection;
    }

    @Override
    public CompletableFuture<Void> aclose() {
        return rollback();
    }
}
