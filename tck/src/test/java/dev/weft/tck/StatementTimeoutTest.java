package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.awaitlet.Cancelled;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.Sql;
import dev.weft.engine.StatementTimeout;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.EngineTest;
import java.time.Duration;

/** The time limit of a statement. */
@Spec({"EN-45", "D10"})
class StatementTimeoutTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    @EngineTest
    void aStatementBeyondItsLimitIsStoppedOnTheServer(AsyncEngine engine, Database database)
            throws InterruptedException {
        try (var connection = engine.connect()) {
            var slow = Sql.of(Dialects.slowQuery(database)).timeout(SHORT);
            var failure = catchThrowableOfType(StatementTimeout.class, () -> await(connection.execute(slow)));

            assertThat(failure.code()).isEqualTo("ER-602");
            assertThat(failure).hasMessageContaining("its limit of 200 ms").hasCauseInstanceOf(Cancelled.class);
            assertThat(failure.retryable()).isFalse();
            assertThat(failure.sql()).hasValue(slow.text());
            await(connection.rollback());
            assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
            if (database == Database.POSTGRESQL || database == Database.MARIADB) {
                assertThat(await(connection.scalar(Long.class, Dialects.countSlowQueries(database))))
                        .hasValue(0L);
            }
        }
        assertThat(engine.status().open()).as("the connection was kept").isEqualTo(1);
    }

    @EngineTest
    void aStatementWithinItsLimitIsLeftAlone(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            var quick = Sql.of("select 1").timeout(Duration.ofSeconds(10));

            assertThat(await(connection.scalar(Integer.class, quick))).hasValue(1);
        }
    }

    @EngineTest(Database.POSTGRESQL)
    void theServersOwnLimitIsTheSameError(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            await(connection.execute("set local statement_timeout = '100ms'"));
            var failure = catchThrowableOfType(
                    StatementTimeout.class, () -> await(connection.execute("select pg_sleep(30)")));

            assertThat(failure.sqlState()).hasValue("57014");
        }
    }
}
