package dev.weft.engine.internal.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spec.Spec;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbc.JdbcPreparedStatement;
import org.h2.jdbc.JdbcResultSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Spec("EN-5")
class FaceConnectionTest {
    private final RecordingIo io = new RecordingIo();
    private final Connection bare;
    private final FaceConnection face;

    FaceConnectionTest() throws SQLException {
        bare = FaceDatabase.H2.connectWithItems(3);
        face = new FaceConnection(bare, io, io::close);
    }

    @AfterEach
    void closeTheDatabase() throws SQLException {
        bare.close();
    }

    @Test
    void closingGivesTheConnectionBackOnceAndLeavesItOpen() throws SQLException {
        face.close();
        face.close();

        assertThat(io.told).containsOnlyOnce("closed");
        assertThat(face.isClosed()).isTrue();
        assertThat(bare.isClosed()).isFalse();
    }

    @Test
    void closingClosesTheStatementsStillOpenAndTheirRows() throws SQLException {
        var prepared = face.prepareStatement("select name from item");
        var rows = prepared.executeQuery();
        var idle = face.createStatement();
        face.createStatement().close();
        var driverStatement = prepared.unwrap(JdbcPreparedStatement.class);
        var releases = io.releases;

        face.close();

        assertThat(io.releases - releases).as("one for each that was open").isEqualTo(2);
        assertThat(List.of(idle.isClosed(), prepared.isClosed(), rows.isClosed()))
                .containsOnly(true);
        assertThat(driverStatement.isClosed()).isTrue();
    }

    @Test
    void closingClosesTheRowsOfMetadata() throws SQLException {
        var tables = face.getMetaData().getTables(null, null, "ITEM", null);
        var driverTables = tables.unwrap(JdbcResultSet.class);

        face.close();

        assertThat(tables.isClosed()).isTrue();
        assertThat(driverTables.isClosed()).isTrue();
    }

    @Test
    void theConnectionIsGivenBackEvenIfItsPartsFailToClose() throws SQLException {
        var first = face.createStatement();
        var second = face.createStatement();
        io.releaseFailures.add(new SQLException("cut off", "08006"));
        io.releaseFailures.add(new SQLException("still cut off", "08006"));

        assertThatThrownBy(face::close)
                .hasMessage("cut off")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .satisfies(suppressed -> assertThat(suppressed).hasMessage("still cut off")));

        assertThat(io.told).containsOnlyOnce("closed");
        assertThat(List.of(first.isClosed(), second.isClosed())).containsOnly(true);
    }

    @Test
    void nothingReachesTheDriverAfterTheClose() throws SQLException {
        var statement = face.prepareStatement("select content from item where id = ?");
        var rows = face.createStatement().executeQuery("select name from item");
        var metaData = face.getMetaData();
        face.close();

        assertThat(List.<JdbcIo.SqlAction>of(
                        face::createStatement,
                        face::commit,
                        face::getAutoCommit,
                        () -> face.setReadOnly(true),
                        () -> face.unwrap(Connection.class),
                        statement::executeQuery,
                        () -> statement.setInt(1, 1),
                        statement::getConnection,
                        rows::next,
                        () -> rows.getString(1),
                        metaData::getDatabaseProductName))
                .allSatisfy(use -> assertThatThrownBy(use::run)
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                refusal -> assertThat(refusal.getSQLState()).isEqualTo("08003")));
        statement.close();
        rows.close();
    }

    @Test
    void aLargeObjectAndItsStreamEndWithTheFace() throws SQLException, IOException {
        var blob = face.createBlob();
        blob.setBytes(1, new byte[] {1, 2, 3});
        var stream = blob.getBinaryStream();
        assertThat(stream.read()).isEqualTo(1);

        face.close();

        assertThatThrownBy(stream::read)
                .isInstanceOf(IOException.class)
                .hasRootCauseInstanceOf(SQLException.class)
                .hasMessage("the face has been closed");
        assertThatThrownBy(blob::length).isInstanceOf(SQLException.class);
    }

    @Test
    void allPartsAnswerTheFaceAsTheirConnection() throws SQLException {
        var statement = face.createStatement();

        assertThat(statement.getConnection()).isSameAs(face);
        assertThat(face.prepareStatement("select 1").getConnection()).isSameAs(face);
        assertThat(face.prepareCall("select 1").getConnection()).isSameAs(face);
        assertThat(face.getMetaData().getConnection()).isSameAs(face);
        assertThat(face.getMetaData()).isSameAs(face.getMetaData());
        assertThat(statement.executeQuery("select 1").getStatement()).isSameAs(statement);
        assertThat(face.getMetaData().getCatalogs().getStatement()).isNull();
    }

    @Test
    void unwrappingReachesTheDriversOwnObjects() throws SQLException {
        assertThat(face.isWrapperFor(JdbcConnection.class)).isTrue();
        assertThat(face.unwrap(JdbcConnection.class)).isSameAs(bare);
        assertThat(face.unwrap(Connection.class)).isSameAs(bare);
        assertThat(face.isWrapperFor(String.class)).isFalse();
        assertThatThrownBy(() -> face.unwrap(String.class)).isInstanceOf(SQLException.class);
    }

    @Test
    void theListenerHearsOfTransactions() throws SQLException {
        face.setAutoCommit(false);
        try (var statement = face.createStatement()) {
            statement.executeUpdate("delete from item");
            face.rollback(face.setSavepoint());
            face.commit();
        }
        face.rollback();
        face.setAutoCommit(true);

        assertThat(io.told)
                .containsExactly(
                        "auto-commit false",
                        "statement",
                        "statement",
                        "transaction ended",
                        "transaction ended",
                        "auto-commit true");
    }

    @Test
    void theListenerHearsNoEndOfATransactionThatDidNotEnd() throws SQLException {
        face.setAutoCommit(false);
        bare.close();

        assertThatThrownBy(face::commit).isInstanceOf(SQLException.class);
        assertThatThrownBy(face::rollback).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> face.setAutoCommit(true)).isInstanceOf(SQLException.class);

        assertThat(io.told).containsExactly("auto-commit false");
    }

    @Test
    void theListenerHearsOfSettingsThatOutliveTheTransaction() throws SQLException {
        face.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        face.setReadOnly(false);
        face.setCatalog(face.getCatalog());
        face.setSchema("PUBLIC");
        face.setHoldability(face.getHoldability());
        face.setTypeMap(Map.of());
        face.setNetworkTimeout(Runnable::run, 1000);
        assertThatThrownBy(() -> face.setClientInfo("numServers", "2")).isInstanceOf(SQLException.class);
        face.setClientInfo(new Properties());

        assertThat(io.told.stream().filter(told -> told.startsWith("session")))
                .containsExactly(
                        "session ISOLATION",
                        "session READ_ONLY",
                        "session CATALOG",
                        "session SCHEMA",
                        "session HOLDABILITY",
                        "session TYPE_MAP",
                        "session NETWORK_TIMEOUT",
                        "session CLIENT_INFO",
                        "session CLIENT_INFO");
    }

    @Test
    void anAbortCutsTheConnectionOffAndStillWantsItsClose() throws SQLException {
        face.abort(Runnable::run);

        assertThat(io.aborts).isOne();
        assertThat(face.isClosed()).isTrue();
        assertThat(io.told).isEmpty();

        face.close();
        face.abort(Runnable::run);

        assertThat(io.told).containsExactly("closed");
        assertThat(io.aborts).as("nobody else's connection is cut off").isOne();
    }
}
