package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.BatchFailed;
import dev.weft.engine.IntegrityViolation;
import dev.weft.engine.MultipleResults;
import dev.weft.engine.NoResult;
import dev.weft.engine.Row;
import dev.weft.spec.Spec;
import dev.weft.testing.EngineTest;
import java.util.List;
import java.util.stream.IntStream;

/** Statements, batches, and buffered results. */
class ExecuteTest {
    @EngineTest
    @Spec({"EN-13", "PF-21"})
    void aResultOutlivesItsConnection(AsyncEngine engine) {
        Work.createTable(engine);
        var result = await(engine.begin(connection -> connection
                .executeBatch("insert into a values (?, ?)", List.of(List.of(1, "a1"), List.of(2, "a2")))
                .thenCompose(counts -> connection.execute("select id, data from a order by id"))));

        assertThat(engine.status().inUse()).isZero();
        assertThat(result.returnsRows()).isTrue();
        assertThat(result.scalars(Integer.class)).containsExactly(1, 2);
        assertThat(result).extracting(row -> row.get("data")).containsExactly("a1", "a2");
        assertThat(result).hasSameElementsAs(result.rows());
    }

    @EngineTest
    @Spec({"EN-13", "PF-21"})
    void aConnectionRunsTheNextStatementBeforeTheFirstResultIsRead(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            var first = await(connection.execute("select 1"));
            var second = await(connection.execute("select 2"));

            assertThat(first.scalar(Integer.class)).hasValue(1);
            assertThat(second.scalar(Integer.class)).hasValue(2);
        }
    }

    @EngineTest
    @Spec("EN-35")
    void aStatementThatIsNoQueryTellsHowManyRowsItAffected(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            var insert = await(connection.execute("insert into a values (1, 'a1'), (2, 'a2')"));
            var update = await(connection.execute("update a set data = ? where id > ?", "b", 1));
            var none = await(connection.execute("delete from a where id = 99"));

            assertThat(insert.rowCount()).isEqualTo(2);
            assertThat(insert.returnsRows()).isFalse();
            assertThat(update.rowCount()).isEqualTo(1);
            assertThat(none.rowCount()).isZero();
        }
    }

    @EngineTest
    @Spec("EN-13")
    void aQueryWithoutRowsIsStillAQuery(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            var result = await(connection.execute("select id, data from a"));

            assertThat(result.returnsRows()).isTrue();
            assertThat(result.rows()).isEmpty();
            assertThat(result.columns()).map(String::toLowerCase).containsExactly("id", "data");
        }
    }

    @EngineTest
    @Spec("EN-13")
    void nullIsAParameterAndAValue(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            await(connection.execute("insert into a values (?, ?)", 1, null));
            var row = await(connection.execute("select data from a where id = ?", 1))
                    .one();

            assertThat(row.get("data")).isNull();
            assertThat(row.get(0, String.class)).isNull();
            assertThat(await(connection.scalar(String.class, "select data from a")))
                    .isEmpty();
        }
    }

    @EngineTest
    @Spec("EN-13")
    void questionMarksInTextAndCommentsAreNoPlaceholders(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            var row = await(connection.execute("select 'who?' as q, cast(? as int) as n -- why?", 7))
                    .one();

            assertThat(row.get("q")).isEqualTo("who?");
            assertThat(row.get("n", Integer.class)).isEqualTo(7);
        }
    }

    @EngineTest
    @Spec("EN-13")
    void aParameterIsNeverPartOfTheStatement(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            var hostile = "'); drop table a; --";
            await(connection.execute("insert into a values (?, ?)", 1, hostile));

            assertThat(await(connection.scalar(String.class, "select data from a")))
                    .hasValue(hostile);
        }
    }

    @EngineTest
    @Spec("EN-13")
    void aBatchRunsItsStatementForEverySetOfParameters(AsyncEngine engine) {
        Work.createTable(engine);
        var sets = IntStream.range(0, 361).mapToObj(id -> List.of(id, "a" + id)).toList();
        var counts = await(engine.begin(connection -> connection.executeBatch("insert into a values (?, ?)", sets)));

        assertThat(counts).hasSize(361).allMatch(count -> count == 1 || count == -2);
        assertThat(Work.rows(engine)).isEqualTo(361);
    }

    @EngineTest
    @Spec("EN-13")
    void aBatchThatFailsLeavesNothingOnceItsBlockHasEnded(AsyncEngine engine) {
        Work.createTable(engine);
        assertThatThrownBy(() -> await(engine.begin(connection -> connection.executeBatch(
                        "insert into a values (?, ?)",
                        List.of(List.of(1, "a"), List.of(2, "b"), List.of(1, "again"))))))
                .isInstanceOf(BatchFailed.class)
                .hasCauseInstanceOf(IntegrityViolation.class);

        assertThat(Work.rows(engine)).isZero();
    }

    @EngineTest
    @Spec("EN-13")
    void anEmptyBatchDoesNothing(AsyncEngine engine) {
        Work.createTable(engine);
        var counts =
                await(engine.begin(connection -> connection.executeBatch("insert into a values (?, ?)", List.of())));
        assertThat(counts).isEmpty();
        assertThat(Work.rows(engine)).isZero();
    }

    @EngineTest
    @Spec("EN-15")
    void scalarIsTheFirstColumnOfTheFirstRow(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            await(connection.execute("insert into a values (1, 'a1'), (2, 'a2')"));

            assertThat(await(connection.scalar(String.class, "select data, id from a order by id desc")))
                    .hasValue("a2");
            assertThat(await(connection.scalar(String.class, "select data from a where id = 3")))
                    .isEmpty();
        }
    }

    @EngineTest
    @Spec({"EN-33", "PF-25"})
    void oneIsExactlyOne(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            await(connection.execute("insert into a values (1, 'a1'), (2, 'a2')"));
            var none = await(connection.execute("select id from a where id > 2"));
            var one = await(connection.execute("select id from a where id = 2"));
            var two = await(connection.execute("select id from a order by id"));

            assertThatThrownBy(none::one).isInstanceOf(NoResult.class).hasMessageContaining("ER-309");
            assertThatThrownBy(two::one).isInstanceOf(MultipleResults.class).hasMessageContaining("ER-310");
            assertThat(one.one().get(0, Integer.class)).isEqualTo(2);
            assertThat(none.oneOrNone()).isEmpty();
            assertThat(one.oneOrNone()).isPresent();
            assertThatThrownBy(two::oneOrNone).isInstanceOf(MultipleResults.class);
            assertThat(two.first()).map(row -> row.get(0, Integer.class)).hasValue(1);
            assertThat(none.first()).isEmpty();
            assertThat(none.scalar(Integer.class)).isEmpty();
        }
    }

    @EngineTest
    @Spec("EN-30")
    void equalRowsAreNotMerged(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            List<Row> rows = await(connection.execute("select 1 as n union all select 1"))
                    .rows();

            assertThat(rows).hasSize(2);
            assertThat(rows.getFirst()).isEqualTo(rows.getLast());
        }
    }
}
