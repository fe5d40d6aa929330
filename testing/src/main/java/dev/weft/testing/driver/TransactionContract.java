package dev.weft.testing.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.engine.DatabaseError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every driver does with transactions and savepoints. */
@Timeout(30)
public interface TransactionContract extends DriverHooks {
    /** What is committed is seen by others, and nothing before. */
    @Test
    default void aCommitShowsItToOthers() {
        try (var rig = Rig.withTable(this)) {
            rig.begin();
            var _ = rig.execute("insert into weft_tck values (1, 'a')");
            assertEquals(0, rig.rowsSeenByAnother());
            Rig.get(rig.connection().commit());

            assertEquals(1, rig.rowsSeenByAnother());
        }
    }

    /** What is rolled back was never there. */
    @Test
    default void aRollbackUndoes() {
        try (var rig = Rig.withTable(this)) {
            rig.begin();
            var _ = rig.execute("insert into weft_tck values (1, 'a')");
            Rig.get(rig.connection().rollback());

            assertEquals(0, rig.rows());
        }
    }

    /** Without a begin, a statement is a transaction of its own. */
    @Test
    default void aStatementWithoutBeginIsCommittedByItself() {
        try (var rig = Rig.withTable(this)) {
            var _ = rig.execute("insert into weft_tck values (1, 'a')");

            assertEquals(1, rig.rowsSeenByAnother());
            rig.begin();
            var _ = rig.execute("insert into weft_tck values (2, 'b')");
            Rig.get(rig.connection().rollback());
            var _ = rig.execute("insert into weft_tck values (3, 'c')");
            assertEquals(2, rig.rowsSeenByAnother(), "after a transaction too");
        }
    }

    /** A transaction in which nothing was run ends like any other. */
    @Test
    default void aTransactionWithoutStatementsEnds() {
        try (var rig = Rig.withTable(this)) {
            rig.begin();
            Rig.get(rig.connection().commit());
            rig.begin();
            Rig.get(rig.connection().rollback());
            rig.begin();
            var _ = rig.execute("insert into weft_tck values (1, 'a')");
            Rig.get(rig.connection().commit());

            assertEquals(1, rig.rowsSeenByAnother());
        }
    }

    /** A savepoint undoes what came after it, and only that; its name may be used again. */
    @Test
    default void aSavepointUndoesWhatCameAfterIt() {
        try (var rig = Rig.withTable(this)) {
            rig.begin();
            var _ = rig.execute("insert into weft_tck values (1, 'a')");
            for (var round = 0; round < 2; round++) {
                Rig.get(rig.connection().savepoint("again"));
                var _ = rig.execute("insert into weft_tck values (2, 'b')");
                Rig.get(rig.connection().rollbackTo("again"));
            }
            Rig.get(rig.connection().commit());

            assertEquals(1, rig.rowsSeenByAnother());
        }
    }

    /** A released savepoint leaves what came after it in the transaction. */
    @Test
    default void aReleasedSavepointKeepsWhatCameAfterIt() {
        try (var rig = Rig.withTable(this)) {
            rig.begin();
            Rig.get(rig.connection().savepoint("outer"));
            var _ = rig.execute("insert into weft_tck values (1, 'a')");
            Rig.get(rig.connection().savepoint("inner"));
            var _ = rig.execute("insert into weft_tck values (2, 'b')");
            Rig.get(rig.connection().rollbackTo("inner"));
            Rig.get(rig.connection().release("outer"));
            Rig.get(rig.connection().commit());

            assertEquals(1, rig.rowsSeenByAnother());
        }
    }

    /** After a failed statement the transaction goes on from its savepoint. */
    @Test
    default void aFailureIsUndoneByItsSavepoint() {
        try (var rig = Rig.withTable(this)) {
            rig.begin();
            var _ = rig.execute("insert into weft_tck values (1, 'a')");
            Rig.get(rig.connection().savepoint("before"));
            var _ = Rig.failure(
                    DatabaseError.class, rig.connection().execute(Rig.call("insert into weft_tck values (1, 'b')")));
            Rig.get(rig.connection().rollbackTo("before"));
            var _ = rig.execute("insert into weft_tck values (2, 'b')");
            Rig.get(rig.connection().commit());

            assertEquals(2, rig.rowsSeenByAnother());
        }
    }
}
