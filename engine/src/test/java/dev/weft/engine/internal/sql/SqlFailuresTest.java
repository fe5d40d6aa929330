package dev.weft.engine.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.engine.BatchFailed;
import dev.weft.engine.ConnectionLost;
import dev.weft.engine.DataFault;
import dev.weft.engine.DatabaseError;
import dev.weft.engine.IntegrityViolation;
import dev.weft.engine.LoginRefused;
import dev.weft.engine.StatementRejected;
import dev.weft.engine.StatementTimeout;
import dev.weft.engine.TlsFailed;
import dev.weft.engine.TransientFailure;
import dev.weft.engine.UnclassifiedFailure;
import dev.weft.spec.Spec;
import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Spec("EN-42")
class SqlFailuresTest {
    private static final String TABLE =
            "create table a(id int primary key, n int not null, u varchar(3) unique, c int check (c > 0))";

    private static DatabaseError translated(SQLException failure) {
        return SqlFailures.translate(failure, "shop", "select 1", List.of());
    }

    private static SQLException failure(Connection connection, String sql) {
        return catchThrowableOfType(SQLException.class, () -> execute(connection, sql));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "insert into a values (1, 1, 'x', 1) | IntegrityViolation",
                "insert into a values (2, null, 'y', 1) | IntegrityViolation",
                "insert into a values (2, 1, 'x', 1) | IntegrityViolation",
                "insert into a values (2, 1, 'y', 0) | IntegrityViolation",
                "select * from nowhere | StatementRejected",
                "select nothing from a | StatementRejected",
                "selec 1 | StatementRejected",
                "insert into a values (1) | StatementRejected"
            })
    void whatH2AndSqliteTellIsCutByWhatTheCallerCanDo(String sql, String type) throws SQLException {
        for (var url : List.of("jdbc:h2:mem:", "jdbc:sqlite::memory:")) {
            try (var connection = DriverManager.getConnection(url)) {
                execute(connection, TABLE);
                execute(connection, "insert into a values (1, 1, 'x', 1)");

                var error = translated(failure(connection, sql));

                assertThat(error.getClass().getSimpleName()).as(url).isEqualTo(type);
                assertThat(error.retryable()).isFalse();
            }
        }
    }

    @Test
    void valuesH2CannotTakeAreDataFaults() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            execute(connection, TABLE);

            assertThat(translated(failure(connection, "insert into a values (2, 1, 'long', 1)")))
                    .isInstanceOf(DataFault.class);
            assertThat(translated(failure(connection, "select 1/0"))).isInstanceOf(DataFault.class);
            assertThat(translated(failure(connection, "select cast('x' as int)")))
                    .isInstanceOf(DataFault.class);
        }
    }

    @Test
    void aLockHeldByAnotherIsTransientOnSqlite(@TempDir Path folder) throws SQLException {
        var url = "jdbc:sqlite:" + folder.resolve("a.db") + "?busy_timeout=1";
        try (var one = DriverManager.getConnection(url);
                var other = DriverManager.getConnection(url)) {
            execute(one, TABLE);
            execute(one, "begin immediate");

            var error = translated(failure(other, "delete from a"));

            assertThat(error).isInstanceOf(TransientFailure.class);
            assertThat(error.retryable()).isTrue();
        }
    }

    @Test
    void aLockHeldByAnotherIsTransientOnH2() throws SQLException {
        var url = "jdbc:h2:mem:lock;LOCK_TIMEOUT=1";
        try (var one = DriverManager.getConnection(url);
                var other = DriverManager.getConnection(url)) {
            execute(one, TABLE);
            execute(one, "insert into a values (1, 1, 'x', 1)");
            one.setAutoCommit(false);
            execute(one, "update a set n = 2");

            assertThat(translated(failure(other, "update a set n = 3"))).isInstanceOf(TransientFailure.class);
        }
    }

    @Test
    void aLoginH2RefusesIsTold() throws SQLException {
        try (var keeper = DriverManager.getConnection("jdbc:h2:mem:login", "sa", "right")) {
            assertThat(keeper.isClosed()).isFalse();
            var refused = catchThrowableOfType(
                    SQLException.class, () -> DriverManager.getConnection("jdbc:h2:mem:login", "sa", "wrong"));

            assertThat(translated(refused)).isInstanceOf(LoginRefused.class).hasMessageNotContaining("wrong\"");
            assertThat(SqlFailures.isDisconnect(refused)).isFalse();
        }
    }

    @Test
    void aDatabaseThatWasShutDownHasLostItsConnections() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            execute(connection, "shutdown");
            var lost = failure(connection, "select 1");

            assertThat(translated(lost)).isInstanceOf(ConnectionLost.class);
            assertThat(SqlFailures.isDisconnect(lost)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "08006, 0, ConnectionLost",
        "08S01, 2013, ConnectionLost",
        "57P01, 0, ConnectionLost",
        "57P03, 0, ConnectionLost",
        "25P03, 0, ConnectionLost",
        "70100, 1927, ConnectionLost",
        "08004, 1040, TransientFailure",
        "HY000, 1040, TransientFailure",
        "53300, 0, TransientFailure",
        "40001, 1213, TransientFailure",
        "40P01, 0, TransientFailure",
        "55P03, 0, TransientFailure",
        "HY000, 1205, TransientFailure",
        "HYT00, 50200, TransientFailure",
        "90131, 90131, TransientFailure",
        "HYT00, 0, StatementTimeout",
        "57014, 0, StatementTimeout",
        "70100, 1969, StatementTimeout",
        "28P01, 0, LoginRefused",
        "28000, 1045, LoginRefused",
        "3D000, 0, LoginRefused",
        "42000, 1049, LoginRefused",
        "42501, 0, StatementRejected",
        "42000, 1064, StatementRejected",
        "42P01, 0, StatementRejected",
        "0A000, 0, StatementRejected",
        "21S01, 1136, StatementRejected",
        "21000, 0, DataFault",
        "22001, 1406, DataFault",
        "23505, 0, IntegrityViolation",
        "23000, 1062, IntegrityViolation",
        "40002, 0, IntegrityViolation",
        "25P02, 0, UnclassifiedFailure",
        "XX000, 0, UnclassifiedFailure",
        "X, 0, UnclassifiedFailure"
    })
    void sqlStatesAndCodesAreRead(String state, int code, String type) {
        var failure = new SQLException("no", state, code);
        var error = translated(failure);

        assertThat(error.getClass().getSimpleName()).isEqualTo(type);
        assertThat(error.sqlState()).contains(state);
        assertThat(error.vendorCode()).isEqualTo(code);
        assertThat(SqlFailures.isDisconnect(failure)).isEqualTo(type.equals("ConnectionLost"));
    }

    @Test
    void withoutAnSqlStateTheTypeOfTheExceptionTells() {
        assertThat(translated(new SQLRecoverableException("gone"))).isInstanceOf(ConnectionLost.class);
        assertThat(translated(new SQLException("what?"))).isInstanceOf(UnclassifiedFailure.class);
    }

    @Test
    void theErrorHoldsEverythingThatIsKnown() {
        var failure = new SQLException("duplicate key\n  Detail: (id)=(7)", "23505", 9);
        var error = SqlFailures.translate(failure, "shop", "insert into a values (?, ?)", Arrays.asList(7, null));

        assertThat(error.code()).isEqualTo("ER-602");
        assertThat(error.engine()).isEqualTo("shop");
        assertThat(error.sql()).contains("insert into a values (?, ?)");
        assertThat(error)
                .hasCause(failure)
                .hasMessageContaining("duplicate key")
                .hasMessageContaining("engine \"shop\", SQLState 23505, code 9")
                .hasMessageContaining("SQL: insert into a values (?, ?) Parameters: [7, null].")
                .hasMessageContaining("Detail: (id)=(7)")
                .hasMessageEndingWith(error.cure());
    }

    @Test
    void hiddenParametersAreLeftOutWithTheDatabasesDetails() {
        var failure = new SQLException("duplicate key\n  Detail: (id)=(7)", "23505");
        @Nullable List<Object> hidden = null;

        assertThat(SqlFailures.translate(failure, "shop", "insert into a values (?)", hidden))
                .hasMessageContaining("insert into a values (?)")
                .hasMessageNotContaining("7)");
    }

    @Test
    void longStatementsAndValuesAreShortenedInTheMessageOnly() {
        var sql = "select '" + "x".repeat(100_000) + "'";
        var error = SqlFailures.translate(
                new SQLException("no"), "shop", sql, Collections.nCopies(1_000, "y".repeat(1_000)));

        assertThat(error.getMessage()).hasSizeLessThan(5_000).contains("100009 characters", "and 980 more");
        assertThat(error.sql()).contains(sql);
    }

    @Test
    void nextExceptionsAreKeptAndTheOneThatTellsIsTold() {
        var batch = new BatchUpdateException("Batch entry 0 was aborted", "XX000", 0, new int[0]);
        var reason = new SQLException("duplicate key", "23505");
        batch.setNextException(reason);

        var error = translated(batch);

        assertThat(error).isInstanceOf(IntegrityViolation.class).hasCause(batch).hasMessageContaining("duplicate key");
        assertThat(error.getSuppressed()).containsExactly(reason);
    }

    @Test
    void theKindsAreNamedByWhatTheCallerCanDoAndABatchHoldsOneOfThem() {
        assertThat(DatabaseError.class.getPermittedSubclasses())
                .containsExactlyInAnyOrder(
                        BatchFailed.class,
                        ConnectionLost.class,
                        DataFault.class,
                        IntegrityViolation.class,
                        LoginRefused.class,
                        StatementRejected.class,
                        StatementTimeout.class,
                        TlsFailed.class,
                        TransientFailure.class,
                        UnclassifiedFailure.class);
    }
}
