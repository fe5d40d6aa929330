package dev.weft.engine.internal.face;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;

/**
 * The JDBC face of a connection inside whose transaction it works: its transactions are savepoints there.
 *
 * <ul>
 *   <li>The outer transaction has its isolation; another one is refused.
 *   <li>Read-only is the hint that JDBC says it is: kept, and without effect.
 *   <li>To abort it marks it as closed and no more: the connection is somebody else's.
 * </ul>
 */
public final class JoinedFace extends FaceConnection {
    private final JoinedIo way;
    private boolean readOnly;

    /**
     * A face.
     *
     * @param way how its calls are made
     */
    public JoinedFace(JoinedIo way) {
        super(way.inner(), way, () -> {});
        this.way = way;
    }

    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        way.check();
        way.autoCommit(autoCommit);
    }

    @Override
    public boolean getAutoCommit() throws SQLException {
        way.check();
        return way.autoCommit();
    }

    @Override
    public void commit() throws SQLException {
        way.commit();
    }

    @Override
    public void rollback() throws SQLException {
        way.rollback();
    }

    @Override
    public void setTransactionIsolation(int level) throws SQLException {
        if (level != getTransactionIsolation()) {
            throw new SQLFeatureNotSupportedException(
                    "a transaction that joins another has its isolation: give it to the outer one");
        }
    }

    @Override
    public void setReadOnly(boolean readOnly) throws SQLException {
        way.check();
        this.readOnly = readOnly;
    }

    @Override
    public boolean isReadOnly() throws SQLException {
        way.check();
        return readOnly;
    }

    @Override
    public void close() throws SQLException {
        if (!closed()) {
            try (Rest _ = way::close) {
                super.close();
            }
        }
    }

    /** Done also if closing a part fails, and a failure of its own does not hide that one. */
    private interface Rest extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }
}
