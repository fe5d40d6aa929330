package dev.weft.testing.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.weft.engine.DatabaseError;
import dev.weft.engine.ParameterMismatch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every driver does with batches. */
@Timeout(30)
public interface BatchContract extends DriverHooks {
    /** Every run tells its count, in order. */
    @Test
    default void aBatchAnswersTheCountOfEachRun() {
        try (var rig = Rig.withTable(this)) {
            rig.begin();
            Rig.get(rig.connection()
                    .executeBatch(
                            "insert into weft_tck values (?, ?)",
                            List.of(List.of(1, "a"), List.of(2, "b"), List.of(3, "b"))));
            var counts = Rig.get(rig.connection()
                    .executeBatch(
                            "delete from weft_tck where txt = ?",
                            List.of(List.of("b"), List.of("none"), List.of("a"))));
            Rig.get(rig.connection().commit());

            assertEquals(List.of(2L, 0L, 1L), counts);
        }
    }

    /** Nothing to run is nothing done. */
    @Test
    default void anEmptyBatchDoesNothing() {
        try (var rig = Rig.withTable(this)) {
            assertEquals(
                    List.of(), Rig.get(rig.connection().executeBatch("insert into weft_tck values (?, ?)", List.of())));
        }
    }

    /** One wrong set of parameters keeps all from being run. */
    @Test
    default void aWrongNumberOfParametersInABatchRunsNothing() {
        try (var rig = Rig.withTable(this)) {
            var _ = Rig.failure(
                    ParameterMismatch.class,
                    rig.connection()
                            .executeBatch("insert into weft_tck values (?, ?)", List.of(List.of(1, "a"), List.of(2))));

            assertEquals(0, rig.rows());
        }
    }

    /** A failing run fails the batch, and a rollback undoes the others. */
    @Test
    default void aFailingRunFailsTheBatch() {
        try (var rig = Rig.withTable(this)) {
            rig.begin();
            var _ = Rig.failure(
                    DatabaseError.class,
                    rig.connection()
                            .executeBatch(
                                    "insert into weft_tck values (?, ?)",
                                    List.of(List.of(1, "a"), List.of(1, "b"), List.of(2, "c"))));
            Rig.get(rig.connection().rollback());

            assertFalse(rig.connection().broken());
            assertEquals(0, rig.rows());
        }
    }
}
