package dev.weft.testing.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** A way into a server for the housekeeping of this package: plain JDBC, nothing of which waits for ever. */
record Login(String dialect, int port) {
    /** The longest that connecting, or one statement, may take. */
    static final int SECONDS = 30;

    static Login of(EmbeddedServer server) {
        return new Login(server.dialect(), server.port());
    }

    Connection connect(String database) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", "weft");
        properties.setProperty("password", "weft");
        // pgjdbc counts in seconds, MariaDB's driver in milliseconds.
        var unit = dialect.equals("mariadb") ? 1000 : 1;
        properties.setProperty("connectTimeout", Integer.toString(SECONDS * unit));
        properties.setProperty("socketTimeout", Integer.toString(SECONDS * unit));
        return DriverManager.getConnection("jdbc:%s://127.0.0.1:%d/%s".formatted(dialect, port, database), properties);
    }
}
