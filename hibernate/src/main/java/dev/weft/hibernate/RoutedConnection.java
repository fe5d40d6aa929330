package dev.weft.hibernate;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.exception.JDBCConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * A connection that Hibernate is given, instead of asking its own source for one: taken when it is first needed, given
 * back when its transaction ends, and taken anew for the next.
 *
 * <ul>
 *   <li>Hibernate begins a transaction without taking one.
 *   <li>Outside of a transaction it is in auto-commit for an operation that only reads, so that a read is one round
 *       trip. For others it is not: what they wrote and did not commit is undone when it is given back.
 * </ul>
 *
 * <p>A proxy, because it passes on all of {@link Connection} but a few methods. For one session's operations, one at a
 * time.
 */
final class RoutedConnection implements InvocationHandler {
    private final DataSource connections;
    private final boolean keepsWrites;
    private final boolean readsApart;
    private volatile @Nullable Connection taken;
    private volatile boolean autoCommit = true; // as Hibernate has set it
    private volatile boolean reading = true;
    private volatile boolean closed;
    private volatile @Nullable SharedSessionContractImplementor session; // once it is open

    /**
     * One that is not taken yet.
     *
     * @param connections where it is taken from
     * @param keepsWrites whether what is written outside of transactions is kept
     * @param readsApart whether what is only read outside of transactions needs none
     */
    RoutedConnection(DataSource connections, boolean keepsWrites, boolean readsApart) {
        this.connections = connections;
        this.keepsWrites = keepsWrites;
        this.readsApart = readsApart;
    }

    /**
     * Whose it is: that has a word with each connection and tells its listeners of it, as with those of its factory.
     */
    void belongsTo(SharedSessionContractImplementor opened) {
        session = opened;
    }

    /** Tells whether what comes next only reads. */
    void reading(boolean only) {
        reading = only;
    }

    Connection proxy() {
        return (Connection) Proxy.newProxyInstance(
                RoutedConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a proxy equals itself alone
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "commit" -> endTransaction(Connection::commit);
            case "rollback" -> arguments == null ? rollback() : passOn(method, arguments);
            case "setAutoCommit" -> setAutoCommit(arguments);
            case "getAutoCommit" -> getAutoCommit();
            case "close" -> close();
            case "isClosed" -> closed;
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "Connection[" + connections + "]";
            default -> passOn(method, arguments);
        };
    }

    private @Nullable Object passOn(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(take(), arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    private Connection take() throws SQLException {
        var current = taken;
        if (current == null) {
            var owner = session;
            current = owner == null ? connections.getConnection() : takeFor(owner);
            taken = current;
            if (!autoCommit || !needsNoTransaction()) {
                current.setAutoCommit(false);
            }
            if (owner != null) {
                owner.afterObtainConnection(current); // the schema of a tenant, read-only
            }
        }
        return current;
    }

    private Connection takeFor(SharedSessionContractImplementor owner) throws SQLException {
        var listeners = owner.getEventListenerManager();
        listeners.jdbcConnectionAcquisitionStart();
        try {
            var taking = connections.getConnection();
            owner.getJdbcSessionContext().getEventHandler().jdbcConnectionAcquisitionEnd(taking);
            return taking;
        } finally {
            listeners.jdbcConnectionAcquisitionEnd();
        }
    }

    private boolean needsNoTransaction() {
        return keepsWrites || (reading && readsApart);
    }

    private boolean getAutoCommit() throws SQLException {
        var current = taken;
        return current == null ? autoCommit && needsNoTransaction() : current.getAutoCommit();
    }

    private @Nullable Void setAutoCommit(Object @Nullable [] arguments) throws SQLException {
        var on = arguments != null && Boolean.TRUE.equals(arguments[0]);
        autoCommit = on;
        var current = taken;
        if (current != null) {
            current.setAutoCommit(on);
        }
        return null;
    }

    /** An end of a transaction. */
    private interface End {
        void of(Connection connection) throws SQLException;
    }

    private @Nullable Void endTransaction(End end) throws SQLException {
        var current = taken;
        if (current != null) {
            end.of(current);
            giveBack();
        }
        return null;
    }

    private @Nullable Void rollback() throws SQLException {
        var current = taken;
        if (current != null) {
            taken = null;
            try (Step _ = () -> giveBack(current)) {
                current.rollback();
            }
        }
        return null;
    }

    /** One of two that are both taken. */
    private interface Step extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    private @Nullable Void close() throws SQLException {
        closed = true;
        giveBack();
        return null;
    }

    private void giveBack() throws SQLException {
        var current = taken;
        if (current != null) {
            taken = null;
            giveBack(current);
        }
    }

    private void giveBack(Connection current) throws SQLException {
        var owner = session;
        if (owner == null) {
            current.close();
            return;
        }
        var listeners = owner.getEventListenerManager();
        listeners.jdbcConnectionReleaseStart();
        try (Step _ = listeners::jdbcConnectionReleaseEnd;
                current) {
            owner.beforeReleaseConnection(current);
        }
    }

    boolean isTaken() {
        return taken != null;
    }

    /** Gives the connection back until it is needed again. */
    void rest() {
        try {
            giveBack();
        } catch (SQLException failed) {
            throw new JDBCConnectionException("a connection would not go back to its engine", failed);
        }
    }

    /** Gives the connection back for good. */
    void release() {
        closed = true;
        rest();
    }
}
