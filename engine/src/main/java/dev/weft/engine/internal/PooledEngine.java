package dev.weft.engine.internal;

import static dev.weft.awaitlet.Awaitlets.await;
import static dev.weft.awaitlet.Awaitlets.awaitShielded;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.CancelReason;
import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.NoAwaitletContext;
import dev.weft.awaitlet.spi.WorkFuture;
import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineListener;
import dev.weft.engine.EngineOptions;
import dev.weft.engine.EngineStatus;
import dev.weft.engine.EngineUrl;
import dev.weft.engine.ExecutionOptions;
import dev.weft.engine.ForgottenOperation;
import dev.weft.engine.IsolationLevel;
import dev.weft.engine.ListenerRegistration;
import dev.weft.engine.internal.events.ToldPool;
import dev.weft.engine.internal.events.Watch;
import dev.weft.engine.internal.pool.ConnectionPool;
import dev.weft.engine.spi.Driver;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The one implementation of an engine: a pool over a driver, with two faces. */
final class PooledEngine implements AsyncEngine {
    private static final String BLOCK = "weft-begin";

    private final String name;
    private final EngineUrl url;
    private final EngineOptions options;
    private final ConnectionPool pool;
    private final String driver;
    private final StatementLog log;
    private final Watch watch;
    private final DefaultIsolation defaultIsolation;
    private final ExecutionOptions execution;
    private final DataSource dataSource;

    PooledEngine(String name, EngineUrl url, EngineOptions options, NamedDriver driver) {
        this.name = name;
        this.url = url;
        this.options = options;
        this.driver = driver.name();
        this.watch = new Watch(name, options);
        this.pool = new ConnectionPool(name, driver.driver(), options, new ToldPool(name, watch.listeners()));
        this.log = StatementLog.of(name, options);
        this.defaultIsolation = new DefaultIsolation(pool);
        this.execution = ExecutionOptions.defaults();
        this.dataSource = new EngineDataSource(name, pool, log, watch, execution, this::site);
    }

    /** A view of another engine. */
    private PooledEngine(PooledEngine shared, ExecutionOptions execution) {
        this.name = shared.name;
        this.url = shared.url;
        this.options = shared.options;
        this.driver = shared.driver;
        this.pool = shared.pool;
        this.watch = shared.watch;
        this.log = shared.log.marked(execution.loggingToken());
        this.defaultIsolation = shared.defaultIsolation;
        this.execution = execution;
        this.dataSource = new EngineDataSource(name, pool, log, watch, execution, this::site);
    }

    /** A driver, and the name by which a URL asks for it. */
    record NamedDriver(String name, Driver driver) {}

    @Override
    public AsyncConnection connect() {
        return new EngineConnection(this, pool, log, false, site());
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> begin(
            Function<? super AsyncConnection, ? extends CompletionStage<T>> work) {
        var site = site();
        return Awaitlets.async(AsyncOptions.inherited().named(BLOCK), () -> {
            var connection = new EngineConnection(this, pool, log, true, site);
            try {
                await(connection.take());
                return inTransaction(connection, work);
            } finally {
                awaitShielded(connection.aclose());
            }
        });
    }

    /** Where a connection is asked for, if anybody will want to know. */
    private List<StackTraceElement> site() {
        return options.pool().leakAfter() == null ? List.of() : UserCalls.all();
    }

    private static <T extends @Nullable Object> T inTransaction(
            EngineConnection connection, Function<? super AsyncConnection, ? extends CompletionStage<T>> work) {
        try {
            T value = await(BlockWork.start("weft-begin-work", work, connection));
            var forgotten = connection.unfinished();
            if (forgotten != null) {
                throw new ForgottenOperation(forgotten);
            }
            Awaitlets.checkpointIfCancelled(); // the last one: from here on the answer of the commit counts
            awaitAnswer(connection.commitBlock());
            return value;
        } catch (Throwable failure) {
            connection.stop(new CancelReason(CancelReason.Kind.ABANDONED, "its block ended"));
            try {
                awaitShielded(connection.rollbackBlock());
            } catch (Throwable second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
    }

    /** Waits for a commit. Its answer counts even if the cancel came after the commit was begun and before the wait. */
    private static void awaitAnswer(WorkFuture<@Nullable Void> commit) {
        try {
            await(commit);
        } catch (Cancelled cancelled) {
            if (commit.state() != Future.State.SUCCESS) {
                throw cancelled;
            }
        }
    }

    @Override
    public DataSource dataSource() {
        return dataSource;
    }

    @Override
    public ListenerRegistration listen(EngineListener listener) {
        return watch.listeners().add(listener);
    }

    Watch watch() {
        return watch;
    }

    @Override
    public EngineStatus status() {
        return pool.status();
    }

    @Override
    public EngineUrl url() {
        return url;
    }

    @Override
    public AsyncEngine withOptions(ExecutionOptions wanted) {
        return new PooledEngine(this, wanted.over(execution));
    }

    @Override
    public ExecutionOptions executionOptions() {
        return execution;
    }

    @Override
    public CompletableFuture<IsolationLevel> defaultIsolationLevel() {
        return defaultIsolation.get();
    }

    @Override
    public String dialect() {
        return url.dialect();
    }

    @Override
    public String driver() {
        return driver;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PooledEngine that && pool == that.pool && execution.equals(that.execution);
    }

    @Override
    public int hashCode() {
        return Objects.hash(System.identityHashCode(pool), execution);
    }

    @Override
    public EngineOptions options() {
        return options;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletableFuture<Void> dispose() {
        return Completion.of(pool.dispose().whenComplete((nothing, failure) -> {
            if (failure == null) {
                watch.listeners().after("disposed", EngineListener::disposed);
            }
        }));
    }

    @Override
    public CompletableFuture<Void> aclose() {
        if (!pool.status().closed()) {
            watch.listeners().after("closing", EngineListener::closing);
        }
        return Completion.of(pool.close());
    }

    @Override
    public void close() {
        var closing = aclose();
        try {
            awaitShielded(closing);
        } catch (NoAwaitletContext onAPlainThread) {
            closing.join();
        }
    }

    @Override
    public String toString() {
        var view = execution.equals(ExecutionOptions.defaults()) ? "" : ", " + execution;
        return "AsyncEngine[" + name + ", " + url + view + "]";
    }
}
