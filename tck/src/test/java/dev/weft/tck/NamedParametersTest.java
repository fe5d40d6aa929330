package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.ParameterMismatch;
import dev.weft.engine.Sql;
import dev.weft.engine.SqlNull;
import dev.weft.engine.StatementRejected;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.EngineTest;
import java.sql.JDBCType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Statements whose parameters have names. */
@Spec("TG-32")
class NamedParametersTest {
    /** A row of the table, and a component that is no column. */
    public record Item(int id, String data, String unused) {}

    private static Sql select(String condition) {
        return Sql.of("select data from a where " + condition + " order by id");
    }

    private static void createThree(AsyncEngine engine) {
        Work.createTable(engine);
        await(engine.begin(connection -> connection.execute("insert into a values (1, 'a1'), (2, 'a2'), (3, 'a3')")));
    }

    @EngineTest
    @Spec("EN-13")
    void aNameIsBoundWhereverItStands(AsyncEngine engine) {
        createThree(engine);
        try (var connection = engine.connect()) {
            var sql = select("id = :id or (id > :least and id > :id + 1)");
            var result = await(connection.execute(sql.with("least", 2).with("id", 1)));

            assertThat(result.scalars(String.class)).containsExactly("a1", "a3");
        }
    }

    @EngineTest
    @Spec("EN-15")
    void scalarTakesNamesToo(AsyncEngine engine) {
        createThree(engine);
        try (var connection = engine.connect()) {
            assertThat(await(connection.scalar(String.class, select("id = :id").with("id", 2))))
                    .hasValue("a2");
        }
    }

    @EngineTest
    @Spec("EN-13")
    void aCollectionIsAListOfValues(AsyncEngine engine) {
        createThree(engine);
        try (var connection = engine.connect()) {
            var sql = select("id in (:ids) and id <> :other").with("other", 3);

            assertThat(await(connection.execute(sql.with("ids", List.of(1, 2, 3))))
                            .scalars(String.class))
                    .containsExactly("a1", "a2");
            assertThat(await(connection.execute(sql.with("ids", Set.of(2)))).scalars(String.class))
                    .containsExactly("a2");
        }
    }

    @EngineTest
    @Spec({"EN-13", "EN-42"})
    void anEmptyCollectionIsRefusedBeforeAnythingIsSent(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            var sql = select("id in (:ids)").with("ids", List.of());
            var refused = catchThrowableOfType(ParameterMismatch.class, () -> await(connection.execute(sql)));

            assertThat(refused).hasMessageContaining("[ER-313]").hasMessageContaining(":ids");
            assertThat(refused.names()).containsExactly("ids");
            assertThat(connection.inTransaction()).isFalse();
        }
    }

    @EngineTest
    @Spec("EN-42")
    void aNameThatIsMistypedIsToldWithTheNearest(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            var sql = Sql.of("select :amount + :id").with("id", 1).with("amuont", 2);
            var refused = catchThrowableOfType(ParameterMismatch.class, () -> await(connection.execute(sql)));

            assertThat(refused.code()).isEqualTo("ER-313");
            assertThat(refused).hasMessageContaining("No value was given for :amount");
            assertThat(refused).hasMessageContaining("no parameter :amuont");
            assertThat(refused).hasMessageContaining("Did you mean :amount?");
            assertThat(refused.names()).containsExactly("amount", "amuont");
        }
    }

    @EngineTest
    @Spec("EN-42")
    void namesAndPlaceholdersDoNotMix(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            var sql = Sql.of("select ? + :id").with("id", 1);

            assertThat(catchThrowableOfType(ParameterMismatch.class, () -> await(connection.execute(sql))))
                    .hasMessageContaining(":id")
                    .hasMessageContaining("mixes");
        }
    }

    @EngineTest
    @Spec("EN-13")
    void mapsAndRecordsAreSetsOfNamedValues(AsyncEngine engine) {
        Work.createTable(engine);
        var insert = Sql.of("insert into a (id, data) values (:id, :data)");
        try (var connection = engine.connect()) {
            await(connection.execute(insert.withAll(new Item(1, "record", ""))));
            await(connection.execute(insert.withAll(Map.of("id", 2, "data", "map"))));
            var counts = await(
                    connection.executeBatch(insert, List.of(new Item(3, "a3", ""), Map.of("id", 4, "data", "a4"))));
            await(connection.executeBatch(insert.with("data", "same"), List.of(Map.of("id", 5), Map.of("id", 6))));

            assertThat(counts).hasSize(2).allMatch(count -> count == 1 || count == -2);
            assertThat(await(connection.execute("select data from a order by id"))
                            .scalars(String.class))
                    .containsExactly("record", "map", "a3", "a4", "same", "same");
        }
    }

    @EngineTest
    @Spec("EN-42")
    void aSetOfABatchThatDoesNotFitIsToldBeforeAnyHasRun(AsyncEngine engine) {
        Work.createTable(engine);
        var insert = Sql.of("insert into a (id, data) values (:id, :data)");
        try (var connection = engine.connect()) {
            var refused = catchThrowableOfType(
                    ParameterMismatch.class,
                    () -> await(
                            connection.executeBatch(insert, List.of(Map.of("id", 1, "data", "a1"), Map.of("id", 2)))));

            assertThat(refused.names()).containsExactly("data");
            assertThat(await(connection.scalar(Long.class, "select count(*) from a")))
                    .hasValue(0L);
        }
    }

    @EngineTest
    @Spec("EN-13")
    void nullHasATypeWhereOneIsGiven(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            var values = new HashMap<String, Object>();
            values.put("id", 1);
            values.put("data", SqlNull.of(JDBCType.VARCHAR));
            await(connection.execute(
                    Sql.of("insert into a (id, data) values (:id, :data)").withAll(values)));
            await(connection.execute("insert into a values (?, ?)", 2, SqlNull.of(JDBCType.VARCHAR)));

            assertThat(await(connection.execute("select id from a where data is null order by id"))
                            .scalars(Integer.class))
                    .containsExactly(1, 2);
        }
    }

    @EngineTest
    @Spec("EN-13")
    void textAndCommentsHideNames(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            var sql = Sql.of("select ':a' as q, /* :b */ cast(:n as int) as n -- :c")
                    .with("n", 7);
            var row = await(connection.execute(sql)).one();

            assertThat(row.get("q")).isEqualTo(":a");
            assertThat(row.get("n", Integer.class)).isEqualTo(7);
        }
    }

    @EngineTest(Database.POSTGRESQL)
    @Spec("EN-13")
    void castsSlicesDollarQuotesAndJsonOperatorsStandBesideNames(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            var sql = Sql.of("select (array[1, 2, 3, 4])[2:3] as slice, (array[1, 2, 3])[:from : :to] as given, "
                            + "$$:x$$ as quoted, '{\"a\": 1}'::jsonb ?? :key as has, :n::int + 1 as n")
                    .withAll(Map.of("from", 1, "to", 2, "key", "a", "n", "41"));
            var row = await(connection.execute(sql)).one();

            assertThat(row.get("slice")).isEqualTo(List.of(2, 3));
            assertThat(row.get("given")).isEqualTo(List.of(1, 2));
            assertThat(row.get("quoted")).isEqualTo(":x");
            assertThat(row.get("has", Boolean.class)).isTrue();
            assertThat(row.get("n", Integer.class)).isEqualTo(42);
        }
    }

    @EngineTest(Database.MARIADB)
    @Spec("EN-13")
    void assignmentsAreNoNames(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            assertThat(await(connection.scalar(
                            Integer.class, Sql.of("select @a:=:n + 1").with("n", 41))))
                    .hasValue(42);
        }
    }

    @EngineTest
    @Spec("EN-13")
    void maxRowsLeavesTheRestOut(AsyncEngine engine) {
        createThree(engine);
        try (var connection = engine.connect()) {
            var all = select("id > 0");

            assertThat(await(connection.execute(all.maxRows(2))).size()).isEqualTo(2);
            assertThat(await(connection.execute(all.maxRows(0))).size()).isEqualTo(3);
            assertThat(await(connection.execute(all)).size()).isEqualTo(3);
        }
    }

    @EngineTest(Database.SQLITE)
    @Spec("EN-35")
    void aSecondStatementIsNeverLeftOutSilently(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            var text = "insert into a values (1, 'a'); insert into a values (2, 'b');";

            assertThat(catchThrowableOfType(FeatureRefused.class, () -> await(connection.execute(text))))
                    .hasMessageContaining("ER-601");
            await(connection.execute("insert into a values (1, ';') ; -- ;"));
            await(connection.execute("create trigger t after insert on a begin update a set data = 'x'; end"));
        }
        assertThat(Work.rows(engine)).isZero();
    }

    @EngineTest
    @Spec("EN-42")
    void errorsShowTheStatementAsItWasSent(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            var sql = Sql.of("select * from nowhere where id = :id").with("id", 4711);
            var failure = catchThrowableOfType(StatementRejected.class, () -> await(connection.execute(sql)));

            assertThat(failure.sql()).hasValue("select * from nowhere where id = ?");
            assertThat(failure.getMessage()).doesNotContain("4711");
        }
    }
}
