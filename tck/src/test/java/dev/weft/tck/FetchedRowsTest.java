package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.CancelScope;
import dev.weft.engine.AsyncEngine;
import dev.weft.spec.Spec;
import dev.weft.testing.Backend;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows read through JDBC, some of which the driver has in memory when they are asked for. */
@Spec("EN-5")
class FetchedRowsTest {
    private static final int ROWS = 10;
    private static final String ALL = "select id from a order by id";

    private static void fill(AsyncEngine engine) {
        Work.createTable(engine);
        var rows = IntStream.rangeClosed(1, ROWS)
                .mapToObj(id -> "(" + id + ", 'x')")
                .collect(Collectors.joining(", ", "insert into a values ", ""));
        await(engine.begin(connection -> connection.execute(rows)));
    }

    private static void assertAll(ResultSet rows) throws SQLException {
        for (var id = 1; id <= ROWS; id++) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(id);
        }
        assertThat(rows.next()).isFalse();
    }

    @EngineTest(drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    void allRowsAreReadHoweverManyComeAtATime(AsyncEngine engine) throws SQLException {
        fill(engine);
        try (var connection = engine.dataSource().getConnection();
                var query = connection.prepareStatement(ALL)) {
            for (var autoCommit : new boolean[] {true, false}) {
                connection.setAutoCommit(autoCommit);
                for (var size : new int[] {0, 1, 3, ROWS, ROWS + 1}) {
                    query.setFetchSize(size);
                    try (var rows = query.executeQuery()) {
                        assertAll(rows);
                    }
                }
            }
            connection.rollback();
        }
    }

    @EngineTest(drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    void theSizeOfFetchesMayChangeWhileRowsAreRead(AsyncEngine engine) throws SQLException {
        fill(engine);
        try (var connection = engine.dataSource().getConnection();
                var query = connection.prepareStatement(ALL)) {
            connection.setAutoCommit(false);
            query.setFetchSize(2);
            try (var rows = query.executeQuery()) {
                for (var id = 1; id <= ROWS; id++) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).isEqualTo(id);
                    rows.setFetchSize(1 + id % 3);
                }
                assertThat(rows.next()).isFalse();
            }
            connection.rollback();
        }
    }

    @EngineTest(drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    @Spec("SC-19")
    @SuppressWarnings("try") // closed by hand, in a cancelled scope
    void aRowInMemoryIsNotReadInACancelledScope(AsyncEngine engine) throws Exception {
        fill(engine);
        try (var connection = engine.dataSource().getConnection();
                var query = connection.prepareStatement(ALL);
                var rows = query.executeQuery()) {
            var scope = CancelScope.create();
            scope.run(() -> {
                assertThat(rows.next()).isTrue();
                scope.cancel("enough");
                assertThatThrownBy(rows::next)
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                failure -> assertThat(failure.getSQLState()).isEqualTo("57014"));
                assertThatThrownBy(() -> connection.prepareStatement(ALL)).isInstanceOf(SQLException.class);
                rows.close();
                query.close();
            });
            assertThat(readAgain(connection)).isEqualTo(ROWS);
        }
        assertThat(engine.status().inUse()).isZero();
    }

    /** Its rows come 50 at a time: the fourth lot waits. */
    @EngineTest(value = Database.POSTGRESQL, drivers = Driver.HOSTED, backends = Backend.VIRTUAL_THREADS)
    @Spec({"SC-17", "EN-39"})
    void theWaitForALaterFetchIsStopped(AsyncEngine engine) throws SQLException, InterruptedException {
        try (var connection = engine.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            var read = new AtomicInteger();
            var scope = CancelScope.create();
            var reading = async(() -> scope.run(() -> {
                try (var statement = connection.createStatement()) {
                    statement.setFetchSize(50);
                    try (var rows = statement.executeQuery(Dialects.slowAfter150Rows(Database.POSTGRESQL))) {
                        while (rows.next()) {
                            read.incrementAndGet();
                        }
                    }
                }
            }));
            Work.until("the fourth lot is waited for", () -> read.get() == 150 && sleeps(engine));
            var before = System.nanoTime();
            scope.cancel("enough");
            await(reading);

            assertThat(scope.cancelledCaught()).isTrue();
            assertThat(read).hasValue(150);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
            connection.rollback();
            try (var statement = connection.createStatement()) {
                assertThat(statement.execute("select 1")).isTrue();
            }
        }
    }

    private static boolean sleeps(AsyncEngine engine) {
        var slow = Dialects.countSlowQueries(Database.POSTGRESQL);
        return await(engine.begin(connection -> connection.scalar(Long.class, slow)))
                .filter(count -> count == 1)
                .isPresent();
    }

    private static int readAgain(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement("select count(*) from a");
                var rows = query.executeQuery()) {
            return rows.next() ? rows.getInt(1) : -1;
        }
    }

    /** SQLite's and MariaDB's drivers answer what they like. */
    @EngineTest(
            except = {Database.SQLITE, Database.MARIADB},
            drivers = Driver.HOSTED,
            backends = Backend.VIRTUAL_THREADS)
    @SuppressWarnings("try") // closed by hand, to be read afterwards
    void aResultThatIsClosedHasNoMoreRows(AsyncEngine engine) throws SQLException {
        fill(engine);
        try (var connection = engine.dataSource().getConnection();
                var query = connection.prepareStatement(ALL)) {
            var rows = query.executeQuery();
            assertThat(rows.next()).isTrue();
            rows.close();
            assertThatThrownBy(rows::next).isInstanceOf(SQLException.class);

            var again = query.executeQuery();
            assertThat(again.next()).isTrue();
            query.close();
            assertThatThrownBy(again::next).isInstanceOf(SQLException.class);
        }
    }
}
