package dev.weft.tck;

import static dev.weft.awaitlet.Awaitlets.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.ConnectionLost;
import dev.weft.engine.EngineListener;
import dev.weft.engine.EngineOptions;
import dev.weft.engine.ListenerConnection;
import dev.weft.spec.Spec;
import dev.weft.testing.Database;
import dev.weft.testing.Driver;
import dev.weft.testing.EngineFactory;
import dev.weft.testing.EngineTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What listeners hear of the life of a connection in the pool. */
@Spec("PL-14")
class PoolEventsTest {
    @EngineTest(poolSize = 1)
    void aConnectionIsMadeTakenReturnedMadeCleanAndClosed(AsyncEngine engine) {
        var heard = new Recorder();
        try (var _ = engine.listen(heard)) {
            assertThat(Work.one(engine)).isEqualTo(1);
            assertThat(Work.one(engine)).isEqualTo(1);
            await(engine.dispose());
        }
        assertThat(heard.events)
                .containsExactly(
                        "firstConnected 1",
                        "connected 1",
                        "checkedOut 1",
                        "checkedIn 1",
                        "reset 1",
                        "checkedOut 1",
                        "checkedIn 1",
                        "reset 1",
                        "closed");
    }

    @EngineTest(drivers = Driver.HOSTED, poolSize = 1)
    void aConnectionOfTheJdbcFaceTellsTheSame(AsyncEngine engine) throws SQLException {
        var heard = new Recorder();
        try (var _ = engine.listen(heard)) {
            try (var connection = engine.dataSource().getConnection()) {
                connection.setAutoCommit(false);
            }
            await(engine.dispose());
        }
        assertThat(heard.events)
                .containsExactly("firstConnected 1", "connected 1", "checkedOut 1", "checkedIn 1", "reset 1", "closed");
    }

    @EngineTest(poolSize = 1)
    void whatAHolderInvalidatesIsToldOnceWithItsCause(AsyncEngine engine) {
        var heard = new Recorder();
        try (var _ = engine.listen(heard)) {
            try (var connection = await(engine.connect().start())) {
                await(connection.invalidate(new IllegalStateException("out of step")));
            }
        }
        assertThat(heard.ofItsEnd()).containsExactly("invalidated out of step", "closed");
    }

    @EngineTest(poolSize = 1)
    void aConnectionInUseWhileTheOthersAreDroppedIsInvalidatedSoftly(AsyncEngine engine) {
        var heard = new Recorder();
        try (var _ = engine.listen(heard)) {
            try (var connection = await(engine.connect().start())) {
                await(engine.dispose());
                assertThat(await(connection.scalar(Integer.class, "select 1"))).hasValue(1);
                await(connection.rollback());
                assertThat(heard.ofItsEnd()).isEmpty();
            }
            assertThat(Work.one(engine)).isEqualTo(1);
        }
        assertThat(heard.events)
                .containsSubsequence("checkedIn 1", "softlyInvalidated 1", "closed", "connected 2", "checkedOut 2")
                .doesNotContain("reset 1");
    }

    @EngineTest({Database.POSTGRESQL, Database.MARIADB})
    void aSessionThatTheServerEndsIsInvalidated(EngineFactory engines, Database database) {
        var engine = engines.create(options -> options.withPoolSize(1));
        var killer = engines.create();
        var heard = new Recorder();
        try (var _ = engine.listen(heard)) {
            try (var connection = await(engine.connect().start())) {
                kill(killer, database, session(connection.scalar(Long.class, Dialects.sessionId(database))));
                assertThatThrownBy(() -> await(connection.execute("select 1"))).isInstanceOf(ConnectionLost.class);
            }
            assertThat(heard.ofItsEnd()).containsExactly("invalidated null", "closed");
            assertThat(Work.one(engine)).isEqualTo(1);
        }
    }

    @EngineTest({Database.POSTGRESQL, Database.MARIADB})
    void aDeadConnectionThatAPingFindsIsInvalidated(EngineFactory engines, Database database)
            throws InterruptedException {
        var engine = engines.create(options -> options.withPoolSize(1).withPingAfterIdle(Duration.ZERO));
        var killer = engines.create();
        var heard = new Recorder();
        var session = session(engine.begin(connection -> connection.scalar(Long.class, Dialects.sessionId(database))));
        kill(killer, database, session);
        try (var _ = engine.listen(heard)) {
            assertThat(Work.one(engine)).isEqualTo(1);
            Work.until("the dead one is closed", () -> heard.events.contains("closed"));
        }
        assertThat(heard.events.getFirst()).startsWith("invalidated ");
        assertThat(heard.ofItsEnd()).hasSize(2);
    }

    @EngineTest
    void aForgottenConnectionIsDetachedAndClosed(EngineFactory engines) throws InterruptedException {
        var heard = new Recorder();
        try (var log = LogLines.of("dev.weft.engine.pool");
                var engine = AsyncEngine.create(
                        engines.url(), EngineOptions.defaults().withPoolSize(1));
                var _ = engine.listen(heard)) {
            forget(engine);
            Work.until("it is collected and closed", () -> {
                System.gc();
                return engine.status().open() == 0 && heard.events.contains("closed");
            });
            assertThat(log.lines()).hasSize(1);
            assertThat(heard.ofItsEnd()).containsExactly("detached 1", "closed");
        }
    }

    private static void forget(AsyncEngine engine) {
        assertThat(await(engine.connect().scalar(Integer.class, "select 1"))).hasValue(1);
    }

    private static long session(CompletableFuture<Optional<Long>> asked) {
        return await(asked).orElseThrow();
    }

    private static void kill(AsyncEngine killer, Database database, long session) {
        await(killer.begin(connection -> connection.execute(Dialects.endSession(database, session))));
    }

    /** Notes what it hears, and gives each connection a number. */
    private static final class Recorder implements EngineListener {
        private static final String NUMBER = "number";

        private final List<String> events = new CopyOnWriteArrayList<>();

        List<String> ofItsEnd() {
            return events.stream()
                    .filter(event -> event.startsWith("invalidated")
                            || event.startsWith("softly")
                            || event.startsWith("detached")
                            || event.equals("closed"))
                    .toList();
        }

        private void heard(String event, Map<String, Object> info) {
            events.add(event + " " + info.get(NUMBER));
        }

        @Override
        public void firstConnected(ListenerConnection connection) {
            connection.info().put(NUMBER, 1);
            heard("firstConnected", connection.info());
        }

        @Override
        public void connected(ListenerConnection connection) {
            connection.info().putIfAbsent(NUMBER, 2);
            heard("connected", connection.info());
        }

        @Override
        public void checkedOut(ListenerConnection connection) {
            heard("checkedOut", connection.info());
        }

        @Override
        public void checkedIn(ListenerConnection connection) {
            heard("checkedIn", connection.info());
        }

        @Override
        public void reset(Map<String, Object> info) {
            heard("reset", info);
        }

        @Override
        public void invalidated(@Nullable Throwable cause) {
            events.add("invalidated " + (cause == null ? null : cause.getMessage()));
        }

        @Override
        public void softlyInvalidated(Map<String, Object> info) {
            heard("softlyInvalidated", info);
        }

        @Override
        public void detached(Map<String, Object> info) {
            heard("detached", info);
        }

        @Override
        public void closed() {
            events.add("closed");
        }
    }
}
