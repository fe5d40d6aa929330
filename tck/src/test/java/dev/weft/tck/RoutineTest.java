package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineUrl;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.Result;
import dev.weft.engine.Sql;
import dev.weft.engine.SqlOut;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.math.BigDecimal;
import java.sql.JDBCType;
import java.util.List;
import java.util.NoSuchElementException;

/** Procedures, functions, and statements with several results. */
@Spec({"EN-35", "TG-20"})
class RoutineTest {
    private static void run(AsyncEngine engine, String sql) {
        await(engine.begin(connection -> connection.execute(sql)));
    }

    private static void createProcedure(AsyncEngine engine, Database database) {
        run(
                engine,
                database == Database.POSTGRESQL
                        ? "create procedure scale(in factor int, inout amount numeric, out label text) language plpgsql "
                                + "as $$ begin amount := amount * factor; label := 'times ' || factor; end $$"
                        : "create procedure scale(in factor int, inout amount decimal(10, 2), out label text) "
                                + "begin set amount = amount * factor; set label = concat('times ', factor); end");
    }

    @EngineTest(
            value = {Database.POSTGRESQL, Database.MARIADB},
            drivers = Driver.HOSTED)
    void whatComesOutOfAProcedureIsReadByName(AsyncEngine engine, Database database) {
        createProcedure(engine, database);
        try (var connection = engine.connect()) {
            var called = await(connection.call(Sql.of("{call scale(:factor, :amount, :label)}")
                    .with("factor", 3)
                    .with("amount", SqlOut.of(JDBCType.NUMERIC, new BigDecimal("1.50")))
                    .with("label", SqlOut.of(JDBCType.VARCHAR))));

            assertThat(called.out("amount", BigDecimal.class)).isEqualByComparingTo("4.50");
            assertThat(called.out("label", String.class)).isEqualTo("times 3");
            assertThatThrownBy(() -> called.out("factor", Integer.class))
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessageContaining("amount");
        }
    }

    @EngineTest(
            value = {Database.POSTGRESQL, Database.MARIADB},
            drivers = Driver.HOSTED)
    void whatComesOutOfAProcedureIsReadByIndex(AsyncEngine engine, Database database) {
        createProcedure(engine, database);
        try (var connection = engine.connect()) {
            var called = await(connection.call(Sql.of(
                    "call scale(?, ?, ?)",
                    2,
                    SqlOut.of(JDBCType.NUMERIC, new BigDecimal("1.50")),
                    SqlOut.of(JDBCType.VARCHAR))));

            assertThat(called.out(1, BigDecimal.class)).isEqualByComparingTo("3.00");
            assertThat(called.out(2, String.class)).isEqualTo("times 2");
        }
    }

    @EngineTest(except = Database.SQLITE, drivers = Driver.HOSTED)
    void aFunctionAnswersItsResult(AsyncEngine engine, Database database) {
        run(
                engine,
                switch (database) {
                    case POSTGRESQL -> "create function twice(n int) returns int language sql as 'select n * 2'";
                    case MARIADB -> "create function twice(n int) returns int deterministic return n * 2";
                    default -> "create alias twice as 'int twice(int n) { return n * 2; }'";
                });
        try (var connection = engine.connect()) {
            var called = await(connection.call(Sql.of("{:result = call twice(:n)}")
                    .with("result", SqlOut.of(JDBCType.INTEGER))
                    .with("n", 21)));

            assertThat(called.out("result", Integer.class)).isEqualTo(42);
        }
    }

    @EngineTest(Database.H2)
    void aDatabaseWithoutOutParametersRefusesThem(AsyncEngine engine) {
        run(engine, "create alias twice as 'int twice(int n) { return n * 2; }'");
        try (var connection = engine.connect()) {
            var call = Sql.of("call twice(:n)").with("n", SqlOut.of(JDBCType.INTEGER, 1));

            assertThat(catchThrowableOfType(FeatureRefused.class, () -> await(connection.call(call))))
                    .hasMessageContaining("ER-601")
                    .hasMessageContaining("OUT");
        }
    }

    @EngineTest(drivers = Driver.VERTX)
    void theNativeDriverRefusesOutParametersAndSeveralStatements(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            assertThat(catchThrowableOfType(
                            FeatureRefused.class, () -> await(connection.call(Sql.of("{call twice(?)}", 1)))))
                    .hasMessageContaining("ER-601");
            assertThat(catchThrowableOfType(
                            FeatureRefused.class, () -> await(connection.executeAll(Sql.of("select 1; select 2")))))
                    .hasMessageContaining("ER-601");
            assertThat(catchThrowableOfType(
                            FeatureRefused.class, () -> await(connection.execute("select 1; select 2"))))
                    .hasMessageContaining("ER-601");
        }
    }

    @EngineTest(Database.SQLITE)
    void aDatabaseWithoutRoutinesRefusesCalls(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            assertThat(catchThrowableOfType(
                            FeatureRefused.class, () -> await(connection.call(Sql.of("{call twice(?)}", 1)))))
                    .hasMessageContaining("ER-601");
        }
    }

    @EngineTest(Database.MARIADB)
    void aProcedureAnswersAllThatItSelects(AsyncEngine engine) {
        run(
                engine,
                "create procedure two(in n int) begin select n as a; select n + 1 as b union all select n + 2; end");
        try (var connection = engine.connect()) {
            var results = await(connection.executeAll(Sql.of("call two(:n)").with("n", 5)));

            assertThat(results.stream().filter(Result::returnsRows).map(result -> result.scalars(Integer.class)))
                    .containsExactly(List.of(5), List.of(6, 7));
        }
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.HOSTED)
    void severalStatementsAnswerSeveralResults(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            var results = await(connection.executeAll(
                    Sql.of("insert into a values (:id, 'x'); select data from a where id = :id; select 3")
                            .with("id", 1)));

            assertThat(results).hasSize(3);
            assertThat(results.getFirst().rowCount()).isEqualTo(1);
            assertThat(results.get(1).scalar(String.class)).hasValue("x");
            assertThat(results.get(2).scalar(Integer.class)).hasValue(3);
        }
    }

    @EngineTest(Database.MARIADB)
    void severalStatementsAreAMatterOfTheUrl(EngineFactory engines, EngineUrl url) {
        var engine = engines.create(Work.with(url, "allowMultiQueries", "true"), options -> options);
        try (var connection = engine.connect()) {
            var results = await(connection.executeAll(Sql.of("select 1; select 2")));

            assertThat(results)
                    .map(result -> result.scalar(Integer.class).orElseThrow())
                    .containsExactly(1, 2);
        }
    }

    @EngineTest
    void oneStatementAnswersAListOfOne(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            assertThat(await(connection.executeAll(Sql.of("select 1 as n"))))
                    .singleElement()
                    .satisfies(
                            result -> assertThat(result.scalar(Integer.class)).hasValue(1));
        }
    }

    @EngineTest({Database.SQLITE, Database.H2})
    void severalResultsAreRefusedWhereThereIsOnlyOne(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            assertThat(catchThrowableOfType(
                            FeatureRefused.class, () -> await(connection.executeAll(Sql.of("select 1; select 2")))))
                    .hasMessageContaining("ER-601");
        }
    }
}
