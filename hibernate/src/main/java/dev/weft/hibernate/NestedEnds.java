package dev.weft.hibernate;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * A savepoint in the transaction of a session.
 *
 * <p>Its fields are touched in operations of the session, which run one at a time.
 *
 * @param <S> Hibernate's session
 */
final class NestedEnds<S extends SharedSessionContractImplementor> implements BlockEnds {
    private final SessionCore<S> core;
    private volatile @Nullable Savepoint savepoint;
    private volatile @Nullable KnownEntities known;
    private volatile boolean doomed; // the transaction was, before this began

    NestedEnds(SessionCore<S> core) {
        this.core = core;
    }

    @Override
    public void begin() {
        core.ownOperation("begin nested", session -> {
            core.requireTransaction("nest in");
            core.kind().flush(session);
            doomed = isMarked(session);
            known = core.kind().known(session);
            savepoint = session.doReturningWork(Connection::setSavepoint);
            core.transaction().nests();
        });
    }

    @Override
    public void flush() {
        core.flushBlock();
    }

    @Override
    public void end(boolean keep, Operation place) {
        core.endOperation(keep ? "commit nested" : "rollback nested", place, session -> {
            var mark = savepoint;
            if (mark == null) {
                return; // it had not begun
            }
            core.transaction().nestedEnds();
            if (!Orm.inTransaction(session)) {
                return; // the transaction has ended before it
            }
            var spoiled = !doomed && isMarked(session) && !core.transaction().isMarkedByUser();
            if (keep && !spoiled) {
                session.doWork(connection -> connection.releaseSavepoint(mark));
                return;
            }
            undo(session, mark, spoiled);
            var failure = core.transaction().takeFirstFailure();
            if (keep) {
                throw new SessionRolledBack(core.toString(), failure);
            }
        });
    }

    private static boolean isMarked(SharedSessionContractImplementor session) {
        return session.getTransaction().getRollbackOnly();
    }

    private void undo(S session, Savepoint mark, boolean spoiled) {
        session.doWork(connection -> undo(connection, mark));
        if (spoiled) {
            // Hibernate knows no savepoints, and would have the whole transaction rolled back. This takes its mark
            // away.
            session.getJdbcCoordinator()
                    .getLogicalConnection()
                    .getPhysicalJdbcTransaction()
                    .begin();
        }
        var before = known;
        if (before != null) {
            before.restore();
        }
    }

    private static void undo(Connection connection, Savepoint mark) throws SQLException {
        connection.rollback(mark);
        connection.releaseSavepoint(mark);
    }
}
