package dev.weft.testing.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.ResultClosed;
import dev.weft.engine.StatementRejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every driver does with the cursors of a query. */
@Timeout(30)
public interface CursorContract extends DriverHooks {
    /** Every row comes once and in order, never more than asked for at a time. */
    @Test
    default void aCursorAnswersTheRowsAFewAtATime() {
        try (var rig = filled(this)) {
            rig.begin();
            var cursor = Rig.get(rig.connection().openCursor(Rig.call("select id from weft_tck order by id"), 4));
            assertEquals("id", cursor.columns().getFirst().toLowerCase(Locale.ROOT));
            var sizes = new ArrayList<Integer>();
            var read = new ArrayList<Integer>();
            while (!cursor.exhausted()) {
                var rows = Rig.get(cursor.fetch(4));
                sizes.add(rows.size());
                rows.forEach(row -> read.add(row.get(0, Integer.class)));
            }
            Rig.get(cursor.close());
            Rig.get(rig.connection().commit());

            assertEquals(IntStream.rangeClosed(1, 10).boxed().toList(), read);
            assertTrue(List.of(List.of(4, 4, 2), List.of(4, 4, 2, 0)).contains(sizes), "fetched " + sizes);
        }
    }

    /** A cursor that is closed early leaves the connection free for the next statement. */
    @Test
    default void aCursorClosedEarlyFreesTheConnection() {
        try (var rig = filled(this)) {
            rig.begin();
            var cursor = Rig.get(rig.connection().openCursor(Rig.call("select id from weft_tck order by id"), 2));
            assertEquals(2, Rig.get(cursor.fetch(2)).size());
            Rig.get(cursor.close());
            Rig.get(cursor.close());
            var _ = Rig.failure(ResultClosed.class, cursor.fetch(2));

            assertEquals(10, rig.rows());
            Rig.get(rig.connection().commit());
        }
    }

    /** A query without rows has a cursor that ends at once. */
    @Test
    default void aCursorOfNoRowsIsExhausted() {
        try (var rig = Rig.withTable(this)) {
            rig.begin();
            var cursor = Rig.get(rig.connection().openCursor(Rig.call("select id from weft_tck where id > ?", 0), 10));
            assertEquals(0, Rig.get(cursor.fetch(10)).size());
            assertTrue(cursor.exhausted());
            Rig.get(cursor.close());
            Rig.get(rig.connection().rollback());
        }
    }

    /** A driver that says so runs other statements between two fetches. */
    @Test
    default void aSharedConnectionRunsOtherStatementsBetweenFetches() {
        try (var rig = filled(this)) {
            rig.begin();
            var cursor = Rig.get(rig.connection().openCursor(Rig.call("select id from weft_tck order by id"), 5));
            assertEquals(5, Rig.get(cursor.fetch(5)).size());
            if (cursor.sharesConnection()) {
                assertEquals(10, rig.rows());
            }
            assertEquals(5, Rig.get(cursor.fetch(5)).size());
            Rig.get(cursor.close());
            Rig.get(rig.connection().commit());
        }
    }

    /**
     * A query that the server refuses fails before there is a cursor, or at its first fetch; the connection goes on.
     */
    @Test
    default void aRefusedQueryFails() {
        try (var rig = Rig.withTable(this)) {
            rig.begin();
            var _ = Rig.failure(
                    StatementRejected.class,
                    rig.connection()
                            .openCursor(Rig.call("select nothing_like_it from weft_tck"), 4)
                            .thenCompose(cursor -> cursor.fetch(4)));
            Rig.get(rig.connection().rollback());

            assertFalse(rig.connection().broken());
            assertEquals(0, rig.rows());
        }
    }

    private static Rig filled(DriverHooks hooks) {
        var rig = Rig.withTable(hooks);
        rig.begin();
        for (var id = 1; id <= 10; id++) {
            var _ = rig.execute("insert into weft_tck values (?, 'x')", id);
        }
        Rig.get(rig.connection().commit());
        return rig;
    }
}
