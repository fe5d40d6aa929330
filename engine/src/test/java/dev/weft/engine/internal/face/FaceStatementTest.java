package dev.weft.engine.internal.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Spec("EN-5")
class FaceStatementTest {
    private final RecordingIo io = new RecordingIo();

    private FaceConnection face(Connection bare) {
        return new FaceConnection(bare, io, io::close);
    }

    @Test
    void theSameResultSetHasTheSameFace() throws SQLException {
        try (var bare = FaceDatabase.H2.connectWithItems(1);
                var face = face(bare);
                var statement = face.createStatement()) {
            assertThat(statement.execute("select name from item")).isTrue();
            var rows = statement.getResultSet();

            assertThat(statement.getResultSet()).isSameAs(rows);
            assertThat(statement.executeQuery("select id from item")).isNotSameAs(rows);
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingRowsLateLeavesTheRowsOfTheNextRunOpen(FaceDatabase database) throws SQLException {
        try (var bare = database.connectWithItems(3);
                var face = face(bare);
                var statement = face.prepareStatement("select name from item order by id")) {
            var first = statement.executeQuery();
            first.next();
            var second = statement.executeQuery();
            assertThat(first.isClosed()).isTrue();
            first.close();

            assertThat(second.isClosed()).isFalse();
            assertThat(second.next()).isTrue();
            assertThat(second.getString(1)).isEqualTo("n1");
        }
    }

    @Test
    void aRowCostsOneStepAndNoWait() throws SQLException {
        try (var bare = FaceDatabase.H2.connectWithItems(3);
                var face = face(bare);
                var statement = face.createStatement();
                var rows = statement.executeQuery("select name from item")) {
            var ios = io.ios;
            var steps = io.steps;
            while (rows.next()) {
                assertThat(rows.getString(1)).isNotEmpty();
            }

            assertThat(io.ios - ios).isZero();
            assertThat(io.steps - steps).isEqualTo(4);
        }
    }

    @Test
    void theDriversStatementIsTheTargetOfACancelledScope() throws SQLException {
        try (var bare = FaceDatabase.H2.connectWithItems(1);
                var face = face(bare);
                var statement = face.prepareStatement("select name from item")) {
            var driverStatement = statement.unwrap(Statement.class);
            io.targets.clear();

            statement.executeQuery();
            statement.getMetaData();

            assertThat(io.targets).containsExactly(driverStatement, driverStatement);
        }
    }

    @Test
    @Timeout(20)
    void aStatementCanBeCancelledByAnotherThreadWhileItRuns() throws Exception {
        try (var threads = Executors.newSingleThreadExecutor();
                var bare = FaceDatabase.H2.connect();
                var face = face(bare);
                var statement = face.createStatement()) {
            var ios = io.ios;
            var running = threads.submit(() -> statement.executeQuery(
                    "select count(*) from system_range(1, 1000000) a, system_range(1, 1000000) b"));
            while (!ended(running)) {
                statement.cancel();
            }

            assertThatThrownBy(running::get)
                    .hasCauseInstanceOf(SQLException.class)
                    .cause()
                    .extracting(failure -> ((SQLException) failure).getSQLState())
                    .isEqualTo("57014");
            assertThat(io.ios - ios).as("calls that wait: the query alone").isOne();
        }
    }

    private static boolean ended(Future<?> running) throws InterruptedException {
        try {
            running.get(10, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillRunning) {
            return false;
        } catch (ExecutionException cancelled) {
            return true;
        }
    }

    @Test
    void cancellingAClosedStatementDoesNothing() throws SQLException {
        try (var bare = FaceDatabase.H2.connect()) {
            var face = face(bare);
            var statement = face.createStatement();
            face.close();

            statement.cancel();

            assertThat(statement.isClosed()).isTrue();
        }
    }

    @Test
    void aStatementThatClosesOnCompletionEndsWithItsLastRows() throws SQLException {
        try (var bare = FaceDatabase.H2.connectWithItems(1);
                var face = face(bare)) {
            var statement = face.createStatement();
            statement.closeOnCompletion();
            var abandoned = statement.executeQuery("select name from item");
            var rows = statement.executeQuery("select id from item");
            abandoned.close();
            assertThat(statement.isCloseOnCompletion()).isTrue();
            assertThat(statement.isClosed()).as("its rows are still open").isFalse();

            rows.close();

            assertThat(statement.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void moreResultsEndTheCurrentRows(FaceDatabase database) throws SQLException {
        try (var bare = database.connectWithItems(1);
                var face = face(bare);
                var statement = face.createStatement()) {
            var rows = statement.executeQuery("select name from item");

            assertThat(statement.getMoreResults()).isFalse();

            assertThat(rows.isClosed()).isTrue();
        }
    }

    @Test
    void theDriverIsGivenItsOwnLargeObjectsBack() throws SQLException {
        try (var bare = FaceDatabase.H2.connectWithItems(1);
                var face = face(bare);
                var statement = face.prepareStatement("update item set content = ?, note = ?")) {
            var blob = face.createBlob();
            blob.setBytes(1, new byte[] {7});
            var clob = face.createNClob();
            clob.setString(1, "seven");
            statement.setBlob(1, blob);
            statement.setObject(2, clob);
            statement.executeUpdate();

            var rows = statement.getConnection().createStatement().executeQuery("select content, note from item");
            rows.next();
            assertThat(rows.getObject(1)).isInstanceOf(FaceBlob.class);
            assertThat(rows.getObject("note")).isInstanceOf(FaceNClob.class);
            assertThat(rows.getObject(1, Blob.class).getBytes(1, 1)).containsExactly(7);
            assertThat(rows.getObject(1, byte[].class)).containsExactly(7);
            assertThat(rows.getClob(2).getSubString(3, 3)).isEqualTo("ven");
        }
    }
}
