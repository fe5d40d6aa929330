package dev.weft.testing.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 90, unit = TimeUnit.SECONDS)
class EmbeddedServerTest {
    static Stream<EmbeddedServer> servers() {
        return Stream.of(EmbeddedPostgres.shared(), EmbeddedMariaDb.shared());
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aSelectIsAnswered(EmbeddedServer server) throws SQLException {
        try (var connection = connect(server, server.database())) {
            assertThat(texts(connection, "SELECT 'weft'")).containsExactly("weft");
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void twoFreshDatabasesAreSeparate(EmbeddedServer server) throws SQLException {
        try (var one = server.freshDatabase();
                var other = server.freshDatabase();
                var inOne = connect(server, one.name());
                var inOther = connect(server, other.name())) {
            execute(inOne, "CREATE TABLE a (data VARCHAR(10))");
            execute(inOther, "CREATE TABLE a (data VARCHAR(10))");
            execute(inOne, "INSERT INTO a VALUES ('a1')");

            assertThat(texts(inOne, "SELECT data FROM a")).containsExactly("a1");
            assertThat(texts(inOther, "SELECT data FROM a")).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aFreshDatabaseIsDroppedEvenWhileATransactionIsOpen(EmbeddedServer server) throws SQLException {
        var database = server.freshDatabase();
        try (var connection = connect(server, database.name())) {
            execute(connection, "CREATE TABLE a (data VARCHAR(10))");
            connection.setAutoCommit(false);
            execute(connection, "INSERT INTO a VALUES ('a1')");

            database.close();

            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> texts(connection, "SELECT data FROM a"));
        }
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> connect(server, database.name()))
                .withMessageContaining(database.name());
    }

    @ParameterizedTest
    @MethodSource("servers")
    void closingAFreshDatabaseTwiceDoesNoHarm(EmbeddedServer server) {
        var database = server.freshDatabase();

        database.close();
        database.close();

        assertThat(database.name()).startsWith("fresh_");
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aWrongPasswordIsRefused(EmbeddedServer server) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(
                        () -> DriverManager.getConnection(server.jdbcUrl(server.database()), server.user(), "wrong"))
                .satisfies(refused -> assertThat(refused.getSQLState()).startsWith("28"));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void theUrlsNameDialectAddressAndDatabase(EmbeddedServer server) {
        var address = "127.0.0.1:" + server.port();

        assertThat(server.url()).isEqualTo(server.dialect() + "://weft:weft@" + address + "/weft");
        assertThat(server.url("other")).isEqualTo(server.dialect() + "://weft:weft@" + address + "/other");
        assertThat(server.jdbcUrl("other")).isEqualTo("jdbc:" + server.dialect() + "://" + address + "/other");
    }

    @ParameterizedTest
    @MethodSource("servers")
    void theTextFormHidesThePassword(EmbeddedServer server) {
        assertThat(server.toString()).endsWith("127.0.0.1:" + server.port()).doesNotContain("weft");
    }

    @Test
    void postgresTakesTwoHundredConnectionsAndDoesNotWaitForTheDisk() throws SQLException {
        var server = EmbeddedPostgres.shared();
        try (var connection = connect(server, server.database())) {
            assertThat(texts(connection, "SHOW max_connections")).containsExactly("200");
            assertThat(texts(connection, "SHOW fsync")).containsExactly("off");
        }
    }

    @Test
    void postgresKnowsLettersBeyondAscii() throws SQLException {
        var server = EmbeddedPostgres.shared();
        try (var connection = connect(server, server.database())) {
            assertThat(texts(connection, "SELECT upper('ž')")).containsExactly("Ž");
        }
    }

    @Test
    void mariaDbTakesTwoHundredConnections() throws SQLException {
        var server = EmbeddedMariaDb.shared();
        try (var connection = connect(server, server.database())) {
            assertThat(texts(connection, "SELECT @@max_connections")).containsExactly("200");
        }
    }

    private static Connection connect(EmbeddedServer server, String database) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(database), server.user(), server.password());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        var texts = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
