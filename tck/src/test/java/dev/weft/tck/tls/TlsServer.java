package dev.weft.tck.tls;

import dev.weft.testing.server.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/** The shared PostgreSQL, with TLS from here to the close: the server itself writes its files, as their owner. */
final class TlsServer implements AutoCloseable {
    static final String BY_CERTIFICATE = "weft_certificate";
    static final String ONLY_PLAIN = "weft_plain";
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String RULES = """
            hostssl all weft_certificate 127.0.0.1/32 cert
            hostssl all weft_plain 127.0.0.1/32 reject
            host all weft_plain 127.0.0.1/32 trust
            """;

    private TlsServer() {}

    static TlsServer start(Certificates server, Certificates clients) throws SQLException {
        var tls = new TlsServer();
        try (var connection = connect()) {
            write(connection, server.pem(), "umask 077; cat > weft-server.crt");
            write(connection, server.keyPem(), "umask 077; cat > weft-server.key");
            write(connection, clients.pem(), "cat > weft-clients.crt");
            write(
                    connection,
                    RULES,
                    "cat > weft-rules.conf; cp pg_hba.conf weft-kept.conf; "
                            + "cat weft-rules.conf weft-kept.conf > pg_hba.conf");
            execute(
                    connection,
                    "create role " + BY_CERTIFICATE + " superuser login",
                    "create role " + ONLY_PLAIN + " superuser login",
                    "alter system set ssl_cert_file = 'weft-server.crt'",
                    "alter system set ssl_key_file = 'weft-server.key'",
                    "alter system set ssl_ca_file = 'weft-clients.crt'",
                    "alter system set ssl = on",
                    "select pg_reload_conf()");
        }
        tls.untilItIs("on");
        return tls;
    }

    private static void write(Connection connection, String text, String command) throws SQLException {
        execute(
                connection,
                "copy (select line from string_to_table('" + text.strip() + "', E'\\n') line) to program '" + command
                        + "'");
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Connection connect() throws SQLException {
        var server = EmbeddedPostgres.shared();
        return DriverManager.getConnection(
                server.jdbcUrl(server.database()) + "?sslmode=prefer", server.user(), server.password());
    }

    /** New sessions show what the server now offers, some time after it was told. */
    private void untilItIs(String wanted) throws SQLException {
        for (var until = System.nanoTime() + SOON.toNanos(); ; ) {
            try (var connection = connect();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("show ssl")) {
                rows.next();
                if (rows.getString(1).equals(wanted)) {
                    return;
                }
                if (System.nanoTime() > until) {
                    throw new AssertionError("ssl is not " + wanted + " after " + SOON);
                }
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try (var connection = connect()) {
            write(connection, "end", "cat > weft-end; cp weft-kept.conf pg_hba.conf");
            execute(
                    connection,
                    "drop role " + BY_CERTIFICATE,
                    "drop role " + ONLY_PLAIN,
                    "alter system reset ssl",
                    "alter system reset ssl_cert_file",
                    "alter system reset ssl_key_file",
                    "alter system reset ssl_ca_file",
                    "select pg_reload_conf()");
        }
        untilItIs("off");
    }
}
