package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weft.awaitlet.CancelScope;
import dev.weft.engine.AsyncEngine;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineTest;
import java.sql.Connection;
import java.sql.SQLException;

/** What blocking-style code can still do on the JDBC face once it is cancelled, and what becomes of what it forgets. */
@Spec("EN-39")
class CancelledFaceTest {
    private static boolean works(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.execute("select 1");
        }
    }

    /** Uses a connection in a scope that is cancelled. */
    private static void cancelled(Connection connection) {
        var scope = CancelScope.create();
        scope.cancel("enough");
        scope.run(() -> works(connection));
        assertThat(scope.cancelledCaught()).isTrue();
    }

    @EngineTest(drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    void aRollbackIsMadeInACancelledScope(AsyncEngine engine) throws SQLException {
        Work.createTable(engine);
        var scope = CancelScope.create();
        try (var connection = engine.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            scope.run(() -> {
                insert(connection, 1);
                var savepoint = connection.setSavepoint();
                insert(connection, 2);
                scope.cancel("enough");
                connection.rollback(savepoint);
                assertThatThrownBy(() -> insert(connection, 3))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                failure -> assertThat(failure.getSQLState()).isEqualTo("57014"));
            });
            connection.commit();
            assertThat(Work.rows(engine)).isEqualTo(1);

            var second = CancelScope.create();
            second.run(() -> {
                insert(connection, 4);
                second.cancel("enough");
                connection.rollback();
            });
            connection.commit();
        }
        assertThat(Work.rows(engine)).isEqualTo(1);
    }

    @EngineTest(drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    @Spec("PL-10")
    void whatACancelledAwaitletLeavesOpenIsBackWhenItEnds(AsyncEngine engine) {
        Work.createTable(engine);
        var forgetful = async(() -> {
            var connection = engine.dataSource().getConnection();
            connection.setAutoCommit(false);
            insert(connection, 1);
            cancelled(connection);
            return engine.status().inUse();
        });

        assertThat(await(forgetful)).isEqualTo(1);
        assertThat(engine.status().inUse()).isZero();
        assertThat(Work.rows(engine)).isZero();
    }

    @EngineTest(drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    void whoGoesOnAfterACancelMayHandItsConnectionOut(AsyncEngine engine) throws SQLException {
        var connection = await(async(() -> {
            var mine = engine.dataSource().getConnection();
            cancelled(mine);
            assertThat(works(mine)).isTrue();
            return mine;
        }));

        assertThat(works(connection)).isTrue();
        connection.close();
        assertThat(engine.status().inUse()).isZero();
    }

    @EngineTest(drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    void theCancelOfANestedAwaitletLeavesTheConnectionToItsOwner(AsyncEngine engine) throws SQLException {
        try (var connection = engine.dataSource().getConnection()) {
            var failure = await(async(() -> catchThrowable(() -> cancelled(connection))));

            assertThat(failure).isNull();
            assertThat(works(connection)).isTrue();
        }
    }

    private static void insert(Connection connection, int id) throws SQLException {
        try (var insert = connection.prepareStatement("insert into a values (?, 'a')")) {
            insert.setInt(1, id);
            assertThat(insert.executeUpdate()).isEqualTo(1);
        }
    }
}
