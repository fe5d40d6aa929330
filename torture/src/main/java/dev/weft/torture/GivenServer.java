package dev.weft.torture;

import dev.weft.engine.EngineUrl;
import dev.weft.testing.server.PgCluster;
import dev.weft.testing.server.ServerSession;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Somebody's server, which is loaded but not harmed.
 *
 * @param url where it is, with the password
 */
record GivenServer(String url) implements Server {
    @Override
    public List<ServerSession> sessions(String engine) {
        var at = EngineUrl.parse(url);
        var host = at.hosts().getFirst();
        var properties = new Properties();
        at.user().ifPresent(user -> properties.setProperty("user", user));
        at.password().ifPresent(password -> properties.setProperty("password", password));
        properties.setProperty("connectTimeout", "30");
        properties.setProperty("socketTimeout", "30");
        var jdbc = "jdbc:postgresql://%s:%d/%s"
                .formatted(host.name(), host.port().orElse(5432), at.database().orElse("postgres"));
        try (var connection = DriverManager.getConnection(jdbc, properties)) {
            return ServerSession.ofPostgres(connection, engine);
        } catch (SQLException failed) {
            throw new IllegalStateException("the server did not tell its sessions: " + failed.getMessage(), failed);
        }
    }

    @Override
    public Optional<PgCluster> cluster() {
        return Optional.empty();
    }

    @Override
    public void close() {
        // it is somebody else's
    }
}
