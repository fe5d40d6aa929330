package dev.weft.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weft.awaitlet.AsyncOptions;
import dev.weft.engine.AsyncConnection;
import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineListener;
import dev.weft.engine.EngineOptions;
import dev.weft.engine.ListenerConnection;
import dev.weft.engine.PoolOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That each goal finds what it is there to find. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class PlantedFaultTest {
    private static final Duration BRIEF = Duration.ofMillis(500);
    private static final CountDownLatch PINNING_ENDS = new CountDownLatch(1);

    @Test
    void aLeaseThatIsNeverReturnedIsFoundByTheStormOfCancels() throws Exception {
        var kept = new ArrayList<AsyncConnection>();
        var found = found(new CancelStorm(), (url, options) -> {
            var engine = AsyncEngine.create(url, options);
            kept.add(engine.connect().start().join());
            return engine;
        });

        assertThat(found).contains("1 in use");
        assertThat(kept)
                .as("not collected, or the pool would have taken it back")
                .hasSize(1);
    }

    @Test
    void aQueryThatGoesOnIsFoundAfterTheCancels() throws Exception {
        try (var session = session("torture-R-4")) {
            var slow = running(session, "torture-R-4", "select pg_sleep(120)");

            assertThat(found(new StoppedQueries(), AsyncEngine::create)).contains("1 left running");

            ShortRun.cluster().terminateBackends("torture-R-4");
            slow.join();
        }
    }

    @Test
    void sessionsThatDoNotOutliveACancelAreFound() throws Exception {
        var found = whileThis(
                () -> ShortRun.cluster().terminateBackends("torture-R-4"),
                () -> found(new StoppedQueries(), AsyncEngine::create));

        assertThat(found).contains("in the same session");
    }

    @Test
    void aCancelOfWhateverRunsIsFoundToHitTheWrongQuery() throws Exception {
        try (var session = session("stray-cancels")) {
            var found = whileThis(
                    () -> run(
                            session,
                            "select pg_cancel_backend(pid) from pg_stat_activity where application_name = 'torture-R-5'"),
                    () -> found(new WrongTarget(), AsyncEngine::create));

            assertThat(found).contains("next queries hit (");
        }
    }

    @Test
    void aQueryThatGoesOnIsFoundAfterTheInterrupts() throws Exception {
        try (var session = session("torture-R-18")) {
            var slow = running(session, "torture-R-18", "select pg_sleep(120)");

            assertThat(found(new Interrupts(), AsyncEngine::create)).contains("leaked (the server has ", "active");

            ShortRun.cluster().terminateBackends("torture-R-18");
            slow.join();
        }
    }

    @Test
    void aLoopThatGoesOnAfterItsCancelIsFound() throws Exception {
        var pauses = new AtomicInteger();
        var found = found(
                new StubbornLoops(() -> {
                    if (pauses.incrementAndGet() % 3 == 0) {
                        Await.pause(Duration.ofMinutes(5));
                    }
                }),
                AsyncEngine::create);

        assertThat(found).contains("went on (caught ");
    }

    @Test
    void aPoolThatDoesNotTellThatItWaitsForItselfIsFound() throws Exception {
        var found = found(new NestedTasks(), (url, options) -> AsyncEngine.create(url, options.withPoolSize(16)));

        assertThat(found).contains("rounds in which not both were (0 told of 8");
    }

    @Test
    void holdersWithoutTheirSitesAreFound() throws Exception {
        var found = found(
                new NestedTasks(),
                (url, options) -> AsyncEngine.create(
                        url, options.withPool(_ -> PoolOptions.defaults().withSize(4))));

        assertThat(found).contains("told otherwise (dev.weft.engine.PoolSelfDeadlock");
    }

    @Test
    void anErrorWithoutATypeIsFoundAtSomeByte() throws Exception {
        var checkOuts = new AtomicInteger();
        var found = found(new EveryByte(), (url, options) -> {
            var engine = AsyncEngine.create(url, options);
            var _ = engine.listen(new EngineListener() {
                @Override
                public void checkedOut(ListenerConnection connection) {
                    if (checkOuts.incrementAndGet() > 20) {
                        throw new IllegalStateException("planted");
                    }
                }
            });
            return engine;
        });

        assertThat(found)
                .contains("ended without a typed error (Place[", "next sessions failed (Place[")
                .contains("java.lang.IllegalStateException: planted");
    }

    @Test
    void aContextThatDoesNotTravelIsFound() throws Exception {
        assertThat(found(new Contexts(AsyncOptions.defaults()), AsyncEngine::create))
                .contains("contexts that were not the task's own (at its start \"none, none\" instead of \"task ");
    }

    @Test
    void aSessionThatOutlivesItsEngineIsFound() throws Exception {
        try (var session = session("torture-R-26")) {
            run(session, "select 1");

            assertThat(found(new CloseUnderLoad(), AsyncEngine::create)).contains("sessions left (");
        }
    }

    @Test
    void aThreadThatKeepsTheJvmAliveIsFound() throws Exception {
        var end = new CountDownLatch(1);
        var found = found(new CloseUnderLoad(), (url, options) -> {
            Thread.ofPlatform().daemon(false).name("planted").start(() -> {
                try {
                    end.await();
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                }
            });
            return AsyncEngine.create(url, options);
        });
        end.countDown();

        assertThat(found).contains("threads left (planted");
    }

    @Test
    void callersThatTimeOutAreFoundByTheFairTurns() throws Exception {
        var found = found(
                new FairTurns(),
                (url, options) -> AsyncEngine.create(
                        url,
                        "torture-R-7".equals(options.name())
                                ? options.withAcquireTimeout(Duration.ofMillis(5))
                                : options));

        assertThat(found).contains("timed out (dev.weft.engine.");
    }

    @Test
    void aDeadConnectionThatIsHandedOutAgainIsFoundAfterTheCrash() throws Exception {
        var found = found(new Recovery(), (url, options) -> {
            var engine = AsyncEngine.create(url, options);
            var connection = engine.connect().start().join();
            connection.info().put("torture.dead", "planted");
            connection.aclose().join();
            return engine;
        });

        assertThat(found).contains("dead connections handed out twice (planted");
    }

    @Test
    void aWaitWithoutADeadlineIsFound() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> found(
                        new Deadlines(),
                        (url, options) -> AsyncEngine.create(
                                url,
                                options.withAcquireTimeout(Duration.ofHours(1))
                                        .withConnectTimeout(Duration.ofHours(1)))))
                .withMessageStartingWith("not ended within ");
    }

    @Test
    void acknowledgedTransfersThatACrashLosesAreFoundByTheBank() throws Exception {
        try (var engine = AsyncEngine.create(ShortRun.server().url())) {
            Accounts.open(
                    engine); // so that dropping the tables writes what the goal itself makes, whatever it writes later
        }
        writeEvery("10s");
        try {
            // The server acknowledges before it writes: what it did last is gone after a crash.
            var found = found(
                    new Bank(),
                    (url, options) -> AsyncEngine.create(url + "?options=-c%20synchronous_commit%3Doff", options));

            assertThat(found).contains("acknowledged and lost (transfer ");
        } finally {
            writeEvery("200ms");
        }
    }

    private static void writeEvery(String delay) throws SQLException {
        try (var session = session("settings")) {
            run(session, "alter system set wal_writer_delay = '" + delay + "'");
            run(session, "alter system set wal_writer_flush_after = '1GB'");
            run(session, "select pg_reload_conf()");
        }
    }

    @Test
    void moneyFromNowhereIsFoundByTheBank() throws Exception {
        var found = whileThis(
                () -> {
                    try (var session = session("thief")) {
                        run(session, "update account set balance = balance + 1 where id = 1");
                    }
                },
                () -> found(new Bank(), AsyncEngine::create));

        assertThat(found).contains("1 accounts that differ from their transfers");
    }

    @Test
    void awaitletsWithoutTheirAnswerAreFoundInTheCrowd() throws Exception {
        var found = found(
                new Crowd(),
                (url, options) -> AsyncEngine.create(url, options.withAcquireTimeout(Duration.ofMillis(1))));

        assertThat(found).contains("without their answer (");
    }

    @Test
    void aVirtualThreadThatIsPinnedIsFound() throws Exception {
        var begin = new CountDownLatch(1);
        var pinned = Thread.ofVirtual().start(() -> {
            try {
                begin.await();
                Class.forName("dev.weft.torture.PlantedFaultTest$Pinned");
            } catch (ReflectiveOperationException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
        });
        String found;
        try {
            found = found(new Pinning(), (url, options) -> {
                begin.countDown();
                return AsyncEngine.create(url, options);
            });
        } finally {
            PINNING_ENDS.countDown();
        }
        pinned.join();

        assertThat(found).contains("pinned longer than 1 ms (");
    }

    /** A class whose initialisation waits: native code is under it, so its thread cannot leave its carrier. */
    static final class Pinned {
        static {
            try {
                while (!PINNING_ENDS.await(20, TimeUnit.MILLISECONDS)) {
                    Thread.onSpinWait();
                }
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }

        private Pinned() {}
    }

    private static String found(Goal goal, BiFunction<String, EngineOptions, AsyncEngine> maker) throws Exception {
        return ShortRun.of(goal, Through.HOSTED, BRIEF, maker).wrong().toString();
    }

    private interface Step {
        void take() throws Exception;
    }

    private interface Answer<T> {
        T get() throws Exception;
    }

    /** Repeats a step until there is an answer. */
    private static <T> T whileThis(Step step, Answer<T> answer) throws Exception {
        var over = new AtomicBoolean();
        var other = Crew.start(1, _ -> {
            while (!over.get()) {
                try {
                    step.take();
                } catch (SQLException | RuntimeException away) {
                    Await.pause(Duration.ofMillis(5)); // the goal has stopped the server, or not yet made its tables
                }
            }
        });
        try {
            return answer.get();
        } finally {
            over.set(true);
            Crew.wait(other, Duration.ofSeconds(60));
        }
    }

    private static Connection session(String name) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", "weft");
        properties.setProperty("password", "weft");
        properties.setProperty("ApplicationName", name);
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + ShortRun.cluster().port() + "/weft", properties);
    }

    private static void run(Connection session, String sql) throws SQLException {
        try (var statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Begins a query that is ended from outside. */
    private static Thread running(Connection session, String name, String sql) throws Exception {
        var thread = Thread.ofVirtual().start(() -> {
            try {
                run(session, sql);
            } catch (SQLException ended) {
                Thread.currentThread().interrupt();
            }
        });
        var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (ShortRun.cluster().sessions(name).stream()
                .noneMatch(one -> one.state().equals("active"))) {
            assertThat(System.nanoTime() - end).isNegative();
            Await.pause(Duration.ofMillis(10));
        }
        return thread;
    }
}
