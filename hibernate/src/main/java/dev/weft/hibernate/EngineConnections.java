package dev.weft.hibernate;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;
import org.hibernate.service.UnknownUnwrapTypeException;

/**
 * An engine's connections, as Hibernate wants them.
 *
 * <ul>
 *   <li>For sessions that ask for one, plain and stateless ones, without auto-commit from the start, so that Hibernate
 *       need not take one to begin a transaction, but only for its first statement.
 *   <li>For the build of the session factory with auto-commit: Hibernate makes tables then, and never commits them.
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
final class EngineConnections implements ConnectionProvider {
    private static final long serialVersionUID = 1L;

    private final transient DataSource connections;
    private final boolean autoCommit;
    private volatile boolean forSessions;

    EngineConnections(DataSource connections, boolean autoCommit) {
        this.connections = connections;
        this.autoCommit = autoCommit;
    }

    /** Tells that the session factory is built. */
    void built() {
        forSessions = true;
    }

    @Override
    public Connection getConnection() throws SQLException {
        var connection = connections.getConnection();
        if (forSessions && !autoCommit) {
            try {
                connection.setAutoCommit(false);
            } catch (Throwable failure) {
                try (connection) {
                    throw failure;
                }
            }
        }
        return connection;
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
        connection.close();
    }

    @Override
    public boolean supportsAggressiveRelease() {
        return true;
    }

    @Override
    public boolean isUnwrappableAs(Class<?> type) {
        return type.isInstance(this) || type.isInstance(connections);
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        if (type.isInstance(connections)) {
            return type.cast(connections);
        }
        throw new UnknownUnwrapTypeException(type);
    }
}
