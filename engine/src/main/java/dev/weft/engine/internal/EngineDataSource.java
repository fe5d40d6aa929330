package dev.weft.engine.internal;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.awaitlet.Cancelled;
import dev.weft.awaitlet.WeftException;
import dev.weft.engine.ExecutionOptions;
import dev.weft.engine.PoolExhausted;
import dev.weft.engine.PoolSelfDeadlock;
import dev.weft.engine.TransactionOptions;
import dev.weft.engine.internal.events.AtHand;
import dev.weft.engine.internal.events.Watch;
import dev.weft.engine.internal.flight.AcquireFlight;
import dev.weft.engine.internal.pool.Caller;
import dev.weft.engine.internal.pool.ConnectionPool;
import dev.weft.engine.internal.pool.Lease;
import dev.weft.engine.internal.sql.Isolations;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The JDBC face of an engine: each connection is a lease of its pool, for the calling awaitlet. */
final class EngineDataSource implements DataSource {
    private final String engine;
    private final ConnectionPool pool;
    private final StatementLog log;
    private final Watch watch;
    private final @Nullable String token;
    private final TransactionOptions transaction;
    private final Supplier<List<StackTraceElement>> site;

    EngineDataSource(
            String engine,
            ConnectionPool pool,
            StatementLog log,
            Watch watch,
            ExecutionOptions execution,
            Supplier<List<StackTraceElement>> site) {
        this.site = site;
        this.log = log;
        this.watch = watch;
        this.token = execution.loggingToken();
        this.transaction = execution.transaction();
        this.engine = engine;
        this.pool = pool;
    }

    @Override
    public Connection getConnection() throws SQLException {
        var _ = Awaitlets.require("DataSource.getConnection()");
        var lease = lease(Callers.waiting(site.get()));
        try {
            var hand = new AtHand(engine, lease.connection(), lease.info());
            if (!watch.listeners().none()) {
                watch.listeners().before(listener -> listener.checkedOut(hand));
            }
            var face = lease.connection()
                    .jdbcFace(new FaceHolder(log, watch, hand, token, lease, () -> giveBack(lease, hand)));
            lease.heldBy(face);
            if (!transaction.equals(TransactionOptions.defaults())) {
                adapt(face);
            }
            return face;
        } catch (Cancelled cancelled) {
            Awaitlets.awaitShielded(lease.giveBack());
            throw asSql(cancelled);
        } catch (Throwable failure) {
            Awaitlets.awaitShielded(lease.discard());
            throw failure;
        }
    }

    private void giveBack(Lease lease, AtHand hand) {
        if (!lease.connection().broken()) {
            watch.listeners().afterIfAny("checkedIn", listener -> listener.checkedIn(hand));
        }
        Awaitlets.awaitShielded(lease.giveBack());
    }

    /** Gives a connection what its view asks for; its return takes it away again. */
    private void adapt(Connection face) throws SQLException {
        if (transaction.isolation() != null) {
            face.setTransactionIsolation(Isolations.toJdbc(transaction.isolation()));
        }
        if (transaction.readOnly() != null) {
            face.setReadOnly(transaction.readOnly());
        }
    }

    private Lease lease(Caller holder) throws SQLException {
        var flight = AcquireFlight.ifRecording();
        var acquiring = pool.acquire(holder);
        if (flight != null) {
            var _ = acquiring.whenComplete((lease, failure) -> flight.ended(engine, holder, failure));
        }
        try {
            return Awaitlets.await(acquiring);
        } catch (Cancelled cancelled) {
            // It may have been ours before the cancel was seen.
            var _ = acquiring.thenCompose(Lease::giveBack);
            throw asSql(cancelled);
        } catch (PoolExhausted | PoolSelfDeadlock exhausted) {
            throw new SQLTransientConnectionException(exhausted.getMessage(), "08001", exhausted);
        } catch (WeftException told) {
            throw new SQLNonTransientConnectionException(told.getMessage(), "08001", told);
        }
    }

    private static SQLException asSql(Cancelled cancelled) {
        return new SQLException(cancelled.getMessage(), "57014", cancelled);
    }

    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the user and the password of an engine are in its URL");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("an engine logs through System.Logger");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("set acquireTimeout and connectTimeout in the engine's options");
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("an engine logs through System.Logger");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("this data source is not a " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public String toString() {
        return "DataSource[engine " + engine + "]";
    }
}
