package dev.weft.engine.internal.face;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The JDBC face of a pooled connection, through which blocking-style code uses it without knowing.
 *
 * <ul>
 *   <li>What may wait for the database goes through {@link JdbcIo}; what does not is checked by it.
 *   <li>{@link #close} closes what is still open of the driver's, and calls {@code onClose} once, whatever happens; it
 *       never closes the driver's connection.
 *   <li>Statements, result sets and metadata answer this face, and each other's faces, never the driver's own objects;
 *       {@link #unwrap} is the way to those, and past every promise made here.
 *   <li>Settings of the session may be changed, and the {@link SessionListener} is told of it.
 * </ul>
 *
 * <p>For its holder's task, except {@link #abort} and {@link #isClosed}, which any thread may call.
 */
public sealed class FaceConnection extends DelegatingConnection permits JoinedFace {
    private final Runnable onClose;
    private final Set<OpenStatement> statements = new LinkedHashSet<>();
    private @Nullable FaceMetaData metaData;
    private volatile boolean aborted;
    private volatile boolean closed;

    /**
     * A face for one holder of a connection.
     *
     * @param connection the driver's connection
     * @param io how its calls are made
     * @param onClose gives the connection back; called at the end of the first {@link #close}
     */
    public FaceConnection(Connection connection, JdbcIo io, Runnable onClose) {
        super(connection, io);
        this.onClose = onClose;
    }

    @Override
    Statement face(Statement statement) {
        return opened(new FaceStatement(statement, this));
    }

    @Override
    PreparedStatement face(PreparedStatement statement, String sql) {
        return opened(new FacePreparedStatement(statement, sql, this));
    }

    @Override
    CallableStatement face(CallableStatement statement, String sql) {
        return opened(new FaceCallableStatement(statement, sql, this));
    }

    // The two that nearly all code calls; the others are left to the table.

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        return face(io.prepare(() -> connection.prepareStatement(sql)), sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int generatedKeys) throws SQLException {
        return face(io.prepare(() -> connection.prepareStatement(sql, generatedKeys)), sql);
    }

    private <S extends OpenStatement> S opened(S statement) {
        statements.add(statement);
        return statement;
    }

    void closed(OpenStatement statement) {
        statements.remove(statement);
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        io.check();
        if (metaData == null) {
            metaData = new FaceMetaData(connection.getMetaData(), this);
        }
        return metaData;
    }

    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        io.run(null, () -> {
            if (!autoCommit) {
                io.autoCommitChanged(false); // within the call, which a cancelled scope does not make
            }
            connection.setAutoCommit(autoCommit);
            if (autoCommit) {
                io.autoCommitChanged(true);
            }
        });
    }

    @Override
    public void commit() throws SQLException {
        io.commit(connection::commit);
    }

    @Override
    public void rollback() throws SQLException {
        io.rollback(connection::rollback);
    }

    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        io.release(() -> connection.rollback(savepoint));
    }

    @Override
    public void setClientInfo(String name, String value) throws SQLClientInfoException {
        setClientInfo(() -> connection.setClientInfo(name, value));
    }

    @Override
    public void setClientInfo(Properties properties) throws SQLClientInfoException {
        setClientInfo(() -> connection.setClientInfo(properties));
    }

    private void setClientInfo(JdbcIo.SqlAction action) throws SQLClientInfoException {
        io.sessionChanged(SessionSetting.CLIENT_INFO);
        try {
            io.run(null, action);
        } catch (SQLClientInfoException failed) {
            throw failed;
        } catch (SQLException failed) {
            throw new SQLClientInfoException(
                    failed.getMessage(), failed.getSQLState(), failed.getErrorCode(), Map.of(), failed);
        }
    }

    /**
     * Cuts the connection off, so that what it runs fails. The face counts as closed, yet wants its {@link #close},
     * which gives the connection back to be thrown away.
     *
     * @param executor not needed, because nothing here waits
     */
    @Override
    public void abort(Executor executor) {
        if (!closed) {
            aborted = true;
            io.abort();
        }
    }

    @Override
    public boolean isClosed() throws SQLException {
        return closed || aborted || connection.isClosed();
    }

    final boolean closed() {
        return closed;
    }

    @Override
    public void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        try (Ending _ = onClose::run) {
            closeParts();
        }
    }

    private void closeParts() throws SQLException {
        var parts = new ArrayList<JdbcIo.SqlAction>(statements.size() + 1);
        statements.forEach(statement -> parts.add(statement::close));
        parts.add(values::close);
        Closing.all(parts);
    }

    /** Runs also if closing a part fails, and a failure of its own does not hide that one. */
    private interface Ending extends AutoCloseable {
        @Override
        void close();
    }
}
