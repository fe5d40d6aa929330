package dev.weft.testing;

import static dev.weft.testing.EngineTestTest.failures;
import static dev.weft.testing.EngineTestTest.onlyFailure;
import static dev.weft.testing.EngineTestTest.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.awaitlet.Awaitlets;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineOptions;
import dev.weft.testing.server.EmbeddedMariaDb;
import dev.weft.testing.server.EmbeddedPostgres;
import dev.weft.testing.server.EmbeddedServer;
import dev.weft.testing.server.ServerSession;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each kind of leak, planted under a watch of the user's, is found and named; and what leaves nothing passes. */
@Timeout(60)
class LeakWatchTest {
    enum Server {
        POSTGRESQL,
        MARIADB;

        EmbeddedServer shared() {
            return this == POSTGRESQL ? EmbeddedPostgres.shared() : EmbeddedMariaDb.shared();
        }
    }

    @AfterAll
    static void endWhatTheSamplesLeft() {
        LeakWatchSamples.END.complete(null);
    }

    private static EngineOptions closedSoon() {
        return EngineOptions.defaults().withPoolSize(1).withCloseTimeout(Duration.ofMillis(200));
    }

    /** A watch that does not wait for what these tests never end. */
    static LeakWatch impatient() {
        return LeakWatch.create().withPatience(Duration.ofMillis(100));
    }

    /** A watch for what leaves nothing, however long a busy machine takes to end it. */
    static LeakWatch patient() {
        return LeakWatch.create().withPatience(Duration.ofSeconds(20));
    }

    private static ListAssert<String> closed(LeakWatch leaks) {
        return assertThat(catchThrowableOfType(LeakFound.class, leaks::close).leaks());
    }

    @Test
    void aTestThatLeavesNothingPassesAndItsEngineIsClosed() {
        run(LeakWatchSamples.Clean.class)
                .testEvents()
                .assertStatistics(events -> events.succeeded(1).failed(0));

        assertThat(Objects.requireNonNull(LeakWatchSamples.Clean.used).status().closed())
                .isTrue();
    }

    @Test
    void aConnectionInUseIsFoundWithTheLinesThatTookIt() {
        assertThat(onlyFailure(run(LeakWatchSamples.ConnectionLeft.class)))
                .isInstanceOf(LeakFound.class)
                .hasMessageContaining("engine \"connection_left\": 1 of 1 connections in use, held by ")
                .hasMessageContaining(", taken at dev.weft.testing.LeakWatchSamples.forget(LeakWatchSamples.java:");
    }

    @Test
    void aLeakDoesNotHideTheFailureOfItsTest() {
        var failure = onlyFailure(run(LeakWatchSamples.LeakAndFailure.class));

        assertThat(failure).hasMessage("the test's own failure");
        assertThat(failure.getSuppressed()).hasAtLeastOneElementOfType(LeakFound.class);
    }

    @Test
    void whatATestGivesBackAfterwardsIsInTime() {
        run(LeakWatchSamples.ClosedByTheTest.class)
                .testEvents()
                .assertStatistics(events -> events.succeeded(1).failed(0));
    }

    @Test
    void anEngineOfAllTestsOfAClassIsLookedAtAfterEachAndClosedAfterTheLast() {
        var run = run(LeakWatchSamples.Shared.class);

        run.testEvents().assertStatistics(events -> events.succeeded(1).failed(1));
        assertThat(onlyFailure(run)).isInstanceOf(LeakFound.class).hasMessageContaining("connections in use");
        assertThat(LeakWatchSamples.Shared.engine.status().closed()).isTrue();
    }

    @Test
    void aThreadThatOutlivesTheTestsOfAClassFailsTheClass() {
        var run = run(LeakWatchSamples.SharedThreadLeft.class);

        run.testEvents().assertStatistics(events -> events.succeeded(1).failed(0));
        assertThat(failures(run))
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessageContaining("\"left-by-the-class\""));
    }

    @Test
    void aLiveAwaitletIsFoundOnceWithTheCallThatStartedIt() {
        assertThat(failures(run(LeakWatchSamples.AwaitletLeft.class)).getFirst())
                .isInstanceOf(LeakFound.class)
                .hasMessageContaining("an awaitlet is live")
                .hasMessageContaining("LeakWatchSamples");
    }

    @Test
    void aWaitingCallerIsFoundAndTheEngineGoesOn() throws Exception {
        try (var leaks = LeakWatch.create()) {
            var engine = leaks.watch(AsyncEngine.create("h2:mem:waiting", closedSoon()));
            var held = engine.connect();
            held.start().get(10, TimeUnit.SECONDS);
            var waiting = engine.connect();
            var started = waiting.start();

            assertThatThrownBy(leaks::check)
                    .isInstanceOf(LeakFound.class)
                    .hasMessageContaining("1 callers waiting for a connection");

            held.aclose().get(10, TimeUnit.SECONDS);
            started.get(10, TimeUnit.SECONDS);
            waiting.aclose().get(10, TimeUnit.SECONDS);
            leaks.check();
        }
    }

    @Test
    void aConnectionThatTheCollectorFoundFirstIsToldOf() throws Exception {
        var leaks = impatient();
        var engine = leaks.watch(AsyncEngine.create("h2:mem:collected", closedSoon()));
        engine.connect().start().get(10, TimeUnit.SECONDS);
        var deadline = Instant.now().plusSeconds(30);
        while (engine.status().reclaimed() == 0 && Instant.now().isBefore(deadline)) {
            System.gc();
        }

        closed(leaks).anySatisfy(leak -> assertThat(leak).contains("1 connections were never closed"));
    }

    @Test
    void aConnectionBeingMadeIsFound() throws Exception {
        try (var mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var leaks = impatient();
            var engine = leaks.watch(AsyncEngine.create(
                    "postgresql://weft:weft@127.0.0.1:" + mute.getLocalPort() + "/elsewhere",
                    closedSoon().withConnectTimeout(Duration.ofSeconds(3))));
            var _ = engine.connect().start();

            closed(leaks).anySatisfy(leak -> assertThat(leak).contains("1 connections being made"));
        }
    }

    @Test
    void aPlatformThreadIsFoundByNameUnlessItIsLetBe() {
        var end = new CompletableFuture<Void>();
        var found = impatient();
        var letBe = patient().ignoreThreads("left-");
        try {
            Thread.ofPlatform().name("left-by-a-test").daemon().start(end::join);

            closed(found).contains("a platform thread outlived its engine: \"left-by-a-test\"");
            letBe.close();
        } finally {
            end.complete(null);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOpenTransactionIsFoundOnTheServer(Server server) throws Exception {
        try (var database = server.shared().freshDatabase()) {
            var leaks = impatient().watchSessions(database);
            var engine = leaks.watch(AsyncEngine.create(database.url(), closedSoon()));
            engine.begin(connection -> connection.execute("create table a (id int primary key)"))
                    .get(20, TimeUnit.SECONDS);
            var connection = engine.connect();
            LeakWatchSamples.FORGOTTEN.add(connection);
            connection.execute("insert into a values (1)").get(20, TimeUnit.SECONDS);

            closed(leaks)
                    .anySatisfy(leak -> assertThat(leak).contains("a transaction is open on the server"))
                    .anySatisfy(leak -> assertThat(leak).contains("1 of 1 connections in use"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSessionThatNoEngineHasIsFoundOnTheServer(Server server) throws Exception {
        try (var database = server.shared().freshDatabase();
                var _ = DriverManager.getConnection(database.jdbcUrl(), "weft", "weft")) {
            closed(impatient().watchSessions(database))
                    .anySatisfy(leak -> assertThat(leak).contains("the server has 1 sessions, but the engines have 0"))
                    .anySatisfy(leak -> assertThat(leak).contains("a session outlived its engine"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEngineOnAServerThatLeavesNothingPasses(Server server) throws Exception {
        try (var database = server.shared().freshDatabase();
                var leaks = patient().watchSessions(database)) {
            LeakWatchSamples.selectOne(leaks.watch(AsyncEngine.create(database.url(), closedSoon())));
            leaks.check();
        }
    }

    @Test
    void sessionsOfAServerOfTheUsersAreFoundByTheNameOfTheEngine() throws Exception {
        try (var database = EmbeddedPostgres.shared().freshDatabase();
                var look = DriverManager.getConnection(database.jdbcUrl(), "weft", "weft");
                var leaks = LeakWatch.create().watchSessions(() -> ServerSession.ofPostgres(look, "shop"))) {
            LeakWatchSamples.selectOne(
                    leaks.watch(AsyncEngine.create(database.url(), closedSoon().withName("shop"))));
            leaks.check();

            try (var _ = DriverManager.getConnection(database.jdbcUrl() + "?ApplicationName=shop", "weft", "weft")) {
                assertThatThrownBy(leaks::check)
                        .hasMessageContaining("the server has 2 sessions, but the engines have 1");
            }
        }
    }

    @Test
    void sessionsThatAreNotToldCountAsALeak() {
        var leaks = impatient().watchSessions(() -> {
            throw new SQLException("gone");
        });

        closed(leaks).containsExactly("the server does not tell its sessions: gone");
    }

    @Test
    void anAwaitletThatEndsInTimeIsNoLeak() throws Exception {
        var end = new CompletableFuture<Void>();
        try (var leaks = patient()) {
            var running = Awaitlets.async(() -> {
                Awaitlets.await(end);
            });
            end.complete(null);

            leaks.check();
            running.get(10, TimeUnit.SECONDS);
        }
    }
}
