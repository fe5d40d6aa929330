package dev.weft.testing;

import static dev.weft.awaitlet.Awaitlets.async;
import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineOptions;
import dev.weft.engine.EngineUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** Test classes for the tests of {@link EngineTest}, which run them through JUnit. */
final class Samples {
    private Samples() {}

    private static EngineOptions closedSoon(EngineOptions options) {
        return options.withCloseTimeout(Duration.ofMillis(200));
    }

    static final class Passing {
        @EngineTest
        void createsATable(AsyncEngine engine) {
            assertThat(Awaitlets.inAwaitlet()).isTrue();
            await(engine.begin(connection -> connection.execute("create table a (id int primary key)")));
        }

        @EngineTest
        void createsTheSameTable(AsyncEngine engine) {
            await(engine.begin(connection -> connection.execute("create table a (id int primary key)")));
        }
    }

    static final class Parameters {
        private AsyncEngine before;

        @BeforeEach
        void setUp(AsyncEngine engine) {
            before = engine;
        }

        @EngineTest(poolSize = 3)
        void takes(AsyncEngine engine, EngineFactory factory, EngineUrl url, Database database, Backend backend) {
            assertThat(engine).isSameAs(before);
            assertThat(engine.status().limit()).isEqualTo(3);
            assertThat(engine.url()).isEqualTo(url).isEqualTo(EngineUrl.parse(factory.url()));
            assertThat(url.dialect()).isEqualTo(database.dialect());
            assertThat(factory.database()).isEqualTo(database);
            assertThat(backend).isNotNull();
            var other = factory.create(options -> options.withPoolSize(2));
            assertThat(other.status().limit()).isEqualTo(2);
            assertThat(other.name()).startsWith("weft-test-").isNotEqualTo(engine.name());
        }
    }

    static final class OnTwo {
        @EngineTest({Database.H2, Database.SQLITE})
        void runs(AsyncEngine engine) {
            await(engine.begin(connection -> connection.execute("select 1")));
        }

        @EngineTest(except = {Database.POSTGRESQL, Database.MARIADB})
        void runsToo(AsyncEngine engine) {
            await(engine.begin(connection -> connection.execute("select 1")));
        }
    }

    static final class OnNone {
        @EngineTest(value = Database.H2, except = Database.H2)
        void neverRuns() {
            assertThat(Database.values()).as("the databases it runs on").isEmpty();
        }
    }

    static final class Optional {
        @EngineTest(optional = true, value = Database.H2)
        void runsIfThereIsADriver(AsyncEngine engine) {
            await(engine.begin(connection -> connection.execute("select 1")));
        }
    }

    static final class Required {
        @EngineTest(Database.H2)
        void needsADriver(AsyncEngine engine) {
            await(engine.begin(connection -> connection.execute("select 1")));
        }
    }

    /** Canaries: each of these has to fail. */
    static final class Canaries {
        @EngineTest
        void inTheBody(AsyncEngine engine) {
            var one = await(engine.begin(connection -> connection.scalar(Integer.class, "select 1")));
            assertThat(one).hasValue(2);
        }

        @EngineTest
        void inANestedAwaitlet(AsyncEngine engine) {
            await(async(() -> {
                var one = await(engine.begin(connection -> connection.scalar(Integer.class, "select 1")));
                assertThat(one).hasValue(2);
            }));
        }

        @EngineTest
        void inAStageOfABlock(AsyncEngine engine) {
            await(engine.begin(connection -> connection
                    .scalar(Integer.class, "select 1")
                    .thenAccept(one -> assertThat(one).hasValue(2))));
        }
    }

    /** A canary for each backend, which names it. */
    static final class BackendCanary {
        @EngineTest(Database.SQLITE)
        void sings(Backend backend) {
            fail("in " + backend + ", in an awaitlet: " + Awaitlets.inAwaitlet());
        }
    }

    static final class InTwoBackends {
        @EngineTest(
                value = {Database.SQLITE, Database.H2},
                backends = {Backend.REACTOR, Backend.VERTX})
        void runs() {
            assertThat(Awaitlets.inAwaitlet()).isTrue();
        }
    }

    static final class InNoBackend {
        @EngineTest(value = Database.H2, backends = Backend.REACTOR)
        void neverRuns() {
            assertThat(Backend.values()).as("the backends it runs in").isEmpty();
        }
    }

    static final class InEveryBackend {
        @AsyncTest
        void runs(Backend backend) {
            assertThat(Awaitlets.inAwaitlet()).isTrue();
            assertThat(await(async(() -> backend))).isEqualTo(backend);
        }
    }

    static final class AsyncCanary {
        @AsyncTest
        void sings(Backend backend) {
            fail("in " + backend + ", in an awaitlet: " + Awaitlets.inAwaitlet());
        }
    }

    static final class AsyncAwaitletLeft {
        static final CompletableFuture<Void> END = new CompletableFuture<>();

        @AsyncTest(Backend.VERTX)
        void leaves() {
            var _ = async(() -> {
                await(END);
            });
        }
    }

    static final class AsyncEndless {
        @AsyncTest
        @Timeout(value = 300, unit = TimeUnit.MILLISECONDS)
        void waitsForEver() {
            await(new CompletableFuture<Void>());
        }
    }

    /** What tests forget to give back; held here, because the pool takes back what nobody holds. */
    static final List<AsyncConnection> FORGOTTEN = new CopyOnWriteArrayList<>();

    static final class ConnectionLeft {
        @EngineTest(backends = Backend.VIRTUAL_THREADS)
        void leaves(EngineFactory engines) {
            FORGOTTEN.add(await(engines.create(Samples::closedSoon).connect().start()));
        }
    }

    static final class ConnectionCollected {
        @EngineTest(value = Database.H2, poolSize = 1)
        void leaves(AsyncEngine engine) {
            assertThat(await(engine.connect().scalar(Integer.class, "select 1")))
                    .hasValue(1);
            var deadline = Instant.now().plusSeconds(20);
            while (engine.status().inUse() > 0 && Instant.now().isBefore(deadline)) {
                System.gc();
            }
        }
    }

    static final class CallerLeft {
        @EngineTest(value = Database.H2, poolSize = 1)
        void leaves(EngineFactory engines) {
            var engine = engines.create(Samples::closedSoon);
            FORGOTTEN.add(await(engine.connect().start()));
            var waiting = engine.connect();
            FORGOTTEN.add(waiting);
            var _ = waiting.start();
        }
    }

    static final class ConnectingLeft {
        /** It lets clients connect and never says a word. */
        static @Nullable ServerSocket mute;

        @EngineTest(value = Database.POSTGRESQL, backends = Backend.VIRTUAL_THREADS)
        void leaves(EngineFactory engines) throws IOException {
            var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            mute = server;
            var url = "postgresql://weft:weft@127.0.0.1:" + server.getLocalPort() + "/elsewhere";
            var _ = engines.create(url, options -> options.withConnectTimeout(Duration.ofSeconds(3)))
                    .connect()
                    .start();
        }
    }

    static final class TransactionLeft {
        @EngineTest(
                value = {Database.POSTGRESQL, Database.MARIADB},
                backends = Backend.VIRTUAL_THREADS)
        void leaves(EngineFactory engines) {
            var engine = engines.create(Samples::closedSoon);
            await(engine.begin(connection -> connection.execute("create table a (id int primary key)")));
            var connection = engine.connect();
            FORGOTTEN.add(connection);
            await(connection.execute("insert into a values (1)"));
        }
    }

    static final class SessionLeft {
        static final List<Connection> SESSIONS = new CopyOnWriteArrayList<>();

        @EngineTest(
                value = {Database.POSTGRESQL, Database.MARIADB},
                backends = Backend.VIRTUAL_THREADS)
        void leaves(EngineUrl url) throws SQLException {
            var jdbcUrl = "jdbc:%s://127.0.0.1:%d/%s"
                    .formatted(
                            url.dialect(),
                            url.port().orElseThrow(),
                            url.database().orElseThrow());
            SESSIONS.add(DriverManager.getConnection(jdbcUrl, "weft", "weft"));
        }
    }

    static final class AwaitletLeft {
        static final CompletableFuture<Void> END = new CompletableFuture<>();

        @EngineTest(Database.H2)
        void leaves() {
            var _ = async(() -> {
                await(END);
            });
        }
    }

    static final class ThreadLeft {
        static final CompletableFuture<Void> END = new CompletableFuture<>();

        @EngineTest(Database.H2)
        void leaves() {
            Thread.ofPlatform().name("left-behind").daemon().start(END::join);
        }
    }

    static final class LeakAndFailure {
        @EngineTest(Database.H2)
        void failsAndLeaves(EngineFactory engines) {
            await(engines.create(Samples::closedSoon).connect().start());
            throw new IllegalStateException("the test's own failure");
        }
    }

    static final class Endless {
        @EngineTest(Database.H2)
        @Timeout(value = 300, unit = TimeUnit.MILLISECONDS)
        void waitsForEver() {
            await(new CompletableFuture<Void>());
        }
    }
}
