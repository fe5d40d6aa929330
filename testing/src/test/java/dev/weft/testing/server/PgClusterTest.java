package dev.weft.testing.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PgClusterTest {
    private static final int SILENCE_MILLIS = 300;

    private PgCluster cluster;

    @BeforeAll
    void create() {
        cluster = PgCluster.create();
    }

    @BeforeEach
    void start() {
        cluster.start();
    }

    @AfterEach
    void thaw() {
        cluster.thaw();
    }

    @AfterAll
    void close() {
        cluster.close();
    }

    @Test
    void afterAnImmediateStopNothingListensAndSessionsAreGone() throws SQLException {
        try (var session = connect("stopped", 0)) {
            cluster.stop(PgCluster.Stop.IMMEDIATE);

            assertThat(cluster.isRunning()).isFalse();
            assertThatExceptionOfType(IOException.class).isThrownBy(this::knock);
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> number(session, "SELECT 1"));
        }
    }

    @Test
    void aRestartKeepsThePortAndTheCommittedData() throws SQLException {
        var port = cluster.port();
        for (var how : PgCluster.Stop.values()) {
            try (var session = connect("restarted", 0)) {
                run(session, "CREATE TABLE kept AS SELECT 42 AS answer");
                cluster.restart(how);
            }
            assertThat(cluster.port()).isEqualTo(port);
            try (var session = connect("restarted", 0)) {
                assertThat(number(session, "SELECT answer FROM kept")).isEqualTo(42);
                run(session, "DROP TABLE kept");
            }
        }
    }

    @Test
    void aFrozenServerTakesConnectionsAndAnswersNobody() throws SQLException {
        try (var session = connect("frozen", SILENCE_MILLIS)) {
            cluster.freeze();

            knockWithoutAnswer();
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> number(session, "SELECT 1"))
                    .withCauseInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aThawedServerAnswersWhatItWasAskedMeanwhile() throws Exception {
        try (var session = connect("thawed", 0)) {
            cluster.freeze();
            var answer = new CompletableFuture<Integer>();
            var asker = Thread.ofPlatform().start(() -> {
                try {
                    answer.complete(number(session, "SELECT 7"));
                } catch (SQLException failed) {
                    answer.completeExceptionally(failed);
                }
            });
            cluster.thaw();

            assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(7);
            asker.join();
        }
    }

    @Test
    void sessionsAreThoseOfOneApplicationName() throws SQLException {
        try (var mine = connect("mine", 0);
                var other = connect("other", 0)) {
            mine.setAutoCommit(false);
            var id = number(mine, "SELECT pg_backend_pid()");

            assertThat(cluster.sessions("mine"))
                    .containsExactly(
                            new ServerSession(id, "mine", "idle in transaction", true, "SELECT pg_backend_pid()"));
            assertThat(cluster.sessions("other")).hasSize(1);
            assertThat(cluster.sessions("nobody")).isEmpty();
            assertThat(number(other, "SELECT 1")).isEqualTo(1);
        }
    }

    @Test
    void backendsOfOneApplicationNameAreTerminatedAndNoOthers() throws SQLException {
        try (var first = connect("doomed", 0);
                var second = connect("doomed", 0);
                var other = connect("spared", 0)) {
            assertThat(cluster.terminateBackends("doomed")).isEqualTo(2);

            assertThat(cluster.sessions("doomed")).isEmpty();
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> number(first, "SELECT 1"));
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> number(second, "SELECT 1"));
            assertThat(number(other, "SELECT 1")).isEqualTo(1);
        }
    }

    @Test
    void oneBackendIsTerminatedByItsProcessId() throws SQLException {
        try (var doomed = connect("twins", 0);
                var spared = connect("twins", 0)) {
            var id = number(doomed, "SELECT pg_backend_pid()");

            assertThat(cluster.terminateBackend(id)).isTrue();
            assertThat(cluster.terminateBackend(id)).isFalse();

            assertThat(number(spared, "SELECT 1")).isEqualTo(1);
            assertThat(cluster.sessions("twins")).hasSize(1);
        }
    }

    @Test
    void aStoppedClusterSaysThatItDoesNotAnswer() {
        cluster.stop(PgCluster.Stop.FAST);

        assertThatExceptionOfType(PgClusterFailed.class)
                .isThrownBy(() -> cluster.sessions("anybody"))
                .withMessageStartingWith("PostgreSQL at 127.0.0.1:" + cluster.port() + " did not answer: ");
        assertThatExceptionOfType(PgClusterFailed.class)
                .isThrownBy(cluster::freeze)
                .withMessageEndingWith("did not do what was asked: it does not run");
    }

    @Test
    void closingAFrozenClusterLeavesNoProcessAndNoFile() {
        var before = ProcessHandle.current().descendants().toList();
        var doomed = PgCluster.create();
        doomed.freeze();
        var its = ProcessHandle.current()
                .descendants()
                .filter(process -> !before.contains(process))
                .toList();
        assertThat(its).isNotEmpty();

        doomed.close();
        doomed.close();

        assertThat(its)
                .allSatisfy(process -> assertThat(process.onExit())
                        .succeedsWithin(30, TimeUnit.SECONDS)
                        .isEqualTo(process));
        assertThat(doomed.isRunning()).isFalse();
    }

    private void knock() throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), cluster.port()), 10_000);
        }
    }

    /** Asks for encryption, which a server that lives answers with one byte. */
    private void knockWithoutAnswer() {
        assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), cluster.port()), 10_000);
                socket.setSoTimeout(SILENCE_MILLIS);
                socket.getOutputStream().write(new byte[] {0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f});
                assertThat(socket.getInputStream().read()).isEqualTo(-2); // never: the read times out
            }
        });
    }

    private Connection connect(String name, int socketTimeoutMillis) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", "weft");
        properties.setProperty("password", "weft");
        properties.setProperty("ApplicationName", name);
        var connection =
                DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + cluster.port() + "/weft", properties);
        connection.setNetworkTimeout(Runnable::run, socketTimeoutMillis);
        return connection;
    }

    private static int number(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getInt(1);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
