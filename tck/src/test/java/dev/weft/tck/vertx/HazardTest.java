package dev.weft.tck.vertx;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.BatchFailed;
import dev.weft.engine.EngineUrl;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.StatementRejected;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineTest;
import java.util.List;

/** The verified hazards of Vert.x's client (PEERS.md, V-1 to V-10), each of which the driver keeps from its users. */
class HazardTest {
    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.VERTX, backends = Backend.VIRTUAL_THREADS)
    @Spec("EN-30")
    void typesTheClientDoesNotKnowAreReadAndBound(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            assertThat(scalar(connection, "select 4294967295::oid")).isEqualTo(4294967295L);
            assertThat(scalar(connection, "select macaddr '08:00:2b:01:02:03'")).isEqualTo("08:00:2b:01:02:03");
            assertThat(scalar(connection, "select oid::int8 from pg_type where oid = ?", 23))
                    .isEqualTo(23L);
            assertThat(scalar(connection, "select (?::text)::xml", "<a/>")).isEqualTo("<a/>");
            assertThat(scalar(connection, "select ?::varbit", "101")).isEqualTo("101");
        }
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.VERTX, backends = Backend.VIRTUAL_THREADS)
    @Spec("EN-30")
    void jsonIsTheTextThatWasWritten(AsyncEngine engine) {
        var text = "{\"n\": 12345678901234567890.123456789,  \"a\": 1, \"a\": 2}";
        try (var connection = engine.connect()) {
            await(connection.execute("create table j (plain json, binary_form jsonb)"));
            await(connection.execute("insert into j values (?::json, ?::jsonb)", text, "{\"x\": [1, \"{2}\"]}"));

            assertThat(scalar(connection, "select plain from j")).isEqualTo(text);
            assertThat(scalar(connection, "select binary_form from j")).isEqualTo("{\"x\": [1, \"{2}\"]}");
            assertThat(scalar(connection, "select jsonb_typeof(binary_form) from j"))
                    .as("an object, no string")
                    .isEqualTo("object");
            await(connection.rollback());
        }
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    @Spec("EN-30")
    void parametersMeanWhatTheyMeanThroughTheHostedDriver(AsyncEngine hosted, EngineUrl url) {
        try (var natively = Native.engine(url);
                var here = natively.connect();
                var there = hosted.connect()) {
            for (var value : List.<Object>of(1, 2L, "text", true, 1.5, 2.5f, new java.math.BigDecimal("1.50"))) {
                for (var sql : List.of("select ?", "select pg_typeof(?)::text", "select jsonb_build_object('a', ?)")) {
                    assertThat(scalar(here, sql, value))
                            .as(sql + " of " + value)
                            .isEqualTo(scalar(there, sql, value));
                }
            }
            for (var connection : List.of(here, there)) {
                assertThat(catchThrowableOfType(
                                        StatementRejected.class,
                                        () -> await(connection.execute("select 1 where 1 = ?", "text")))
                                .sqlState())
                        .hasValue("42883");
                await(connection.rollback());
            }
        }
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.VERTX, backends = Backend.VIRTUAL_THREADS)
    @Spec("EN-27")
    void aTransactionCommitsAfterAnErrorAndARollbackToASavepoint(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            await(connection.execute("create table a (id int primary key)"));
            var savepoint = await(connection.beginNested().start());
            assertThatThrownBy(() -> await(connection.execute("select * from nowhere")))
                    .isInstanceOf(StatementRejected.class);
            await(savepoint.rollback());
            await(connection.execute("insert into a values (1)"));
            await(connection.commit());
            assertThat(scalar(connection, "select count(*) from a")).isEqualTo(1L);
        }
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.VERTX, backends = Backend.VIRTUAL_THREADS)
    @Spec("EN-43")
    void afterAChangeOfItsTableAStatementFailsOnceAtMost(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            await(connection.execute("create table a (id int primary key)"));
            await(connection.execute("select * from a"));
            await(connection.commit());
            await(connection.execute("alter table a add data text"));
            await(connection.commit());
            try {
                await(connection.execute("select * from a"));
            } catch (StatementRejected once) {
                assertThat(once.sqlState()).hasValue("0A000");
            }
            await(connection.rollback());
            assertThat(await(connection.execute("select * from a")).columns()).containsExactly("id", "data");
        }
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.VERTX, backends = Backend.VIRTUAL_THREADS)
    @Spec("EN-13")
    void aFailingBatchTellsWhichOfItsItemsFailed(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            await(connection.execute("create table a (id int primary key)"));
            var failure = catchThrowableOfType(
                    BatchFailed.class,
                    () -> await(connection.executeBatch(
                            "insert into a values (?)", List.of(List.of(1), List.of(1), List.of(2)))));

            assertThat(failure.outcomes())
                    .map(outcome -> outcome.getClass().getSimpleName())
                    .containsExactly("Done", "Failed", "NotRun");
            await(connection.rollback());
        }
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.VERTX, backends = Backend.VIRTUAL_THREADS)
    @Spec("EN-42")
    void copyFromTheClientIsRefusedBeforeItIsSent(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            for (var sql : List.of("copy pg_class to stdout", "/* x */ COPY pg_class FROM STDIN")) {
                assertThatThrownBy(() -> await(connection.execute(sql)))
                        .isInstanceOf(FeatureRefused.class)
                        .hasMessageContainingAll("ER-601", "COPY", "postgresql://");
            }
            assertThat(scalar(connection, "select 'copy to stdout'")).isEqualTo("copy to stdout");
        }
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.VERTX, backends = Backend.VIRTUAL_THREADS)
    @Spec("EN-35")
    void aStatementThatCountsNoRowsAnswersZero(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            assertThat(await(connection.execute("create table a (id int primary key)"))
                            .rowCount())
                    .isZero();
            assertThat(await(connection.execute("insert into a select generate_series(1, 12)"))
                            .rowCount())
                    .isEqualTo(12);
            await(connection.rollback());
        }
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    @Spec("EN-43")
    void oneSwitchTurnsPreparedStatementsOff(EngineUrl url) {
        try (var engine = AsyncEngine.create(Native.url(url, "?preparedStatements=off"));
                var connection = engine.connect()) {
            for (var i = 0; i < 3; i++) {
                assertThat(scalar(connection, "select ? + 1", i)).isEqualTo(i + 1);
            }
            assertThat(scalar(connection, "select count(*) from pg_prepared_statements"))
                    .isEqualTo(0L);
        }
    }

    private static Object scalar(AsyncConnection connection, String sql, Object... parameters) {
        return await(connection.execute(sql, parameters)).scalar().orElseThrow();
    }
}
