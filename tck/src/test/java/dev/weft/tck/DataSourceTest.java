package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.awaitlet.NoAwaitletContext;
import dev.weft.awaitlet.spi.VirtualTime;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.ConnectionSharedAcrossTasks;
import dev.weft.engine.PoolExhausted;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The JDBC face, for unmodified blocking-style code. */
@Spec("EN-5")
class DataSourceTest {
    @EngineTest(drivers = Driver.HOSTED)
    void blockingCodeWorksUnchanged(AsyncEngine engine) throws SQLException {
        var dataSource = engine.dataSource();
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            assertThat(connection.getAutoCommit()).isTrue();
            statement.executeUpdate("create table a (id int primary key, data varchar(50))");
            assertThat(statement.executeUpdate("insert into a values (1, 'a1')"))
                    .isEqualTo(1);
        }
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement("select data from a where id = ?")) {
            query.setInt(1, 1);
            try (var rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString("data")).isEqualTo("a1");
                assertThat(rows.next()).isFalse();
            }
        }
        assertThat(engine.status().inUse()).isZero();
        assertThat(engine.dataSource()).isSameAs(dataSource);
    }

    @EngineTest(drivers = Driver.HOSTED)
    void withoutAutoCommitOnlyACommitKeeps(AsyncEngine engine) throws SQLException {
        Work.createTable(engine);
        try (var connection = engine.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            insert(connection, 1);
            connection.rollback();
            insert(connection, 2);
            connection.commit();
            insert(connection, 3);
        }
        assertThat(Work.rows(engine)).isEqualTo(1);
    }

    /** An end of a transaction. */
    private interface End {
        void of(Connection connection) throws SQLException;
    }

    @EngineTest(except = Database.SQLITE, drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    void aTransactionEndsThoughAResultOfItIsStillRead(AsyncEngine engine) throws SQLException {
        Work.createTable(engine);
        await(engine.begin(connection -> connection.execute("insert into a values (1, 'x'), (2, 'x'), (3, 'x')")));
        var expected = 3;
        for (End end : List.<End>of(Connection::commit, Connection::rollback)) {
            try (var connection = engine.dataSource().getConnection();
                    var statement = connection.createStatement();
                    var counting = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.setFetchSize(1);
                var rows = statement.executeQuery("select id from a order by id");
                assertThat(rows.next()).isTrue();
                end.of(connection);
                var id = ++expected;
                await(engine.begin(other -> other.execute("insert into a values (?, 'y')", id)));

                try (var count = counting.executeQuery("select count(*) from a")) {
                    assertThat(count.next()).isTrue();
                    assertThat(count.getInt(1)).isEqualTo(expected);
                }
            }
        }
    }

    @EngineTest(drivers = Driver.HOSTED)
    @Spec("PL-10")
    void theNextUserGetsAConnectionAsNew(EngineFactory engines, Database database) throws SQLException {
        var engine = engines.create(options -> options.withPoolSize(1));
        Work.createTable(engine);
        var isolation = database == Database.SQLITE
                ? Connection.TRANSACTION_READ_UNCOMMITTED
                : Connection.TRANSACTION_SERIALIZABLE;
        int before;
        try (var connection = engine.dataSource().getConnection()) {
            before = connection.getTransactionIsolation();
            connection.setTransactionIsolation(isolation);
            connection.setAutoCommit(false);
            insert(connection, 1);
        }
        try (var connection = engine.dataSource().getConnection()) {
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.getTransactionIsolation()).isEqualTo(before).isNotEqualTo(isolation);
        }
        assertThat(Work.rows(engine)).isZero();
    }

    @EngineTest(drivers = Driver.HOSTED)
    void generatedKeysAreRead(AsyncEngine engine, Database database) throws SQLException {
        try (var connection = engine.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create table k (" + Dialects.identityColumn(database) + ", data varchar(50))");
            try (var insert =
                    connection.prepareStatement("insert into k (data) values (?)", Statement.RETURN_GENERATED_KEYS)) {
                insert.setString(1, "first");
                insert.executeUpdate();
                try (var keys = insert.getGeneratedKeys()) {
                    assertThat(keys.next()).isTrue();
                    assertThat(keys.getInt(1)).isEqualTo(1);
                }
            }
        }
    }

    @EngineTest(drivers = Driver.HOSTED)
    void metadataTellsTheProduct(AsyncEngine engine, Database database) throws SQLException {
        try (var connection = engine.dataSource().getConnection()) {
            assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo(database.toString());
            assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
        }
    }

    @EngineTest(drivers = Driver.HOSTED)
    @Spec("AW-4")
    void outsideAnAwaitletItRefusesAtOnce(AsyncEngine engine) {
        assertThatThrownBy(() -> Work.onPlainThread(() -> engine.dataSource().getConnection()))
                .isInstanceOf(NoAwaitletContext.class)
                .hasMessageContainingAll("ER-101", "async");
        assertThat(engine.status().open()).isZero();
    }

    @EngineTest(drivers = Driver.HOSTED)
    @Spec("AW-4")
    void aConnectionTakenOutsideItsAwaitletRefusesEveryCallThatWaits(AsyncEngine engine) throws SQLException {
        try (var connection = engine.dataSource().getConnection()) {
            assertThatThrownBy(() -> Work.onPlainThread(
                            () -> connection.createStatement().execute("select 1")))
                    .isInstanceOf(NoAwaitletContext.class);
            try (var statement = connection.createStatement()) {
                assertThat(statement.execute("select 1")).isTrue();
            }
        }
    }

    @EngineTest(drivers = Driver.HOSTED)
    void closingTwiceGivesBackOnce(AsyncEngine engine) throws SQLException {
        var connection = engine.dataSource().getConnection();
        connection.close();
        connection.close();

        assertThat(connection.isClosed()).isTrue();
        assertThat(engine.status().idle()).isEqualTo(1);
    }

    @EngineTest(drivers = Driver.HOSTED)
    @Spec("PL-11")
    void aClosedConnectionDoesNotReachTheNextUsersOne(EngineFactory engines) throws SQLException {
        var engine = engines.create(options -> options.withPoolSize(1));
        var first = engine.dataSource().getConnection();
        var statement = first.createStatement();
        first.close();

        assertThatThrownBy(first::createStatement)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failure -> assertThat(failure.getSQLState()).startsWith("08"));
        try (var second = engine.dataSource().getConnection()) {
            assertThatThrownBy(() -> statement.execute("select 1")).isInstanceOf(SQLException.class);
            assertThatThrownBy(first::commit).isInstanceOf(SQLException.class);
            first.close();
            assertThat(second.isClosed()).isFalse();
            assertThat(engine.status().inUse()).isEqualTo(1);
        }
    }

    @EngineTest(drivers = Driver.HOSTED)
    @Spec({"EN-24", "PF-38"})
    void useByASecondAwaitletIsRefusedAndNamesBoth(AsyncEngine engine) throws Exception {
        try (var connection = engine.dataSource().getConnection()) {
            try (var statement = connection.createStatement()) {
                assertThat(statement.execute("select 1")).isTrue();
            }
            var stranger = Work.stranger(() -> connection.createStatement().execute("select 2"));
            Work.until("the stranger has ended", stranger::isDone);

            assertThat(stranger.exceptionNow())
                    .satisfiesAnyOf(
                            told -> assertThat(told).isInstanceOf(ConnectionSharedAcrossTasks.class),
                            told -> assertThat(told).hasCauseInstanceOf(ConnectionSharedAcrossTasks.class))
                    .hasMessageContainingAll(
                            "ER-305", "test useByASecondAwaitletIsRefusedAndNamesBoth", "\"stranger\" started at");
        }
    }

    @EngineTest(drivers = Driver.HOSTED)
    void anAwaitletItsOwnerStartedMayUseTheConnection(AsyncEngine engine) throws SQLException {
        try (var connection = engine.dataSource().getConnection()) {
            var answered = await(async(() -> {
                try (var statement = connection.createStatement()) {
                    return statement.execute("select 1");
                }
            }));
            assertThat(answered).isTrue();
        }
    }

    @EngineTest(drivers = Driver.HOSTED)
    @Spec("PL-3")
    void anExhaustedPoolIsATransientSqlExceptionThatTellsWhoHoldsIt(EngineFactory engines) throws InterruptedException {
        var time = new VirtualTime();
        var engine = engines.create(options -> options.withPoolSize(1).withTime(time));
        var taken = new CompletableFuture<Boolean>();
        var enough = new CompletableFuture<Boolean>();
        var holder = async(AsyncOptions.defaults().named("the holder"), () -> {
            try (var held = engine.dataSource().getConnection()) {
                taken.complete(true);
                return await(enough) && !held.isClosed();
            }
        });
        await(taken);
        var attempt = async(() -> {
            try (var second = engine.dataSource().getConnection()) {
                return second.isClosed();
            }
        });
        Work.until("it waits", () -> engine.status().waiting() == 1);
        time.advance(engine.options().pool().acquireTimeout());

        assertThatThrownBy(() -> await(attempt))
                .isInstanceOf(java.sql.SQLTransientConnectionException.class)
                .hasCauseInstanceOf(PoolExhausted.class)
                .hasMessageContainingAll("ER-401", "the holder");

        enough.complete(true);
        assertThat(await(holder)).isTrue();
    }

    private static void insert(Connection connection, int id) throws SQLException {
        try (var insert = connection.prepareStatement("insert into a values (?, 'a')")) {
            insert.setInt(1, id);
            assertThat(insert.executeUpdate()).isEqualTo(1);
        }
    }
}
