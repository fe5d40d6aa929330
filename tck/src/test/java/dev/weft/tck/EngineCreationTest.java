package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.ConnectionFactory;
import dev.weft.engine.DatabaseUnreachable;
import dev.weft.engine.EngineOptions;
import dev.weft.engine.EngineUrl;
import dev.weft.engine.LoginRefused;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineTest;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** The ways to make an engine. */
@Spec("EN-3")
class EngineCreationTest {
    private static final EngineOptions OPTIONS =
            EngineOptions.defaults().withName("made-here").withPoolSize(2);

    @EngineTest
    void anEngineIsMadeOfAParsedUrl(EngineUrl url) {
        try (var engine = AsyncEngine.create(url, OPTIONS)) {
            assertThat(Work.one(engine)).isEqualTo(1);
        }
    }

    @EngineTest(drivers = Driver.HOSTED)
    void aFactoryMakesTheConnections(EngineUrl url, Database database) {
        var made = new AtomicInteger();
        ConnectionFactory factory = () -> {
            made.incrementAndGet();
            return CompletableFuture.completedFuture(DriverManager.getConnection(memory(database)));
        };
        try (var engine = AsyncEngine.create(url, OPTIONS, factory)) {
            assertThat(made).hasValue(0);
            if (database == Database.H2 || database == Database.SQLITE) {
                assertThat(Work.one(engine)).isEqualTo(1);
                assertThat(made.get()).isPositive();
            } else {
                assertThatThrownBy(() -> Work.one(engine)).isInstanceOf(DatabaseUnreachable.class);
            }
        }
    }

    /** A database without a server; on the others, a URL that leads nowhere. */
    private static String memory(Database database) {
        return switch (database) {
            case H2 -> "jdbc:h2:mem:made-here";
            case SQLITE -> "jdbc:sqlite::memory:";
            case POSTGRESQL -> "jdbc:postgresql://localhost:1/nowhere";
            case MARIADB -> "jdbc:mariadb://localhost:1/nowhere";
        };
    }

    @EngineTest(drivers = Driver.HOSTED)
    void theFailureOfAFactoryIsThatOfTheAttempt(EngineUrl url) {
        ConnectionFactory refusing = () -> CompletableFuture.failedFuture(new SQLException("expired", "28000"));
        ConnectionFactory failing = () -> {
            throw new IOException("no tunnel");
        };
        try (var refused = AsyncEngine.create(url, OPTIONS, refusing);
                var failed = AsyncEngine.create(url, OPTIONS, failing)) {
            assertThatThrownBy(() -> Work.one(refused))
                    .isInstanceOf(LoginRefused.class)
                    .hasMessageContaining("expired");
            assertThatThrownBy(() -> Work.one(failed)).hasStackTraceContaining("no tunnel");
        }
    }

    @EngineTest(value = Database.H2, drivers = Driver.HOSTED)
    void aFactoryMayAwait(EngineUrl url) {
        ConnectionFactory factory = () -> Awaitlets.<Connection>async(
                () -> await(CompletableFuture.supplyAsync(() -> connected(memory(Database.H2)))));
        try (var engine = AsyncEngine.create(url, OPTIONS, factory)) {
            assertThat(Work.one(engine)).isEqualTo(1);
        }
    }

    private static Connection connected(String url) {
        try {
            return DriverManager.getConnection(url);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @EngineTest(Database.H2)
    void anEngineIsMadeOfSettingsAsText() {
        var settings = Map.of(
                "weft.url", "h2:mem:",
                "weft.name", "shop",
                "weft.poolSize", "3",
                "weft.acquireTimeout", "250ms",
                "weft.maxLifetime", "PT10M",
                "weft.slowStatement", "2s",
                "weft.hideParameters", "off",
                "other", "not looked at");
        try (var engine = AsyncEngine.create(settings, "weft.")) {
            assertThat(engine.options())
                    .isEqualTo(EngineOptions.defaults()
                            .withName("shop")
                            .withPoolSize(3)
                            .withAcquireTimeout(Duration.ofMillis(250))
                            .withMaxLifetime(Duration.ofMinutes(10))
                            .withSlowStatement(Duration.ofSeconds(2))
                            .withHideParameters(false));
            assertThat(Work.one(engine)).isEqualTo(1);
        }
    }

    @EngineTest(Database.H2)
    @Spec("EN-2")
    void wrongSettingsAreRefusedByName() {
        assertThatThrownBy(() -> AsyncEngine.create(Map.of("db.poolSize", "3"), "db."))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("db.url");
        assertThatThrownBy(() -> AsyncEngine.create(Map.of("db.url", "h2:mem:", "db.poolsize", "3"), "db."))
                .hasMessageContaining("db.poolsize")
                .hasMessageContaining("poolSize");
        assertThatThrownBy(() -> AsyncEngine.create(Map.of("db.url", "h2:mem:", "db.poolSize", "0"), "db."))
                .hasMessageContaining("db.poolSize")
                .hasMessageContaining("1 to 10000");
        assertThatThrownBy(() -> AsyncEngine.create(Map.of("db.url", "h2:mem:", "db.echo", "perhaps"), "db."))
                .hasMessageContaining("db.echo");
        assertThatThrownBy(() -> AsyncEngine.create(Map.of("db.url", "h2:mem:", "db.closeTimeout", "soon"), "db."))
                .hasMessageContaining("db.closeTimeout");
    }
}
