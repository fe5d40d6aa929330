package dev.weft.testing.sim;

import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.IsolationLevel;
import dev.weft.engine.Result;
import dev.weft.engine.SyncWork;
import dev.weft.engine.TransactionOptions;
import dev.weft.engine.spi.DriverConnection;
import dev.weft.engine.spi.DriverCursor;
import dev.weft.engine.spi.JdbcHolder;
import dev.weft.engine.spi.StatementCall;
import java.sql.Connection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A connection of a simulation: every operation ends by an event, in whatever way chance decides. */
final class SimConnection implements DriverConnection {
    static final String CLOSE = "close";
    static final String PING = "ping";

    /** What is asked of a lost connection too; the answer is that it is lost. */
    private static final Set<String> ENDS = Set.of(CLOSE, "commit", "rollback");

    private final SimDriver driver;
    private final SimSide side;
    private final int number;
    private @Nullable Operation<?> running;
    private boolean inTransaction;
    private boolean dead; // and it does not know
    private boolean broken;
    private boolean closed;

    SimConnection(SimDriver driver, SimSide side, int number) {
        this.driver = driver;
        this.side = side;
        this.number = number;
        if (driver.dies()) {
            driver.happens("dies", number, () -> dead = true);
        }
    }

    /** One operation under way. */
    private static final class Operation<T extends @Nullable Object> {
        private final SimConnection connection;
        private final String name;
        private final Supplier<T> effect;
        private final WorkFuture<T> result = new WorkFuture<>(this::cancel);
        private boolean cancelled;

        Operation(SimConnection connection, String name, Supplier<T> effect) {
            this.connection = connection;
            this.name = name;
            this.effect = effect;
        }

        /** The server is asked to stop it, and has a while to do so. */
        private void cancel(CancelReason reason) {
            if (cancelled || connection.running != this) {
                return;
            }
            cancelled = true;
            connection.driver.happens("cancel of " + name, connection.number, () -> {
                if (connection.driver.chance().nextBoolean()) {
                    end(null, new Cancelled(reason));
                }
            });
            var patience = connection.side.settings().cancelTimeout().toNanos();
            var _ = connection.driver.time().schedule(patience, () -> {
                if (connection.running == this) {
                    connection.abort();
                }
            });
        }

        private void answer() {
            if (connection.running != this) {
                return;
            }
            if (connection.dead || connection.closed || (connection.broken && !name.equals(CLOSE))) {
                connection.broken = true;
                end(null, connection.side.lost(name + " found the connection gone"));
                return;
            }
            switch (connection.driver.outcome()) {
                case WORKS -> end(effect, null);
                case FAILS -> end(null, connection.side.error(name + " failed", "42000"));
                case BREAKS -> {
                    connection.broken = true;
                    end(null, connection.side.lost(name + " broke the connection"));
                }
                case SILENT -> connection.driver.note(name + " is not answered", connection.number);
            }
        }

        private void end(@Nullable Supplier<T> value, @Nullable Throwable failure) {
            if (connection.running != this) {
                return;
            }
            connection.running = null;
            if (value != null) {
                result.complete(value.get());
            } else if (failure != null) {
                result.completeExceptionally(failure);
            }
        }
    }

    private <T extends @Nullable Object> WorkFuture<T> operation(String name, Supplier<T> effect) {
        driver.onItsThread();
        if (running != null) {
            driver.violated(name + " on connection " + number + " while " + running.name + " runs");
        } else if (broken && !ENDS.contains(name)) {
            driver.violated(name + " on connection " + number + ", which is known to be broken");
        }
        var operation = new Operation<>(this, name, effect);
        running = operation;
        driver.happens(name, number, operation::answer);
        return operation.result;
    }

    private WorkFuture<@Nullable Void> step(String name, Runnable effect) {
        return operation(name, () -> {
            effect.run();
            return null;
        });
    }

    boolean in(String operation) {
        return running != null && running.name.equals(operation);
    }

    @Override
    public WorkFuture<Result> execute(StatementCall call) {
        return operation("execute", () -> Result.ofCount(call.parameters().size()));
    }

    @Override
    public WorkFuture<List<Long>> executeBatch(
            String sql, List<? extends List<? extends @Nullable Object>> parameterSets) {
        return operation("executeBatch", () -> Collections.nCopies(parameterSets.size(), 1L));
    }

    @Override
    public WorkFuture<DriverCursor> openCursor(StatementCall call, int fetchSize) {
        throw refused("streams nothing");
    }

    @Override
    public WorkFuture<@Nullable Void> begin(TransactionOptions options) {
        if (inTransaction) {
            driver.violated("begin on connection " + number + ", in a transaction that somebody left open");
        }
        return step("begin", () -> inTransaction = true);
    }

    @Override
    public WorkFuture<IsolationLevel> isolation() {
        return operation("isolation", () -> IsolationLevel.READ_COMMITTED);
    }

    @Override
    public Object raw() {
        throw refused("has no connection of another driver");
    }

    @Override
    public WorkFuture<@Nullable Void> commit() {
        return step("commit", () -> inTransaction = false);
    }

    @Override
    public WorkFuture<@Nullable Void> rollback() {
        return step("rollback", () -> inTransaction = false);
    }

    @Override
    public WorkFuture<@Nullable Void> savepoint(String name) {
        return step("savepoint", () -> {});
    }

    @Override
    public WorkFuture<@Nullable Void> rollbackTo(String name) {
        return step("rollbackTo", () -> {});
    }

    @Override
    public WorkFuture<@Nullable Void> release(String name) {
        return step("release", () -> {});
    }

    @Override
    public <T extends @Nullable Object> WorkFuture<T> runSync(JdbcHolder holder, SyncWork<? super Connection, T> work) {
        throw refused("has no JDBC face");
    }

    @Override
    public Connection jdbcFace(JdbcHolder holder) {
        throw refused("has no JDBC face");
    }

    private static FeatureRefused refused(String what) {
        return new FeatureRefused("The driver of simulations " + what + ".", "Use the async face, or a real database.");
    }

    @Override
    public WorkFuture<@Nullable Void> reset() {
        return step("reset", () -> inTransaction = false);
    }

    @Override
    public boolean clean() {
        return !inTransaction;
    }

    @Override
    public WorkFuture<@Nullable Void> ping() {
        return step(PING, () -> {});
    }

    @Override
    public boolean broken() {
        return broken;
    }

    @Override
    public WorkFuture<@Nullable Void> close() {
        return closed ? WorkFuture.completedWork(null) : step(CLOSE, this::ended);
    }

    private void ended() {
        closed = true;
        side.ended(this);
    }

    @Override
    public void abort() {
        driver.onItsThread();
        if (closed) {
            return;
        }
        broken = true;
        ended();
        var cut = running;
        if (cut != null) {
            driver.happens("cut off", number, () -> cut.end(null, side.lost("cut off")));
        }
    }

    @Override
    public String toString() {
        return number + (running == null ? "" : " in " + running.name);
    }
}
