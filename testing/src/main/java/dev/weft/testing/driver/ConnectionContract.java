package dev.weft.testing.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.DatabaseError;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.IsolationLevel;
import dev.weft.engine.Notification;
import dev.weft.engine.TransactionOptions;
import dev.weft.engine.spi.DriverListening;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every driver's connections do from their start to their end. */
@Timeout(30)
public interface ConnectionContract extends DriverHooks {
    /** It needs no reset, and is not lost. */
    @Test
    default void aNewConnectionIsCleanAndAlive() {
        try (var rig = Rig.of(this)) {
            assertTrue(rig.connection().clean());
            assertFalse(rig.connection().broken());
            Rig.get(rig.connection().ping());
        }
    }

    /** What is left of a transaction is rolled back by a reset. */
    @Test
    default void aResetRollsBackAndLeavesTheConnectionClean() {
        try (var rig = Rig.withTable(this)) {
            rig.begin();
            var _ = rig.execute("insert into weft_tck values (1, 'a')");
            assertFalse(rig.connection().clean(), "clean inside a transaction");
            Rig.get(rig.connection().reset());

            assertTrue(rig.connection().clean());
            assertEquals(0, rig.rows());
        }
    }

    /** A begin that nothing followed is not handed on: what comes after a reset is committed by itself. */
    @Test
    default void aResetForgetsABeginThatNothingFollowed() {
        try (var rig = Rig.withTable(this)) {
            rig.begin();
            assertFalse(rig.connection().clean(), "clean after a begin");
            Rig.get(rig.connection().reset());

            assertTrue(rig.connection().clean());
            var _ = rig.execute("insert into weft_tck values (1, 'a')");
            assertEquals(1, rig.rowsSeenByAnother());
        }
    }

    /** The isolation of one transaction is not that of the next. */
    @Test
    default void anIsolationHoldsForOneTransaction() {
        try (var rig = Rig.withTable(this)) {
            var before = Rig.get(rig.connection().isolation());
            Rig.get(rig.connection().begin(TransactionOptions.defaults().withIsolation(IsolationLevel.SERIALIZABLE)));
            var _ = rig.rows();
            assertEquals(IsolationLevel.SERIALIZABLE, Rig.get(rig.connection().isolation()));
            Rig.get(rig.connection().rollback());
            Rig.get(rig.connection().reset());

            assertEquals(before, Rig.get(rig.connection().isolation()));
        }
    }

    /** Listening is refused, or is not handed on with the connection. */
    @Test
    default void listeningIsRefusedOrEndedByAReset() {
        try (var rig = Rig.of(this)) {
            var heard = new CopyOnWriteArrayList<Notification>();
            var listener = new DriverListening.Listener() {
                @Override
                public void heard(Notification notification) {
                    heard.add(notification);
                }

                @Override
                public void lost(DatabaseError failure) {
                    throw failure;
                }
            };
            try {
                Rig.get(rig.connection().listen(List.of("weft_tck"), listener));
                assertFalse(rig.connection().clean(), "clean while it listens");
                Rig.get(rig.connection().reset());
            } catch (FeatureRefused refused) {
                assertTrue(refused.toString().contains("notifications"), refused.toString());
            }

            assertTrue(rig.connection().clean());
            Rig.get(rig.connection().ping());
            assertEquals(List.of(), heard);
        }
    }

    /** Closing it twice is closing it. */
    @Test
    default void aClosedConnectionIsBrokenAndMayBeClosedAgain() {
        try (var rig = Rig.of(this)) {
            var other = rig.another();
            Rig.get(other.close());
            assertTrue(other.broken());
            Rig.get(other.close());
        }
    }

    /** An abort ends what runs, without waiting for it. */
    @Test
    default void anAbortEndsARunningStatement() {
        try (var rig = Rig.of(this)) {
            var other = rig.another();
            var slow = other.execute(Rig.call(slowQuery()));
            other.abort();

            var _ = Rig.failure(RuntimeException.class, slow);
            assertTrue(other.broken());
        }
    }
}
