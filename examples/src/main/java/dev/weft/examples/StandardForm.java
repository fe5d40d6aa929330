package dev.weft.examples;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.weft.engine.EngineUrl;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;

/** The same program without Weft: blocking Hibernate on HikariCP, on the thread that calls it. */
final class StandardForm {
    private static final int CONNECT_MILLIS = 10_000;

    void run(EngineUrl url, Checks checks) {
        var program = new BlockingProgram();
        try (var pool = new HikariDataSource(poolOf(url));
                var sessions = new HibernatePersistenceConfiguration("standard")
                        .managedClass(A.class)
                        .property(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, pool)
                        .createEntityManagerFactory()) {
            try (var session = sessions.openSession()) {
                program.createSchema(session);
                checks.step("dropped and created the table");
                program.insert(session);
                checks.step("inserted a1, a2 and a3");
            }
            try (var session = sessions.openSession()) {
                checks.entities("read", program.read(session));
            }
        }
    }

    private static HikariConfig poolOf(EngineUrl url) {
        var config = new HikariConfig();
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setJdbcUrl(jdbcUrlOf(url));
        url.user().ifPresent(config::setUsername);
        url.password().ifPresent(config::setPassword);
        return config;
    }

    private static String jdbcUrlOf(EngineUrl url) {
        if (url.jdbcUrl().isPresent()) {
            throw new IllegalArgumentException("The standard form takes Weft's own URLs, such as " + url.dialect()
                    + "://user:password@host/database, because HikariCP's errors would show a jdbc: URL as it is.");
        }
        var prefix = "jdbc:" + url.dialect() + ":";
        var database = url.database().orElse("");
        return switch (url.dialect()) {
            case "sqlite", "h2" -> prefix + database;
            default -> {
                var port = url.port().isPresent() ? ":" + url.port().getAsInt() : "";
                yield prefix + "//" + url.host().orElse("localhost") + port + "/" + database;
            }
        };
    }
}
