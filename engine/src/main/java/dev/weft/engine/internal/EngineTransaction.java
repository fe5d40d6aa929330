package dev.weft.engine.internal;

import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.AlreadyStarted;
import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncTransaction;
import dev.weft.engine.EngineListener.SavepointStep;
import dev.weft.engine.NotStarted;
import dev.weft.engine.TransactionInactive;
import dev.weft.engine.TransactionOptions;
import dev.weft.engine.spi.DriverConnection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A transaction of a connection, or a savepoint of it. */
final class EngineTransaction implements AsyncTransaction {
    private static final String THIS = "This transaction";

    private final EngineConnection connection;
    private final @Nullable String savepoint;
    private final TransactionOptions options;
    private final AtomicBoolean started;
    private volatile int cursorsBefore;

    private EngineTransaction(
            EngineConnection connection, @Nullable String savepoint, TransactionOptions options, boolean started) {
        this.connection = connection;
        this.savepoint = savepoint;
        this.options = options;
        this.started = new AtomicBoolean(started);
    }

    static EngineTransaction of(EngineConnection connection, TransactionOptions options) {
        return new EngineTransaction(connection, null, options, false);
    }

    /** One that a first statement begins. */
    static EngineTransaction begunByItself(EngineConnection connection) {
        return new EngineTransaction(connection, null, TransactionOptions.defaults(), true);
    }

    static EngineTransaction nested(EngineConnection connection, String savepoint) {
        return new EngineTransaction(connection, savepoint, TransactionOptions.defaults(), false);
    }

    @Override
    public CompletableFuture<AsyncTransaction> start() {
        if (!started.compareAndSet(false, true)) {
            return CompletableFuture.failedFuture(new AlreadyStarted(THIS));
        }
        return savepoint == null ? startTransaction() : startSavepoint(savepoint);
    }

    private CompletableFuture<AsyncTransaction> startTransaction() {
        var state = connection.transaction();
        return connection.owned("begin", () -> {
            state.refuseIfLost();
            state.refuseIfBlockEnded();
            connection.refuseIfAutoCommit();
            connection.cursors().refuseOthers();
            if (state.open()) {
                throw new TransactionInactive(
                        "A transaction is open already: begun by hand, by its block, or by the first statement.",
                        "Commit or roll it back first, or use beginNested().");
            }
            var wanted = options.over(connection.executionOptions().transaction());
            return connection.<AsyncTransaction>on(driver -> (WorkFuture<AsyncTransaction>)
                    connection.beginOn(driver, wanted).<AsyncTransaction>thenApply(nothing -> {
                        state.begun(this);
                        return this;
                    }));
        });
    }

    private CompletableFuture<AsyncTransaction> startSavepoint(String name) {
        return connection
                .<@Nullable Void>inTransaction("savepoint", driver -> {
                    connection.refuseIfAutoCommit();
                    cursorsBefore = connection.cursors().mark();
                    return told(driver, name, SavepointStep.SET, () -> driver.savepoint(name));
                })
                .thenApply(nothing -> {
                    connection.transaction().savepoint(this);
                    return this;
                });
    }

    @Override
    public CompletableFuture<Void> commit() {
        if (!isActive()) {
            return CompletableFuture.failedFuture(
                    started.get()
                            ? new TransactionInactive(
                                    "This transaction has ended.", "Start a new one with begin().start().")
                            : new NotStarted(THIS));
        }
        if (savepoint == null) {
            return connection.commit();
        }
        return Completion.of(connection.owned(
                "release savepoint",
                () -> connection.on(driver -> {
                    connection.cursors().refuseOthers();
                    connection.transaction().endSavepoint(this);
                    return told(driver, savepoint, SavepointStep.RELEASED, () -> driver.release(savepoint));
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
        var cursors = connection.cursors();
        var site = cursors.site();
        return Completion.of(connection.owned(
                "rollback to savepoint",
                () -> connection.on(driver -> {
                    connection.transaction().endSavepoint(this);
                    var ended = cursors.endSince(cursorsBefore, "its savepoint was rolled back", site);
                    return told(
                            driver,
                            savepoint,
                            SavepointStep.ROLLED_BACK,
                            () -> OpenCursors.afterResultsAnyway(ended, () -> driver.rollbackTo(savepoint)));
                })));
    }

    private WorkFuture<@Nullable Void> told(
            DriverConnection driver, String name, SavepointStep step, Supplier<WorkFuture<@Nullable Void>> operation) {
        return connection.around(driver, null, operation, (listener, hand) -> listener.savepoint(hand, name, step));
    }

    @Override
    public boolean isActive() {
        var state = connection.transaction();
        return savepoint == null ? state.holds(this) : state.holdsSavepoint(this);
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
