package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.CancelScope;
import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.FeatureRefused;
import dev.weft.engine.ResourceClosed;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;

/** Blocking-style code that commits, run inside a transaction that is rolled back. */
@Spec("EN-27")
class JoinedFaceTest {
    private static void insert(Connection jdbc, int id) throws SQLException {
        try (var statement = jdbc.prepareStatement("insert into a values (?, 'x')")) {
            statement.setInt(1, id);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    private interface JdbcCode {
        void run(Connection jdbc) throws SQLException;
    }

    /** Runs code that ends its transactions itself, on a connection that joins another's. */
    private static void joined(AsyncConnection outer, JdbcCode code) throws SQLException {
        try (var jdbc = outer.asEngine().dataSource().getConnection()) {
            jdbc.setAutoCommit(false);
            code.run(jdbc);
        }
    }

    private static long rows(AsyncConnection connection) {
        return await(connection.scalar(Long.class, "select count(*) from a")).orElseThrow();
    }

    @EngineTest(drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    void whatItCommitsGoesWithTheOuterRollback(AsyncEngine engine) throws SQLException {
        Work.createTable(engine);
        try (var outer = engine.connect()) {
            joined(outer, jdbc -> {
                insert(jdbc, 1);
                jdbc.commit();
                insert(jdbc, 2);
                jdbc.commit();
            });
            assertThat(rows(outer)).isEqualTo(2);
            assertThat(engine.status().inUse()).isEqualTo(1);
            await(outer.rollback());
        }
        assertThat(Work.rows(engine)).isZero();
    }

    @EngineTest(drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    void whatItCommitsIsKeptByTheOuterCommit(AsyncEngine engine) throws SQLException {
        Work.createTable(engine);
        try (var outer = engine.connect()) {
            joined(outer, jdbc -> {
                insert(jdbc, 1);
                jdbc.commit();
                insert(jdbc, 2);
                jdbc.rollback();
                insert(jdbc, 3);
            });
            await(outer.commit());
        }
        assertThat(Work.rows(engine)).isEqualTo(1);
    }

    @EngineTest(drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    void withAutoCommitAStatementThatFailsIsUndoneAlone(AsyncEngine engine) throws SQLException {
        Work.createTable(engine);
        try (var outer = engine.connect()) {
            try (var jdbc = outer.asEngine().dataSource().getConnection()) {
                assertThat(jdbc.getAutoCommit()).isTrue();
                insert(jdbc, 1);
                assertThatThrownBy(() -> insert(jdbc, 1)).isInstanceOf(SQLException.class);
                insert(jdbc, 2);
            }
            await(outer.commit());
        }
        assertThat(Work.rows(engine)).isEqualTo(2);
    }

    @EngineTest(drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    void itsCallsTakeTurnsWithTheOuterOperations(AsyncEngine engine) throws SQLException {
        Work.createTable(engine);
        try (var outer = engine.connect()) {
            joined(outer, jdbc -> {
                insert(jdbc, 1);
                assertThat(rows(outer)).isEqualTo(1);
                var others = outer.execute("insert into a values (2, 'outer')");
                insert(jdbc, 3);
                await(others);
                jdbc.commit();
            });
            assertThat(rows(outer)).isEqualTo(3);
            await(outer.rollback());
        }
    }

    @EngineTest(drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    void savepointsNestInsideAndResultsAreRead(AsyncEngine engine) throws SQLException {
        Work.createTable(engine);
        try (var outer = engine.connect()) {
            joined(outer, jdbc -> {
                insert(jdbc, 1);
                var here = jdbc.setSavepoint();
                insert(jdbc, 2);
                jdbc.rollback(here);
                try (var statement = jdbc.createStatement();
                        var read = statement.executeQuery("select id from a")) {
                    assertThat(read.next()).isTrue();
                    assertThat(read.getInt(1)).isEqualTo(1);
                    assertThat(read.next()).isFalse();
                }
                jdbc.commit();
            });
            await(outer.commit());
        }
        assertThat(Work.rows(engine)).isEqualTo(1);
    }

    @EngineTest(drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    void theIsolationIsThatOfTheOuterTransaction(AsyncEngine engine) throws SQLException {
        try (var outer = engine.connect();
                var jdbc = outer.asEngine().dataSource().getConnection()) {
            jdbc.setTransactionIsolation(jdbc.getTransactionIsolation());
            assertThatThrownBy(() -> jdbc.setTransactionIsolation(Connection.TRANSACTION_NONE))
                    .isInstanceOf(SQLFeatureNotSupportedException.class);
            jdbc.setReadOnly(true);
            assertThat(jdbc.isReadOnly()).isTrue();
        }
    }

    @EngineTest(drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    void aCancelStopsItsStatementAndLeavesTheOuterConnectionWell(AsyncEngine engine, Database database) {
        Work.createTable(engine);
        var slow = Dialects.slowQuery(database);
        try (var outer = engine.connect()) {
            var joined = outer.asEngine();
            var answer = CancelScope.moveOnAfter(Duration.ofMillis(500), () -> {
                try (var jdbc = joined.dataSource().getConnection();
                        var statement = jdbc.createStatement()) {
                    jdbc.setAutoCommit(false);
                    insert(jdbc, 1);
                    return statement.execute(slow);
                }
            });
            assertThat(answer).isEmpty();
            assertThat(joined.status().inUse()).isZero();
            assertThat(rows(outer)).isZero();
            await(outer.rollback());
        }
    }

    @EngineTest(drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    void whatCancelledCodeLeavesOpenIsClosed(AsyncEngine engine) {
        Work.createTable(engine);
        try (var outer = engine.connect()) {
            var joined = outer.asEngine();
            var forgetful = async(() -> {
                var jdbc = joined.dataSource().getConnection();
                jdbc.setAutoCommit(false);
                insert(jdbc, 1);
                var scope = CancelScope.create();
                scope.run(() -> {
                    scope.cancel("enough");
                    insert(jdbc, 2); // refused, so that its user never comes to close it
                });
                return joined.status().inUse();
            });
            assertThat(await(forgetful)).isEqualTo(1);
            assertThat(joined.status().inUse()).isZero();
            assertThat(rows(outer)).isZero();
            await(outer.rollback());
        }
    }

    @EngineTest(drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    void onceTheOuterConnectionIsClosedItsCallsAreRefused(AsyncEngine engine) throws SQLException {
        var outer = engine.connect();
        var jdbc = outer.asEngine().dataSource().getConnection();
        try (jdbc;
                var statement = jdbc.createStatement()) {
            assertThat(statement.execute("select 1")).isTrue();
            await(outer.aclose());
            assertThatThrownBy(() -> statement.execute("select 1")).hasCauseInstanceOf(ResourceClosed.class);
        }
        assertThat(engine.status().inUse()).isZero();
    }

    @EngineTest(drivers = Driver.VERTX, backends = Backend.VIRTUAL_THREADS)
    void aNativeDriverHasNone(AsyncEngine engine) {
        try (var outer = engine.connect()) {
            assertThatThrownBy(() -> outer.asEngine().dataSource().getConnection())
                    .isInstanceOf(FeatureRefused.class);
        }
    }
}
