package dev.weft.testing.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.IntegrityViolation;
import dev.weft.engine.ParameterMismatch;
import dev.weft.engine.StatementRejected;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every driver does with single statements. */
@Timeout(30)
public interface StatementContract extends DriverHooks {
    /** Names and values come in the order of the query. */
    @Test
    default void aQueryAnswersItsColumnsAndRows() {
        try (var rig = Rig.withTable(this)) {
            var _ = rig.execute("insert into weft_tck values (1, 'a'), (2, 'b')");
            var result = rig.execute("select id, txt from weft_tck order by id desc");

            assertEquals(
                    List.of("id", "txt"),
                    result.columns().stream()
                            .map(name -> name.toLowerCase(java.util.Locale.ROOT))
                            .toList());
            assertEquals(List.of(2, 1), result.scalars(Integer.class));
            assertEquals("b", result.rows().getFirst().get(1));
        }
    }

    /** A query that finds nothing is a query still. */
    @Test
    default void aQueryWithoutRowsHasColumns() {
        try (var rig = Rig.withTable(this)) {
            var result = rig.execute("select id from weft_tck where id < ?", 0);

            assertTrue(result.returnsRows());
            assertEquals(0, result.size());
            assertEquals(1, result.columns().size());
        }
    }

    /** A change tells how many rows it affected. */
    @Test
    default void aChangeAnswersTheNumberOfRows() {
        try (var rig = Rig.withTable(this)) {
            assertEquals(
                    3,
                    rig.execute("insert into weft_tck values (1, 'a'), (2, 'b'), (3, 'c')")
                            .rowCount());
            var update = rig.execute("update weft_tck set txt = ? where id > ?", "x", 1);

            assertEquals(2, update.rowCount());
            assertFalse(update.returnsRows());
        }
    }

    /** Values are bound in order, null among them. */
    @Test
    default void parametersAreBoundInTheirOrder() {
        try (var rig = Rig.withTable(this)) {
            var _ = rig.execute("insert into weft_tck (txt, id) values (?, ?)", null, 7);
            var row =
                    rig.execute("select id, txt from weft_tck where id = ?", 7).one();

            assertEquals(7, row.get(0));
            assertNull(row.get(1));
        }
    }

    /** A question mark in a text or a comment is none, and a value is never SQL. */
    @Test
    default void textIsOnlyText() {
        var text = "'; drop table weft_tck; -- ? \\ \" \u7e54\u7269 \ud83e\uddf5";
        try (var rig = Rig.withTable(this)) {
            var _ = rig.execute("insert into weft_tck /* ? */ values (?, ?) -- ?", 1, text);
            var row = rig.execute("select txt, '?' from weft_tck where txt = ?", text)
                    .one();

            assertEquals(text, row.get(0));
            assertEquals("?", row.get(1));
        }
    }

    /** Numbers and times lose nothing. */
    @Test
    default void valuesComeBackAsTheyWent() {
        var number = new BigDecimal(keepsDecimals() ? "12345678901234.5678" : "12345678.5625");
        var day = LocalDate.of(2024, 2, 29);
        var time = LocalDateTime.of(2026, 3, 29, 2, 30, 15);
        try (var rig = Rig.of(this)) {
            var _ = rig.execute("create table weft_tck (i bigint, n numeric(18, 4), d date, t timestamp)");
            var _ = rig.execute("insert into weft_tck values (?, ?, ?, ?)", Long.MIN_VALUE, number, day, time);
            var row = rig.execute("select * from weft_tck").one();

            assertEquals(Long.MIN_VALUE, row.get("i", Long.class));
            assertEquals(day, row.get("d", LocalDate.class));
            assertEquals(time, row.get("t", LocalDateTime.class));
            assertEquals(number, row.get("n", BigDecimal.class));
        }
    }

    /** Too few or too many values are told before anything is sent, and the connection goes on. */
    @Test
    default void aWrongNumberOfParametersIsRefused() {
        try (var rig = Rig.withTable(this)) {
            var _ = Rig.failure(ParameterMismatch.class, rig.connection().execute(Rig.call("select ? from weft_tck")));
            var _ = Rig.failure(
                    ParameterMismatch.class,
                    rig.connection().execute(Rig.call("select id from weft_tck", "one too many")));

            assertEquals(0, rig.rows());
        }
    }

    /** What the server cannot read is told as that, and the connection goes on. */
    @Test
    default void aSyntaxErrorIsTypedAndHarmless() {
        try (var rig = Rig.withTable(this)) {
            var failure = Rig.failure(StatementRejected.class, rig.connection().execute(Rig.call("selec 1")));

            assertTrue(String.valueOf(failure.getMessage()).contains("selec 1"), failure.getMessage());
            assertFalse(rig.connection().broken());
            assertEquals(0, rig.rows());
        }
    }

    /** A violated constraint is told as that, without the values of the statement. */
    @Test
    default void aViolatedConstraintIsTypedAndHidesTheValues() {
        try (var rig = Rig.withTable(this)) {
            var _ = rig.execute("insert into weft_tck values (1, 'a')");
            var failure = Rig.failure(
                    IntegrityViolation.class,
                    rig.connection().execute(Rig.call("insert into weft_tck values (?, ?)", 1, "very-secret")));

            assertFalse(String.valueOf(failure.getMessage()).contains("very-secret"), failure.getMessage());
            assertTrue(String.valueOf(failure.getMessage()).contains("weft-tck"), "names the engine");
            assertEquals(1, rig.rows());
        }
    }

    /** A limit of rows is a limit. */
    @Test
    default void noMoreRowsAreReadThanAskedFor() {
        try (var rig = Rig.withTable(this)) {
            var _ = rig.execute("insert into weft_tck values (1, 'a'), (2, 'b'), (3, 'c')");
            var call = Rig.call("select id from weft_tck order by id").withMaxRows(2);

            assertEquals(List.of(1, 2), Rig.get(rig.connection().execute(call)).scalars(Integer.class));
            assertEquals(3, rig.rows());
        }
    }
}
