package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.NotStarted;
import dev.weft.engine.TransactionInactive;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineTest;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;

/** What a connection tells and hands out: its transactions, its info, the driver's own connection. */
class ConnectionAccessorsTest {
    @EngineTest
    @Spec({"EN-18", "PF-7"})
    void theCurrentTransactionIsOneObjectFromBeginToEnd(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            assertThat(connection.currentTransaction()).isEmpty();
            var outer = await(connection.begin().start());
            assertThat(connection.currentTransaction()).containsSame(outer);
            assertThat(connection.currentNestedTransaction()).isEmpty();
            var inner = await(connection.beginNested().start());
            var innermost = await(connection.beginNested().start());
            assertThat(connection.currentTransaction()).containsSame(outer);
            assertThat(connection.currentNestedTransaction()).containsSame(innermost);
            await(innermost.rollback());
            assertThat(connection.currentNestedTransaction()).containsSame(inner);
            await(inner.commit());
            assertThat(connection.currentNestedTransaction()).isEmpty();
            await(outer.commit());
            assertThat(connection.currentTransaction()).isEmpty();
        }
    }

    @EngineTest
    @Spec({"EN-18", "EN-17"})
    void theTransactionThatAFirstStatementBeganIsThereToo(AsyncEngine engine) {
        Work.createTable(engine);
        try (var connection = engine.connect()) {
            await(connection.execute("insert into a values (1, 'kept')"));
            var begun = connection.currentTransaction().orElseThrow();
            await(connection.execute("select * from a"));
            assertThat(connection.currentTransaction()).containsSame(begun);
            assertThat(begun.isActive()).isTrue();
            assertThat(begun.nested()).isFalse();
            await(begun.commit());
            assertThat(begun.isActive()).isFalse();
            await(connection.execute("select * from a"));
            assertThat(connection.currentTransaction()).isPresent().get().isNotSameAs(begun);
            await(connection.rollback());
            assertThat(connection.currentTransaction()).isEmpty();
        }
        assertThat(Work.rows(engine)).isEqualTo(1);
    }

    @EngineTest
    @Spec("EN-11")
    void aTransactionThatWasNotStartedCannotBeCommitted(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            var transaction = connection.begin();
            assertThatThrownBy(() -> await(transaction.commit()))
                    .isInstanceOf(NotStarted.class)
                    .hasMessageContaining("ER-301");
            await(transaction.rollback());
            await(transaction.start());
            await(transaction.commit());
        }
    }

    @EngineTest(poolSize = 1)
    @Spec("EN-23")
    void theInfoLivesAsLongAsTheConnectionOfTheDriver(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            assertThatThrownBy(connection::info).isInstanceOf(NotStarted.class).hasMessageContaining("ER-301");
            await(connection.start());
            connection.info().put("prepared", true);
        }
        try (var connection = await(engine.connect().start())) {
            assertThat(connection.info()).isEqualTo(Map.of("prepared", true));
            await(connection.invalidate());
            assertThatThrownBy(connection::info).isInstanceOf(NotStarted.class);
            await(connection.execute("select 1"));
            assertThat(connection.info()).isEmpty();
        }
    }

    @EngineTest(drivers = Driver.HOSTED, poolSize = 1)
    @Spec({"EN-7", "EN-21"})
    void theDriversOwnConnectionIsTheOneUnderTheJdbcFace(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            var raw = await(connection.raw(Connection.class));
            var unwrapped = await(connection.runSync(jdbc -> jdbc.unwrap(raw.getClass())));

            assertThat(unwrapped).isSameAs(raw);
            int value = await(connection.runSync(jdbc -> onlyValue(raw)));
            assertThat(value).isEqualTo(7);
        }
        assertThat(scalar(engine, Integer.class, "select 1")).isEqualTo(1);
    }

    private static <T> T scalar(AsyncEngine engine, Class<T> type, String sql) {
        return await(engine.begin(connection -> connection.scalar(type, sql))).orElseThrow();
    }

    private static int onlyValue(Connection raw) throws java.sql.SQLException {
        try (Statement statement = raw.createStatement();
                var rows = statement.executeQuery("select 7")) {
            assertThat(rows.next()).isTrue();
            return rows.getInt(1);
        }
    }

    @EngineTest
    @Spec("EN-7")
    void aTypeThatTheDriversConnectionIsNotIsRefused(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            assertThatThrownBy(() -> await(connection.raw(Thread.class)))
                    .isInstanceOf(FeatureRefused.class)
                    .hasMessageContaining("java.lang.Thread");
            assertThat(connection.inTransaction()).isFalse();
        }
    }

    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.HOSTED, poolSize = 1)
    @Spec({"EN-7", "R-15"})
    void whatWasDoneToTheDriversConnectionDoesNotReachTheNextHolder(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            var raw = await(connection.raw(Connection.class));
            await(connection.runSync(jdbc -> {
                try (var statement = raw.createStatement()) {
                    return statement.execute("set search_path to pg_catalog");
                }
            }));
            await(connection.commit());
        }
        assertThat(scalar(engine, String.class, "show search_path")).isEqualTo("\"$user\", public");
    }

    @EngineTest(poolSize = 1)
    @Spec("EN-22")
    void anInvalidatedConnectionTellsSoAndWhy(AsyncEngine engine) {
        try (var connection = engine.connect()) {
            assertThat(connection.isInvalidated()).isFalse();
            await(connection.execute("select 1"));
            var cause = new IllegalStateException("out of step");
            await(connection.invalidate(cause));

            assertThat(connection.isInvalidated()).isTrue();
            assertThat(connection.isClosed()).isFalse();
            assertThatThrownBy(() -> await(connection.execute("select 1")))
                    .isInstanceOf(TransactionInactive.class)
                    .hasCause(cause);
            await(connection.rollback());
            await(connection.execute("select 1"));
            assertThat(connection.isInvalidated()).isFalse();
        }
    }
}
