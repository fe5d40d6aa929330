package dev.weft.hibernate;

import dev.weft.engine.TransactionInactive;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a session's transaction beside what Hibernate knows.
 *
 * <p>Touched by the queue's one operation at a time; the fields are volatile because the operations run on different
 * threads, and a mark is asked for from any.
 */
final class SessionTransaction {
    private final String session;
    private volatile @Nullable Throwable firstFailure; // that spoiled it
    private volatile boolean due;
    private volatile boolean inBlock;
    private volatile boolean marked; // for rollback, by its user
    private volatile boolean flushed; // and nothing done since
    private final AtomicInteger nested = new AtomicInteger(); // blocks that are open

    SessionTransaction(String session) {
        this.session = session;
    }

    void begin(SharedSessionContractImplementor open) {
        open.beginTransaction();
        inBlock = true;
    }

    /** Lets it begin with the first operation of a block. */
    void beginWithFirst() {
        due = true;
    }

    void beginIfDue(SharedSessionContractImplementor open) {
        if (due) {
            begin(open);
            due = false;
        }
    }

    /** The block that began it is over. */
    void blockEnds() {
        due = false;
        inBlock = false;
    }

    /** Refuses what comes after the end of the transaction of a block. */
    void requireBlock(SharedSessionContractImplementor open) {
        if (inBlock && !Orm.inTransaction(open)) {
            throw new TransactionInactive(
                    "The transaction of this block of " + session + " has ended.",
                    "Let the block end too; further work needs a block of its own.");
        }
    }

    /** Refuses what needs a transaction. */
    void require(SharedSessionContractImplementor open, String purpose) {
        if (!Orm.inTransaction(open)) {
            throw new TransactionInactive(
                    "There is no transaction of " + session + " to " + purpose + ".", "Call begin() first.");
        }
    }

    void markForRollback(SharedSessionContractImplementor open) {
        require(open, "mark for rollback");
        open.getTransaction().setRollbackOnly();
        marked = true;
    }

    boolean isMarkedByUser() {
        return marked;
    }

    /** A nested block has begun. */
    void nests() {
        nested.incrementAndGet();
    }

    /** The innermost nested block is over. */
    void nestedEnds() {
        nested.decrementAndGet();
    }

    boolean isNested() {
        return nested.get() > 0;
    }

    /** Something is about to be done. */
    void used() {
        flushed = false;
    }

    <S extends SharedSessionContractImplementor> void flush(SessionKind<S> kind, S open) {
        kind.flush(open);
        flushed = true;
    }

    <S extends SharedSessionContractImplementor> void commit(SessionKind<S> kind, S open) {
        if (open.getTransaction().getRollbackOnly()) {
            var cause = firstFailure;
            rollback(open);
            throw new SessionRolledBack(session, cause);
        }
        Orm.closeResults(open);
        if (flushed) {
            kind.commitFlushed(open);
        } else {
            open.getTransaction().commit();
        }
        firstFailure = null;
    }

    void rollback(SharedSessionContractImplementor open) {
        Orm.rollback(open);
        firstFailure = null;
        marked = false;
    }

    /** What a failure is told as; the first one that spoils the transaction is the cause of what its commit says. */
    Exception heard(Exception failure, OpenedSession<?> current) {
        var told = OrmFailures.told(failure, current.orm().factory());
        if (firstFailure == null
                && Orm.inTransaction(current.session())
                && current.session().getTransaction().getRollbackOnly()) {
            firstFailure = told;
        }
        return told;
    }

    /** The failure that spoiled a part of the transaction, which is undone now. */
    @Nullable
    Throwable takeFirstFailure() {
        var failure = firstFailure;
        firstFailure = null;
        return failure;
    }
}
